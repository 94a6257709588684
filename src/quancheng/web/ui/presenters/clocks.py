"""The two clocks in words and bars: from the verdicts of the clock engine to components.

Promise first, statute below, both on one scale; a suspended clock says where it stopped, a missed one by how much.
Working days are shown as 个工作日, natural days and months as 天.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from quancheng.clock.engine import (
    CLOSING_TIME,
    Calendar,
    ClockName,
    Status,
    Unit,
    Verdict,
)
from quancheng.clock.engine import RibbonDay as EngineDay
from quancheng.clock.engine.ribbon import RibbonKind
from quancheng.web.ui.components import (
    ClockLine,
    DayMark,
    DaysLeft,
    Pace,
    Ribbon,
    RibbonDay,
    RibbonKey,
    TwoClocks,
)
from quancheng.web.ui.presenters import dates

CLOCK_WORDS = {ClockName.PROMISED: "承诺", ClockName.STATUTORY: "法定"}
MARKS = {
    RibbonKind.EVENT: DayMark.EVENT,
    RibbonKind.USED: DayMark.USED,
    RibbonKind.LEFT: DayMark.LEFT,
    RibbonKind.LAWFUL: DayMark.OPEN,
    RibbonKind.REST: DayMark.REST,
    RibbonKind.SUSPENDED: DayMark.SUSPENDED,
    RibbonKind.OVER: DayMark.OVER,
}
SAID = {
    RibbonKind.EVENT: "起算，当日不计",
    RibbonKind.USED: "计时",
    RibbonKind.LEFT: "承诺期内，还没到",
    RibbonKind.LAWFUL: "法定期限内",
    RibbonKind.REST: "休息，不计",
    RibbonKind.SUSPENDED: "停计时",
    RibbonKind.OVER: "超期",
}
CROWDED_SHARE = 0.17
"""The share of the ribbon at either end that the words over its first and last cell take up."""
WORKING_SHARE = 5 / 7
"""Working days in a natural day, to draw limits of different units on one scale."""


def unit_words(unit: Unit) -> str:
    """``个工作日`` or ``天``."""
    return "个工作日" if unit is Unit.WORKING_DAY else "天"


def pace(verdict: Verdict | None, *, today: date) -> Pace:
    """How the leading clock stands on ``today``."""
    if verdict is None or verdict.status is Status.NOT_STARTED:
        return Pace.ON_TIME
    if verdict.status is Status.MISSED:
        return Pace.OVER
    if verdict.stopped_on is not None:
        return Pace.DONE
    if verdict.suspended:
        return Pace.HOLD
    return Pace.TODAY if verdict.due == today else Pace.ON_TIME


def days_left(
    *,
    promised: Verdict | None,
    statutory: Verdict | None,
    today: date,
    closes: time = CLOSING_TIME,
    hold_words: str = "",
) -> DaysLeft:
    """The large figure of a row. ``hold_words`` is the ground of the suspension."""
    lead = promised or statutory
    if lead is None:
        return DaysLeft(figure="不限", note="没有时限")
    state = pace(lead, today=today)
    if lead.status is Status.NOT_STARTED:
        return DaysLeft(figure="未起算", note="等待受理", pace=Pace.HOLD)
    if lead.stopped_on is not None:
        return _stopped(lead, state)
    name = CLOCK_WORDS[lead.clock]
    if state is Pace.HOLD:
        return DaysLeft(
            figure="停计时", note=hold_words or f"{name}停在 {lead.used} 天", pace=state
        )
    if state is Pace.OVER:
        due = f"{name} {dates.day_month(lead.due)}" if lead.due else name
        return DaysLeft(figure=f"超 {lead.overdue}", note=due, pace=state)
    if state is Pace.TODAY:
        return DaysLeft(figure="今天", note=f"{closes:%H:%M} 前", pace=state)
    return DaysLeft(figure=str(lead.left), unit=unit_words(lead.unit), note=_due_words(lead))


def case_head(
    *,
    promised: Verdict | None,
    statutory: Verdict | None,
    today: date,
    closes: time = CLOSING_TIME,
    hold_words: str = "",
) -> DaysLeft:
    """The block at the top of a case: the figure, then how much of each clock is used."""
    row = days_left(
        promised=promised, statutory=statutory, today=today, closes=closes, hold_words=hold_words
    )
    figure, unit = (f"{row.figure}到期", "") if row.pace is Pace.TODAY else (row.figure, row.unit)
    lines: list[str] = []
    if promised is not None and promised.status is not Status.NOT_STARTED:
        ending = f"，{closes:%H:%M} 止" if row.pace is Pace.TODAY else ""
        lines.append(f"承诺 {promised.used} / {promised.total} 天{ending}")
    if promised is not None and statutory is not None:
        lines.append(f"法定{words(statutory, today=today, long=True)}")
    note = "" if row.pace is Pace.TODAY and lines else row.note
    return DaysLeft(figure=figure, unit=unit, note=note, pace=row.pace, more=tuple(lines))


def words(verdict: Verdict, *, today: date, long: bool = False) -> str:
    """What one clock says: ``剩 3 天``, ``今天到期``, ``超 1 天``, ``停在 2 天``, ``用了 3 天``.

    ``long`` writes the unit in full, as ``还剩 12 个工作日``.
    """
    unit = unit_words(verdict.unit) if long else "天"
    if verdict.status is Status.NOT_STARTED:
        return "未起算"
    if verdict.status is Status.MISSED:
        return f"超 {verdict.overdue} {unit}"
    if verdict.stopped_on is not None:
        return f"用了 {verdict.used} {unit}" if verdict.total else "当场办结"
    if verdict.suspended:
        return f"停在 {verdict.used} {unit}"
    if verdict.due == today:
        return "今天到期"
    lead = "还剩" if long else "剩"
    return f"{lead} {verdict.left} {unit}" + ("起" if verdict.provisional else "")


def two_clocks(*, promised: Verdict | None, statutory: Verdict | None, today: date) -> TwoClocks:
    """Both clocks as bars on the scale of the longer one."""
    longest = max((_weight(each, each.total) for each in (promised, statutory) if each), default=0)
    return TwoClocks(
        promise=_line(promised, longest, today),
        statute=_line(statutory, longest, today),
        pace=pace(promised or statutory, today=today),
    )


def ribbon(
    *,
    days: Sequence[EngineDay],
    promised: Verdict | None,
    statutory: Verdict | None,
    start_words: str = "受理",
    proof_url: str = "",
    for_applicant: bool = False,
) -> Ribbon | None:
    """The days ribbon with its legend; ``None`` before any clock has started.

    ``start_words`` names the first day; ``for_applicant`` puts the legend in plain words.
    """
    if not days:
        return None
    last = len(days) - 1
    cells = tuple(_cell(day, index, last, start_words) for index, day in enumerate(days))
    return Ribbon(
        label=_spoken(days, start_words),
        days=cells,
        key=_key(days, promised, statutory, for_applicant=for_applicant),
        proof_url=proof_url,
    )


def due_sentence(verdict: Verdict, *, calendar: Calendar | None = None) -> str:
    """``最迟 2026年2月26日（周四）``, or ``不早于 …`` while the calendar is not published."""
    if verdict.due is not None:
        return f"最迟 {dates.cn_date(verdict.due, calendar=calendar)}"
    if verdict.earliest is not None:
        return f"不早于 {dates.cn_date(verdict.earliest)}（放假安排公布后确定）"
    return "受理后起算"


def _stopped(lead: Verdict, state: Pace) -> DaysLeft:
    if state is Pace.OVER:
        return DaysLeft(figure="办结", note=f"超 {lead.overdue} 天", pace=state)
    note = f"用了 {lead.used} {unit_words(lead.unit)}" if lead.total else "当场办结"
    return DaysLeft(figure="办结", note=note, pace=state)


def _due_words(lead: Verdict) -> str:
    name = CLOCK_WORDS[lead.clock]
    if lead.due is not None:
        return f"{name} {dates.day_month(lead.due)}"
    return f"不早于 {dates.day_month(lead.earliest)}" if lead.earliest else name


def _weight(verdict: Verdict, value: int) -> float:
    return float(value) if verdict.unit is Unit.WORKING_DAY else value * WORKING_SHARE


def _line(verdict: Verdict | None, longest: float, today: date) -> ClockLine | None:
    if verdict is None:
        return None
    scale = 100 / longest if longest else 0.0
    return ClockLine(
        name=CLOCK_WORDS[verdict.clock],
        words=words(verdict, today=today),
        limit_percent=_weight(verdict, verdict.total) * scale if longest else 100.0,
        used_percent=_weight(verdict, verdict.used + verdict.overdue) * scale,
    )


def _cell(day: EngineDay, index: int, last: int, start_words: str) -> RibbonDay:
    top = ""
    if index == 0:
        top = start_words
    elif day.promised_due and day.statutory_due:
        top = "承诺、法定"
    elif day.promised_due:
        top = "承诺"
    elif day.statutory_due:
        top = "法定"
    edge = "l" if index == 0 else "r" if index == last else ""
    return RibbonDay(
        day=day.day,
        mark=MARKS[day.kind],
        makeup=day.makeup,
        today=day.today,
        top=top,
        top_is_promise=day.promised_due,
        bottom="今天" if day.today else "",
        edge=edge if top else "",
        raised=bool(top) and 0 < index < last and _crowded(index, last),
        month=f"{day.day.month}月" if day.day.day == 1 else "",
        extended=day.extended,
        says=_says(day),
    )


def _says(day: EngineDay) -> str:
    """``日，计时`` after the figure of the day: what its colour means."""
    words = [SAID[day.kind]]
    if day.makeup:
        words.append("调休上班")
    if day.extended:
        words.append("延长的日子")
    return f"日，{'，'.join(words)}"


def _crowded(index: int, last: int) -> bool:
    """Whether words over this cell would run into the words at either end of the ribbon."""
    position = index / last
    return min(position, 1 - position) < CROWDED_SHARE


def _spoken(days: Sequence[EngineDay], start_words: str) -> str:
    says = [f"{dates.day_month(days[0].day)}{start_words}"]
    for day in days:
        if day.today:
            says.append(f"今天{dates.day_month(day.day)}")
        if day.promised_due:
            says.append(f"承诺{dates.day_month(day.day)}办结")
        if day.statutory_due:
            says.append(f"法定{dates.day_month(day.day)}")
    added = [day.day for day in days if day.extended]
    if added:
        says.append(f"{dates.period(added[0], added[-1])}是延长的")
    held = [day.day for day in days if day.kind is RibbonKind.SUSPENDED]
    if held:
        says.insert(1, f"{dates.period(held[0], held[-1])}停计时")
    return "，".join(says)


def _key(
    days: Sequence[EngineDay],
    promised: Verdict | None,
    statutory: Verdict | None,
    *,
    for_applicant: bool,
) -> tuple[RibbonKey, ...]:
    kinds = {day.kind for day in days}
    lead = promised or statutory
    used = lead.used if lead else 0
    keys = [RibbonKey(mark=DayMark.USED, words=f"{'已用' if for_applicant else '计时'} {used} 天")]
    if RibbonKind.OVER in kinds and lead is not None:
        keys.append(RibbonKey(mark=DayMark.OVER, words=f"超 {lead.overdue} 天"))
    if RibbonKind.SUSPENDED in kinds:
        held = sum(1 for day in days if day.kind is RibbonKind.SUSPENDED)
        keys.append(RibbonKey(mark=DayMark.SUSPENDED, words=f"停计时 {held} 天"))
    if RibbonKind.LEFT in kinds and lead is not None:
        name = CLOCK_WORDS[lead.clock]
        keys.append(RibbonKey(mark=DayMark.LEFT, words=f"{name}还剩 {lead.left} 天"))
    if RibbonKind.LAWFUL in kinds:
        keys.append(RibbonKey(mark=DayMark.OPEN, words="法定期限内"))
    if any(day.extended for day in days) and statutory is not None:
        keys.append(
            RibbonKey(mark=DayMark.OPEN, words=f"延长 {statutory.extended} 天", extended=True)
        )
    if RibbonKind.REST in kinds:
        keys.append(
            RibbonKey(mark=DayMark.REST, words=_rest_words(days, for_applicant=for_applicant))
        )
    return tuple(keys)


def _rest_words(days: Sequence[EngineDay], *, for_applicant: bool) -> str:
    if not for_applicant:
        return "休息日"
    names = list(
        dict.fromkeys(day.label for day in days if day.kind is RibbonKind.REST and day.label)
    )
    holidays = [name for name in names if name not in {"周末", "周六", "周日"}]
    return "、".join([*holidays[:2], "周末"]) + "不计"
