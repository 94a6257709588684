"""Absence of the holder of a post."""

from __future__ import annotations

from datetime import date

from quancheng.kernel.errors import UnableTo

REASONS = ("休假", "病假", "事假", "出差", "培训", "其他")
LONGEST_ABSENCE_IN_DAYS = 366


class UnableToEnterAbsence(UnableTo):
    """An absence whose days cannot stand."""


def check_absence(
    *, from_day: date, to_day: date, today: date, valid_from: date, valid_to: date | None
) -> None:
    """Check the first and the last day of an absence of a post held from ``valid_from``.

    Both days are days of absence. An absence may begin in the past (a sick note comes later),
    but not end there. Raises :class:`UnableToEnterAbsence`.
    """
    if to_day < from_day:
        raise UnableToEnterAbsence("请假的结束日期早于开始日期，请重新选择日期。")
    if to_day < today:
        raise UnableToEnterAbsence("这段请假已经过去，不需要代班，请核对日期。")
    if (to_day - from_day).days >= LONGEST_ABSENCE_IN_DAYS:
        raise UnableToEnterAbsence("一次请假不能超过一年，长期离岗请由管理员结束岗位任职。")
    if from_day < valid_from or (valid_to is not None and to_day > valid_to):
        raise UnableToEnterAbsence("请假日期超出了岗位任职期间，请核对日期或联系管理员。")
