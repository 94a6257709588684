"""The window for telling what must be corrected, and what silence means (R2, R3)."""

from __future__ import annotations

from datetime import date, timedelta

from quancheng.clock.engine.calendar import Calendar, Unknown
from quancheng.clock.engine.limits import CorrectionWindow, Unit
from quancheng.kernel.errors import UnableTo


class UnableToAskCorrection(UnableTo):
    """A correction notice may not be given any more, or not so."""


def correction_due(
    *, received_on: date, window: CorrectionWindow | None, calendar: Calendar
) -> date | Unknown:
    """The last day to tell the applicant what must be corrected (行政许可法 32(4)).

    Without a window, or with one of 0, it is the day of receipt: on the spot.
    """
    if window is None or window.value == 0:
        return received_on
    if window.unit is Unit.NATURAL_DAY:
        return calendar.forward(received_on + timedelta(days=window.value))
    return calendar.add(received_on, window.value)


def deemed_acceptance(
    *, received_on: date, today: date, window: CorrectionWindow | None, calendar: Calendar
) -> date | None:
    """The day on which a file left without an answer was accepted by law, or ``None`` (R3).

    It is the day of receipt, from the day after the window has ended. ``None`` also where the
    item's law does not take silence for acceptance, or the window reaches unknown days.
    """
    if window is None or not window.silence_accepts:
        return None
    due = correction_due(received_on=received_on, window=window, calendar=calendar)
    if isinstance(due, Unknown) or today <= due:
        return None
    return received_on


def check_correction_notice(
    *,
    received_on: date,
    told_on: date,
    window: CorrectionWindow | None,
    earlier_notices: int,
    calendar: Calendar,
    names_new_defect: bool = True,
    override_reason: str = "",
) -> None:
    """Raise ``UnableToAskCorrection`` unless a correction notice may be given on ``told_on``.

    Everything must be told once (R2). A further notice that names a defect absent from the first
    passes only with the written reason of a supervisor; the caller makes it a lead (W2).
    ``received_on`` is the day the file, or its last supplement, came in.
    """
    if told_on < received_on:
        raise UnableToAskCorrection(
            f"告知补正的日期 {told_on} 早于收件日期 {received_on}，请改正日期。"
        )
    if earlier_notices > 0 and names_new_defect and not override_reason.strip():
        raise UnableToAskCorrection(
            "补正内容应当一次告知，第一次没有写的问题不能再要求补正；"
            "请按现有材料办理，确需补充的请监察人员写明理由批准。"
        )
    due = correction_due(received_on=received_on, window=window, calendar=calendar)
    if isinstance(due, Unknown) or told_on <= due:
        return
    if window is None or window.value == 0:
        raise UnableToAskCorrection("这个事项应当当场告知补正，收件之后不能再要求补正，请受理。")
    if window.silence_accepts:
        raise UnableToAskCorrection(
            f"补正应当在 {due} 前一次告知，已经逾期；"
            f"依法自 {received_on} 收到材料之日起即为受理，请按受理办理。"
        )
    raise UnableToAskCorrection(
        f"补正应当在 {due} 前一次告知，已经逾期，请作出受理或者不予受理决定。"
    )
