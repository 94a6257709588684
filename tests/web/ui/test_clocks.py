"""The two clocks in words, bars and cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from quancheng.clock.engine import (
    Calendar,
    ClockName,
    Facts,
    Limit,
    Suspension,
    Unit,
    Verdict,
    deadline,
    ribbon,
)
from quancheng.clock.rules import package_days
from quancheng.web.ui.components import DayMark, Pace
from quancheng.web.ui.presenters import clocks, dates

CALENDAR = Calendar.of(package_days(2025) + package_days(2026), version="test")
TODAY = date(2026, 2, 24)


@dataclass(frozen=True)
class Case:
    """A case read on a day."""

    accepted: date | None = date(2026, 2, 13)
    promise: int = 4
    statute: int = 10
    today: date = TODAY
    decided: date | None = None
    held: tuple[Suspension, ...] = ()
    unit: Unit = Unit.WORKING_DAY
    facts: Facts = field(init=False)

    def __post_init__(self) -> None:
        facts = Facts(
            today=self.today,
            received_on=self.accepted,
            accepted_on=self.accepted,
            decided_on=self.decided,
            suspensions=self.held,
        )
        object.__setattr__(self, "facts", facts)

    @property
    def limits(self) -> tuple[Limit, Limit]:
        """Promise and statute."""
        promise = Limit(value=self.promise, unit=self.unit, clock=ClockName.PROMISED)
        return promise, Limit(value=self.statute, unit=self.unit)

    @property
    def promised(self) -> Verdict:
        """The promised clock."""
        return deadline(limit=self.limits[0], facts=self.facts, calendar=CALENDAR)

    @property
    def statutory(self) -> Verdict:
        """The statutory clock."""
        return deadline(limit=self.limits[1], facts=self.facts, calendar=CALENDAR)

    def left(self, **rest):
        """The block of a row."""
        return clocks.days_left(
            promised=self.promised, statutory=self.statutory, today=self.today, **rest
        )

    def ribbon(self, **rest):
        """The ribbon."""
        days = ribbon(
            facts=self.facts,
            promised=self.limits[0],
            statutory=self.limits[1],
            calendar=CALENDAR,
        )
        return clocks.ribbon(days=days, promised=self.promised, statutory=self.statutory, **rest)


HELD = Suspension(start=date(2026, 2, 2), end=date(2026, 2, 12), ground="专家评审")
STILL = Suspension(start=date(2026, 2, 10), end=None, ground="专家评审")


def test_a_running_case_shows_the_days_left_and_the_promised_day() -> None:
    left = Case().left()
    assert (left.figure, left.unit, left.note) == ("2", "个工作日", "承诺 2月26日")
    assert left.pace is Pace.ON_TIME
    assert left.pace.css == ""


def test_the_last_day_says_today_and_until_when() -> None:
    left = Case(accepted=date(2026, 1, 26), promise=8, statute=20, held=(HELD,)).left()
    assert (left.figure, left.note, left.pace) == ("今天", "17:30 前", Pace.TODAY)


def test_a_missed_promise_says_by_how_much() -> None:
    case = Case(accepted=date(2026, 2, 4), promise=8, statute=20)
    assert (case.left().figure, case.left().note) == ("超 1", "承诺 2月14日")
    assert case.left().pace.css == "is-over"
    assert clocks.words(case.promised, today=TODAY) == "超 1 天"
    assert clocks.words(case.statutory, today=TODAY, long=True) == "还剩 11 个工作日"


def test_a_suspended_case_names_its_ground() -> None:
    case = Case(accepted=date(2026, 2, 6), promise=8, statute=20, held=(STILL,))
    assert case.left(hold_words="专家评审").note == "专家评审"
    assert case.left().note == "承诺停在 2 天"
    assert case.left().pace is Pace.HOLD
    assert clocks.words(case.promised, today=TODAY) == "停在 2 天"


def test_a_decided_case_says_what_it_took() -> None:
    case = Case(decided=date(2026, 2, 24))
    assert (case.left().figure, case.left().note) == ("办结", "用了 2 个工作日")
    assert case.left().pace is Pace.DONE
    assert clocks.words(case.promised, today=TODAY) == "用了 2 天"
    late = Case(accepted=date(2026, 2, 4), promise=8, statute=20, decided=TODAY)
    assert (late.left().figure, late.left().note) == ("办结", "超 1 天")


def test_a_case_not_yet_accepted_has_no_figure() -> None:
    case = Case(accepted=None)
    assert case.left().figure == "未起算"
    assert clocks.words(case.promised, today=TODAY) == "未起算"
    assert case.ribbon() is None
    assert clocks.due_sentence(case.promised) == "受理后起算"


def test_a_case_without_limits_says_so() -> None:
    left = clocks.days_left(promised=None, statutory=None, today=TODAY)
    assert left.note == "没有时限"
    assert clocks.two_clocks(promised=None, statutory=None, today=TODAY).promise is None


def test_natural_days_are_called_days() -> None:
    case = Case(unit=Unit.NATURAL_DAY, promise=20, statute=30)
    assert case.left().unit == "天"
    bars = clocks.two_clocks(promised=case.promised, statutory=case.statutory, today=TODAY)
    assert bars.statute is not None
    assert bars.statute.limit_width == "100.0%"


def test_a_limit_decided_at_the_counter_has_no_days() -> None:
    case = Case(decided=date(2026, 2, 13), today=date(2026, 2, 13))
    instant = Limit(value=0, unit=Unit.INSTANT, clock=ClockName.PROMISED)
    verdict = deadline(limit=instant, facts=case.facts, calendar=CALENDAR)
    assert clocks.words(verdict, today=TODAY) == "当场办结"
    left = clocks.days_left(promised=verdict, statutory=None, today=TODAY)
    assert left.note == "当场办结"


def test_both_bars_share_the_scale_of_the_longer_limit() -> None:
    case = Case()
    bars = clocks.two_clocks(promised=case.promised, statutory=case.statutory, today=TODAY)
    assert bars.promise is not None
    assert bars.statute is not None
    assert (bars.promise.limit_width, bars.promise.used_width) == ("40.0%", "20.0%")
    assert (bars.statute.limit_width, bars.statute.used_width) == ("100.0%", "20.0%")
    assert bars.promise.words == "剩 2 天"


def test_the_head_of_a_case_tells_both_clocks() -> None:
    case = Case(accepted=date(2026, 1, 26), promise=8, statute=20, held=(HELD,))
    head = clocks.case_head(promised=case.promised, statutory=case.statutory, today=TODAY)
    assert head.figure == "今天到期"
    assert head.more == ("承诺 8 / 8 天，17:30 止", "法定还剩 12 个工作日")
    assert clocks.case_head(promised=None, statutory=None, today=TODAY).note == "没有时限"


def test_a_deadline_beyond_the_published_calendar_is_told_as_not_before() -> None:
    case = Case(accepted=date(2026, 12, 28), statute=20, promise=10, today=date(2026, 12, 29))
    assert case.left().note.startswith("不早于")
    assert clocks.words(case.promised, today=case.today).endswith("天起")
    assert "放假安排公布后确定" in clocks.due_sentence(case.promised)


def test_a_due_day_is_a_sentence() -> None:
    assert clocks.due_sentence(Case().promised) == "最迟 2026年2月26日（周四）"


def test_the_ribbon_draws_every_day_and_says_the_dates() -> None:
    drawn = Case().ribbon(proof_url="/proof", for_applicant=True)
    assert drawn is not None
    assert len(drawn.days) == 21
    assert drawn.label == "2月13日受理，今天2月24日，承诺2月26日办结，法定3月5日"
    assert [key.words for key in drawn.key] == [
        "已用 2 天",
        "承诺还剩 2 天",
        "法定期限内",
        "春节、周末不计",
    ]
    assert drawn.css == "off-5"
    assert drawn.days[0].mark is DayMark.EVENT
    assert drawn.days[1].css == "used work"
    assert drawn.days[11].css == "used now"


def test_the_ribbon_names_suspension_and_delay() -> None:
    held = Case(accepted=date(2026, 1, 26), promise=8, statute=20, held=(HELD,)).ribbon()
    assert held is not None
    assert "2月3日—12日停计时" in held.label
    assert "停计时 8 天" in [key.words for key in held.key]
    late = Case(accepted=date(2026, 2, 4), promise=8, statute=20).ribbon()
    assert late is not None
    assert "超 1 天" in [key.words for key in late.key]
    assert "休息日" in [key.words for key in late.key]


def test_words_that_would_touch_stand_on_a_second_line() -> None:
    drawn = Case(promise=1, statute=20).ribbon()
    assert drawn is not None
    assert any(day.raised for day in drawn.days)
    assert "is-tall" in drawn.css


def test_a_long_limit_takes_several_rows() -> None:
    drawn = Case(promise=30, statute=60).ribbon()
    assert drawn is not None
    assert "is-long" in drawn.css


def test_equal_limits_share_one_label() -> None:
    drawn = Case(promise=5, statute=5).ribbon()
    assert drawn is not None
    assert drawn.days[-1].top == "承诺、法定"
    assert drawn.days[-1].top_css == "t r p"


@pytest.mark.parametrize("promise", [1, 2, 3, 4])
def test_the_figure_and_the_ribbon_agree(promise: int) -> None:
    case = Case(promise=promise, today=date(2026, 2, 13))
    drawn = case.ribbon()
    assert drawn is not None
    marked = [day for day in drawn.days if day.mark is DayMark.LEFT]
    assert case.left().figure == str(len(marked))


SPRING = ("2026-02-13", 4)
NEW_YEAR = ("2025-12-30", 2)
AUTUMN = ("2026-09-17", 4)
NATIONAL = ("2026-09-30", 3)


@pytest.mark.parametrize(
    ("accepted", "promise", "today", "long"),
    [
        (*SPRING, "2026-02-13", "还剩 4 个工作日"),
        (*SPRING, "2026-02-14", "还剩 3 个工作日"),
        *((*SPRING, f"2026-02-{day}", "还剩 3 个工作日") for day in range(15, 24)),
        (*SPRING, "2026-02-24", "还剩 2 个工作日"),
        (*SPRING, "2026-02-25", "还剩 1 个工作日"),
        (*SPRING, "2026-02-26", "今天到期"),
        (*SPRING, "2026-02-27", "超 1 个工作日"),
        (*SPRING, "2026-02-28", "超 2 个工作日"),
        (*NEW_YEAR, "2025-12-31", "还剩 1 个工作日"),
        *((*NEW_YEAR, f"2026-01-0{day}", "还剩 1 个工作日") for day in range(1, 4)),
        (*NEW_YEAR, "2026-01-04", "今天到期"),
        (*NEW_YEAR, "2026-01-05", "超 1 个工作日"),
        (*AUTUMN, "2026-09-18", "还剩 3 个工作日"),
        (*AUTUMN, "2026-09-19", "还剩 3 个工作日"),
        (*AUTUMN, "2026-09-20", "还剩 2 个工作日"),
        (*AUTUMN, "2026-09-21", "还剩 1 个工作日"),
        (*AUTUMN, "2026-09-22", "今天到期"),
        (*AUTUMN, "2026-09-23", "超 1 个工作日"),
        (*AUTUMN, "2026-09-24", "超 2 个工作日"),
        (*NATIONAL, "2026-10-07", "还剩 3 个工作日"),
        (*NATIONAL, "2026-10-08", "还剩 2 个工作日"),
        (*NATIONAL, "2026-10-09", "还剩 1 个工作日"),
        (*NATIONAL, "2026-10-10", "今天到期"),
        (*NATIONAL, "2026-10-11", "超 1 个工作日"),
    ],
)
def test_the_days_left_are_those_on_which_people_work(
    accepted: str, promise: int, today: str, long: str
) -> None:
    day = date.fromisoformat(today)
    case = Case(accepted=date.fromisoformat(accepted), promise=promise, statute=20, today=day)
    assert clocks.words(case.promised, today=day, long=True) == long
    signed = -case.promised.overdue or case.promised.left
    assert dates.workdays_left(signed) == long


def test_every_cell_of_the_ribbon_says_what_its_colour_means() -> None:
    drawn = Case(held=(HELD,), accepted=date(2026, 1, 26), statute=20, promise=8).ribbon()
    assert drawn is not None
    said = {day.day: day.says for day in drawn.days}
    assert said[date(2026, 1, 26)] == "日，起算，当日不计"
    assert said[date(2026, 1, 27)] == "日，计时"
    assert said[date(2026, 2, 3)] == "日，停计时"
    assert said[date(2026, 2, 14)] == "日，计时，调休上班"
    assert said[date(2026, 2, 16)] == "日，休息，不计"
    assert said[date(2026, 3, 2)] == "日，法定期限内"
