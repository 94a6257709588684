"""What has to be known of a case sent upward, and of its answer (行政许可法 第35、43条; pure)."""

from __future__ import annotations

from datetime import date

from quancheng.cases.rules.snapshot import OpenForwarding
from quancheng.kernel.errors import UnableTo

LONGEST_WORDS = 100
LONGEST_NUMBER = 60
ABOVE = "上报上级机关"
"""The ground under which days at a superior organ that gave the case back are left out."""


class UnableToForward(UnableTo):
    """The case cannot be sent upward so, or its answer cannot be entered so."""


def _cut(words: str, longest: int) -> str:
    return words.replace("\x00", "").strip()[:longest]


def check_forwarding(
    *, superior: str, document: str, expected_on: date | None, today: date
) -> OpenForwarding:
    """What is sent to whom; raises :class:`UnableToForward` unless it can be followed."""
    to_whom, number = _cut(superior, LONGEST_WORDS), _cut(document, LONGEST_NUMBER)
    if not to_whom:
        raise UnableToForward("请填写上报的上级机关名称，以便跟踪答复。")
    if not number:
        raise UnableToForward("请填写上报文件的文号，以便跟踪答复。")
    if expected_on is None or expected_on < today:
        raise UnableToForward("请填写预计答复的日期，不能早于今天。")
    return OpenForwarding(superior=to_whom, document=number, sent_on=today, expected_on=expected_on)


def check_answer(
    *, document: str, decided_on: date | None, sent_on: date | None, today: date
) -> tuple[str, date]:
    """Number and day of the superior's decision; raises :class:`UnableToForward`.

    The day lies between forwarding and today.
    """
    number = _cut(document, LONGEST_NUMBER)
    if not number:
        raise UnableToForward("请填写上级机关决定的文号，决定要凭它送达申请人。")
    if decided_on is None or decided_on > today or (sent_on is not None and decided_on < sent_on):
        raise UnableToForward("请填写上级机关作出决定的日期，应当在上报之日以后、今天以前。")
    return number, decided_on
