"""The hearing by the law: dates, chair, recusal, minutes (行政许可法 46-48)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from quancheng.cases.rules import hearing as rules
from quancheng.cases.rules.hearing import UnableToHear
from quancheng.cases.rules.hearing_fact import HearingFact
from quancheng.clock.engine import Calendar, DayKind, DayRecord
from quancheng.kernel.moments import SHANGHAI

MONDAY = date(2026, 3, 2)
HELD = date(2026, 3, 20)
WORDS = "双方陈述了各自的意见。"
TWO = ["甲", "乙"]


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    """March and April 2026 without holidays but weekends; nothing is known of May."""
    first, last = date(2026, 3, 1).toordinal(), date(2026, 4, 30).toordinal()
    days = [date.fromordinal(n) for n in range(first, last + 1)]
    return Calendar(
        days=[
            DayRecord(day, DayKind.WORKING if day.isoweekday() < 6 else DayKind.REST)
            for day in days
        ]
    )


TOLD = HearingFact(
    basis="request",
    stage="told",
    told_on=MONDAY,
    request_by=date(2026, 3, 9),
    requested_on=None,
    requested_by="",
    hold_by=None,
    notified_on=None,
    sits_at=None,
    place="",
    chair=None,
    recusal_on=None,
    recusal_by="",
    recusal_reason="",
    recusal_outcome="",
    ended_on=None,
)
OPEN = replace(
    TOLD, stage="open", requested_on=date(2026, 3, 3), hold_by=date(2026, 3, 31), requested_by="甲"
)
SET = replace(
    OPEN,
    stage="scheduled",
    sits_at=datetime(2026, 3, 20, 9, 30, tzinfo=SHANGHAI),
    place="三楼",
    chair=7,
)
CHALLENGED = replace(SET, recusal_on=date(2026, 3, 12), recusal_by="甲")
ENDED = replace(SET, stage="ended", ended_on=HELD)
DROPPED = replace(OPEN, stage="dropped")
PUBLIC = replace(OPEN, basis="public", hold_by=None)


def test_the_days_of_the_law_are_counted_in_working_days(calendar: Calendar) -> None:
    assert rules.request_until(told_on=MONDAY, calendar=calendar) == date(2026, 3, 9)
    assert rules.hold_until(requested_on=MONDAY, calendar=calendar) == date(2026, 3, 30)
    first = rules.earliest_sitting(notified_on=date(2026, 3, 4), calendar=calendar)
    assert first == date(2026, 3, 13)


def test_a_day_beyond_the_calendar_is_not_made_up(calendar: Calendar) -> None:
    late = date(2026, 4, 29)
    assert rules.request_until(told_on=late, calendar=calendar) is None
    assert rules.hold_until(requested_on=late, calendar=calendar) is None
    first = rules.earliest_sitting(notified_on=late, calendar=calendar)
    assert first >= date(2026, 5, 6)


def test_a_case_has_one_hearing() -> None:
    rules.check_tell(None)
    with pytest.raises(UnableToHear, match="不用再办"):
        rules.check_tell(TOLD)


def test_a_request_is_in_time_to_the_end_of_the_fifth_working_day() -> None:
    rules.check_request(TOLD, by="甲", today=date(2026, 3, 9))
    rules.check_request(replace(TOLD, request_by=None), by="甲", today=date(2026, 5, 9))
    with pytest.raises(UnableToHear, match=r"2026年3月9日.*超过期限"):
        rules.check_request(TOLD, by="甲", today=date(2026, 3, 10))


@pytest.mark.parametrize("hearing", [None, OPEN, SET, ENDED, DROPPED])
def test_only_who_was_told_asks_for_a_hearing(hearing: HearingFact | None) -> None:
    with pytest.raises(UnableToHear, match="没有等待申请"):
        rules.check_request(hearing, by="甲", today=MONDAY)


def test_a_request_comes_from_somebody() -> None:
    with pytest.raises(UnableToHear, match="听证申请人"):
        rules.check_request(TOLD, by=" ", today=MONDAY)


GOOD: dict[str, object] = {
    "hearing": OPEN,
    "sits_on": date(2026, 3, 13),
    "place": "三楼",
    "chair_account": 7,
    "involved": {1, 2},
    "today": date(2026, 3, 4),
}


def schedule(calendar: Calendar, **changes: object) -> None:
    given = GOOD | changes
    hearing = given.pop("hearing")
    rules.check_schedule(hearing, calendar=calendar, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"hearing": SET},
        {"sits_on": date(2026, 3, 31)},
        {"hearing": PUBLIC, "sits_on": date(2026, 4, 30)},
    ],
)
def test_a_sitting_within_the_days_of_the_law_is_set(
    calendar: Calendar, changes: dict[str, object]
) -> None:
    schedule(calendar, **changes)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sits_on": date(2026, 3, 12)}, r"提前 7 个工作日.*2026年3月13日"),
        ({"sits_on": date(2026, 4, 1)}, r"20 个工作日内.*2026年3月31日"),
        ({"chair_account": 2}, "审查过这件"),
        ({"place": " "}, "地点"),
        ({"hearing": None}, "没有要举行的听证"),
        ({"hearing": TOLD}, "没有要举行的听证"),
        ({"hearing": CHALLENGED}, "回避申请还没有决定"),
    ],
)
def test_a_sitting_against_the_law_is_refused(
    calendar: Calendar, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(UnableToHear, match=sentence):
        schedule(calendar, **changes)


def test_a_chair_is_challenged_once_and_by_somebody() -> None:
    rules.check_recusal(SET, by="甲")
    for hearing, sentence in ((None, "不需要"), (OPEN, "不需要"), (CHALLENGED, "已经有")):
        with pytest.raises(UnableToHear, match=sentence):
            rules.check_recusal(hearing, by="甲")
    with pytest.raises(UnableToHear, match="由谁"):
        rules.check_recusal(SET, by="")


def test_the_challenged_chair_does_not_reject_his_own_recusal() -> None:
    def decide(hearing: HearingFact | None, outcome: str, decider: int = 1) -> None:
        rules.check_recusal_decision(
            hearing, outcome=outcome, decider_account=decider, chair_account=7
        )

    decide(CHALLENGED, "granted")
    decide(CHALLENGED, "refused")
    decide(CHALLENGED, "granted", 7)
    for hearing, outcome, decider, sentence in (
        (CHALLENGED, "refused", 7, "本人"),
        (SET, "granted", 1, "没有等待"),
        (None, "granted", 1, "没有等待"),
        (CHALLENGED, "maybe", 1, "请选择"),
    ):
        with pytest.raises(UnableToHear, match=sentence):
            decide(hearing, outcome, decider)


def test_signers_are_read_from_any_usual_list() -> None:
    assert rules.read_signers("柏青禾、莫溪可，柏青禾\n 钟远 ") == ["柏青禾", "莫溪可", "钟远"]
    assert rules.read_signers(" \x00") == []


@pytest.mark.parametrize(
    ("hearing", "minutes", "signers", "today", "sentence"),
    [
        (None, WORDS, TWO, HELD, "还没有通知"),
        (OPEN, WORDS, TWO, HELD, "还没有通知"),
        (CHALLENGED, WORDS, TWO, HELD, "回避"),
        (SET, WORDS, TWO, date(2026, 3, 19), "举行以后"),
        (SET, "短", TWO, HELD, "笔录"),
        (SET, WORDS, ["甲"], HELD, "签字"),
    ],
)
def test_a_hearing_does_not_end_without_being_held_and_signed(
    hearing: HearingFact | None, minutes: str, signers: list[str], today: date, sentence: str
) -> None:
    with pytest.raises(UnableToHear, match=sentence):
        rules.check_end(hearing, minutes=minutes, signers=signers, today=today)


def test_a_hearing_ends_on_the_day_it_was_held() -> None:
    rules.check_end(SET, minutes=WORDS, signers=TWO, today=HELD)


def test_a_hearing_on_request_can_be_given_up_and_no_other() -> None:
    for hearing in (TOLD, OPEN, SET):
        rules.check_drop(hearing)
    for gone in (None, ENDED, DROPPED):
        with pytest.raises(UnableToHear, match="没有可以放弃"):
            rules.check_drop(gone)
    with pytest.raises(UnableToHear, match="公共利益"):
        rules.check_drop(PUBLIC)


@pytest.mark.parametrize(
    ("hearing", "today"),
    [
        (None, MONDAY),
        (ENDED, HELD),
        (DROPPED, date(2026, 3, 5)),
        (TOLD, date(2026, 3, 10)),
    ],
)
def test_a_decision_comes_after_the_hearing_or_its_time(
    hearing: HearingFact | None, today: date
) -> None:
    rules.check_decidable(hearing, today=today)


@pytest.mark.parametrize(
    ("hearing", "sentence"),
    [
        (TOLD, "到 2026年3月9日"),
        (replace(TOLD, request_by=None), "期限内，"),
        (OPEN, "听证还没有结束"),
        (SET, "听证还没有结束"),
    ],
)
def test_a_decision_does_not_come_before_it(hearing: HearingFact, sentence: str) -> None:
    with pytest.raises(UnableToHear, match=sentence):
        rules.check_decidable(hearing, today=date(2026, 3, 9))


def test_who_reviewed_or_holds_the_case_is_involved() -> None:
    acted = [
        ("received", 9),
        ("opinion", 1),
        ("sent_back", 2),
        ("overdue", None),
        ("opinion", None),
    ]
    assert rules.involved_accounts(acted=acted, holders=[5]) == {1, 2, 5}
    assert SET.sits_on == HELD
    assert OPEN.sits_on is None
    assert OPEN.is_held_open


def test_only_a_granted_recusal_names_another_chair() -> None:
    given = {"decider_account": 1, "chair_account": 2, "names_another": True}
    rules.check_recusal_decision(CHALLENGED, outcome=rules.GRANTED, **given)
    with pytest.raises(UnableToHear, match="仍由原主持人主持"):
        rules.check_recusal_decision(CHALLENGED, outcome=rules.REFUSED, **given)


def test_the_chair_of_the_latest_notice_is_recused_where_it_was_granted() -> None:
    acted = [
        ("recusal_decided", {"outcome": "granted"}),
        ("hearing_scheduled", {"chair": 3}),
        ("recusal_decided", {"outcome": "refused"}),
        ("hearing_scheduled", {"chair": 4}),
        ("recusal_requested", {}),
        ("recusal_decided", {"outcome": "granted"}),
    ]
    assert rules.recused_chairs(acted) == {4}
    assert rules.recused_chairs([]) == set()
