from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quancheng.clock.engine import (
    Approver,
    ClockName,
    CorrectionWindow,
    ExtensionGrant,
    Facts,
    Limit,
    StartsOn,
    Suspension,
    UnableToKeepFacts,
    Unit,
    Unknown,
)
from quancheng.clock.rules import (
    JOINT_45,
    LICENCE_20,
    LIMITS_OF_LAW,
    SUSPENSION_GROUNDS,
    WINDOW_OF_LAW,
    ChildState,
    UnableToAskCorrection,
    UnableToCloseParent,
    UnableToExtend,
    UnableToResume,
    UnableToSuspend,
    check_correction_notice,
    check_extension,
    check_facts,
    check_parent_closes,
    check_resumption,
    check_suspension,
    correction_due,
    deemed_acceptance,
    delivery_limit,
    grounds_of,
    is_ground,
)
from quancheng.kernel.errors import UnableTo

RECEIVED = date(2026, 4, 28)
ON_THE_SPOT = CorrectionWindow(value=0)


@pytest.mark.parametrize(
    ("window", "due"),
    [
        (WINDOW_OF_LAW, date(2026, 5, 8)),
        (CorrectionWindow(5, Unit.NATURAL_DAY), date(2026, 5, 6)),
        (ON_THE_SPOT, RECEIVED),
        (None, RECEIVED),
    ],
)
def test_the_window_ends_five_working_days_after_receipt(calendar, window, due):
    assert correction_due(received_on=RECEIVED, window=window, calendar=calendar) == due


@pytest.mark.parametrize(
    ("today", "window", "accepted"),
    [
        (date(2026, 5, 8), WINDOW_OF_LAW, None),
        (date(2026, 5, 9), WINDOW_OF_LAW, RECEIVED),
        (date(2026, 5, 20), WINDOW_OF_LAW, RECEIVED),
        (date(2026, 5, 20), CorrectionWindow(silence_accepts=False), None),
        (date(2026, 4, 29), ON_THE_SPOT, RECEIVED),
        (date(2026, 5, 20), None, None),
    ],
)
def test_silence_after_the_window_accepts_from_the_receipt(calendar, today, window, accepted):
    assert (
        deemed_acceptance(received_on=RECEIVED, today=today, window=window, calendar=calendar)
        == accepted
    )


def test_silence_into_unknown_days_accepts_nothing_yet(calendar):
    received = date(2026, 12, 30)
    assert isinstance(
        correction_due(received_on=received, window=WINDOW_OF_LAW, calendar=calendar), Unknown
    )
    assert (
        deemed_acceptance(
            received_on=received, today=date(2027, 1, 20), window=WINDOW_OF_LAW, calendar=calendar
        )
        is None
    )


def ask(calendar, **changes):
    asked = {
        "received_on": RECEIVED, "told_on": date(2026, 5, 8), "window": WINDOW_OF_LAW,
        "earlier_notices": 0, "calendar": calendar,
    }  # fmt: skip
    check_correction_notice(**{**asked, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"window": None, "told_on": RECEIVED},
        {"earlier_notices": 1, "names_new_defect": False},
        {"earlier_notices": 1, "override_reason": "首次告知时新规尚未施行"},
        {"received_on": date(2026, 12, 30), "told_on": date(2027, 1, 20)},
    ],
)
def test_a_correction_in_time_and_at_once_passes(calendar, changes):
    assert ask(calendar, **changes) is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"told_on": date(2026, 4, 27)}, "早于收件日期"),
        ({"told_on": date(2026, 5, 9)}, "自 2026-04-28 收到材料之日起即为受理"),
        ({"told_on": date(2026, 4, 29), "window": None}, "应当当场告知补正"),
        ({"told_on": date(2026, 4, 29), "window": ON_THE_SPOT}, "应当当场告知补正"),
        (
            {"told_on": date(2026, 5, 9), "window": CorrectionWindow(silence_accepts=False)},
            "请作出受理或者不予受理决定",
        ),
        ({"earlier_notices": 1}, "监察人员写明理由"),
        ({"earlier_notices": 1, "override_reason": "  "}, "一次告知"),
    ],
)
def test_a_correction_late_or_in_pieces_is_refused(calendar, changes, sentence):
    with pytest.raises(UnableToAskCorrection, match=sentence):
        ask(calendar, **changes)


RUNNING = Facts(today=date(2026, 3, 20), accepted_on=date(2026, 3, 2))


def extend(calendar, **changes):
    wanted = {
        "limit": LICENCE_20, "facts": RUNNING, "days": 10, "decided_on": date(2026, 3, 30),
        "told_on": date(2026, 3, 30), "approver": Approver.ORGAN_HEAD, "calendar": calendar,
    }  # fmt: skip
    check_extension(**{**wanted, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"days": 1},
        {
            "limit": JOINT_45, "days": 15, "approver": Approver.GOVERNMENT_HEAD,
            "decided_on": date(2026, 5, 8), "told_on": date(2026, 5, 8),
        },
        {"facts": replace(RUNNING, extensions=(ExtensionGrant(3, date(2026, 3, 4),
                                                              ClockName.PROMISED),))},
        {
            "facts": replace(RUNNING, accepted_on=date(2026, 12, 20)),
            "decided_on": date(2027, 1, 20), "told_on": date(2027, 1, 20),
        },
    ],
)  # fmt: skip
def test_an_extension_in_time_and_measure_passes(calendar, changes):
    assert extend(calendar, **changes) is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"limit": Limit(20)}, "没有延长期限"),
        ({"facts": Facts(today=date(2026, 3, 20))}, "期限还没有开始计算"),
        ({"facts": replace(RUNNING, decided_on=date(2026, 3, 12))}, "已经作出决定"),
        (
            {"facts": replace(RUNNING, extensions=(ExtensionGrant(5, date(2026, 3, 9)),))},
            "已经延长过 1 次，按规定最多延长 1 次",
        ),
        ({"days": 11}, "延长应当在 1 到 10 之间"),
        ({"days": 0}, "现在填的是 0"),
        ({"limit": JOINT_45}, "由本级人民政府负责人批准"),
        ({"approver": Approver.GOVERNMENT_HEAD}, "由本行政机关负责人批准"),
        ({"told_on": date(2026, 3, 27)}, "告知日期 2026-03-27 早于延长决定日期"),
        (
            {"decided_on": date(2026, 2, 27), "told_on": date(2026, 3, 3)},
            "早于期限起算日 2026-03-02",
        ),
        (
            {"decided_on": date(2026, 3, 31), "told_on": date(2026, 3, 31)},
            "期限已于 2026-03-30 届满，期满后不能再延长",
        ),
        ({"told_on": date(2026, 3, 31)}, "应当在 2026-03-30 期满前告知申请人"),
    ],
)
def test_an_extension_out_of_time_or_measure_is_refused(calendar, changes, sentence):
    with pytest.raises(UnableToExtend, match=sentence):
        extend(calendar, **changes)


def test_a_parent_waits_for_its_required_children():
    with pytest.raises(UnableToCloseParent, match="联办子件住建、消防还没有办结，主件不能先结束"):
        check_parent_closes(
            children=[
                ChildState("住建", required=True, closed=False),
                ChildState("水利", required=True, closed=True),
                ChildState("气象", required=False, closed=False),
                ChildState("消防", required=True, closed=False),
            ]
        )


def test_a_parent_that_waits_for_many_names_six_and_counts_them_all():
    many = [ChildState(f"第{place}件", required=True, closed=False) for place in range(9)]
    with pytest.raises(UnableToCloseParent, match="第5件等 9 件还没有办结"):
        check_parent_closes(children=many)


def test_a_parent_closes_after_its_required_children():
    children = [ChildState("住建", required=True, closed=True), ChildState("气象", False, False)]
    assert check_parent_closes(children=children) is None


def suspend(**changes):
    wanted = {
        "limit": LICENCE_20, "facts": RUNNING, "ground": "专家评审",
        "start": date(2026, 3, 20), "document": "紫水停告〔2026〕3号", "expected_days": 20,
    }  # fmt: skip
    check_suspension(**{**wanted, **changes})


@pytest.mark.parametrize("ground", SUSPENSION_GROUNDS)
def test_the_grounds_of_the_law_suspend(ground):
    assert suspend(ground=ground) is None


def test_a_special_law_adds_a_ground():
    limit = replace(LICENCE_20, special_grounds=frozenset({"公告", "听证"}))
    assert suspend(limit=limit, ground="公告") is None
    assert grounds_of(limit) == (*SUSPENSION_GROUNDS, "公告")
    assert is_ground(limit=limit, ground="公告")
    assert not is_ground(limit=LICENCE_20, ground="公告")


def test_a_second_ground_may_overlap_an_open_one():
    waiting = replace(RUNNING, suspensions=(Suspension(date(2026, 3, 9), None, "检测"),))
    assert suspend(facts=waiting) is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ground": "公示"}, "“公示”不能停止计时"),
        ({"ground": "现场勘验"}, "可以停止计时的只有听证、招标"),
        ({"facts": Facts(today=date(2026, 3, 20))}, "请先受理"),
        ({"facts": replace(RUNNING, decided_on=date(2026, 3, 12))}, "不能再停止计时"),
        ({"start": date(2026, 2, 27)}, "早于期限起算日 2026-03-02"),
        ({"start": date(2026, 3, 21)}, "还没有到"),
        ({"document": " "}, "告知书文号"),
        ({"expected_days": 0}, "预计所需天数"),
        (
            {
                "facts": replace(
                    RUNNING, suspensions=(Suspension(date(2026, 3, 9), None, "专家评审"),)
                )
            },
            "正因“专家评审”停止计时",
        ),
    ],
)
def test_a_suspension_without_right_is_refused(changes, sentence):
    with pytest.raises(UnableToSuspend, match=sentence):
        suspend(**changes)


SUSPENDED = replace(RUNNING, suspensions=(Suspension(date(2026, 3, 9), None, "检测"),))


def test_a_suspension_may_end_today():
    assert check_resumption(facts=SUSPENDED, end=date(2026, 3, 20)) is None


@pytest.mark.parametrize(
    ("facts", "end", "sentence"),
    [
        (RUNNING, date(2026, 3, 20), "没有停止计时"),
        (SUSPENDED, date(2026, 3, 6), "早于停止计时的开始日 2026-03-09"),
        (SUSPENDED, date(2026, 3, 21), "还没有到"),
    ],
)
def test_a_resumption_on_a_wrong_day_is_refused(facts, end, sentence):
    with pytest.raises(UnableToResume, match=sentence):
        check_resumption(facts=facts, end=end)


WHOLE = Facts(
    today=date(2026, 5, 8),
    received_on=date(2026, 3, 1),
    accepted_on=date(2026, 3, 2),
    complete_on=date(2026, 3, 2),
    decided_on=date(2026, 4, 10),
    delivered_on=date(2026, 4, 14),
    ended_on=date(2026, 4, 14),
    suspensions=(Suspension(date(2026, 3, 9), date(2026, 3, 20), "检测"),),
    corrections=(Suspension(date(2026, 3, 1), date(2026, 3, 2), "补正"),),
    extensions=(ExtensionGrant(10, date(2026, 3, 27)),),
)


def test_a_whole_history_in_order_passes():
    assert check_facts(WHOLE) is None
    assert check_facts(Facts(today=date(2026, 5, 8))) is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"received_on": date(1999, 3, 1)}, "收件日期 1999-03-01 不在 2004 到 2100 年之间"),
        ({"ended_on": date(2026, 5, 9)}, "终结日期 2026-05-09 晚于今天"),
        ({"accepted_on": date(2026, 2, 28)}, "受理日期 2026-02-28 早于收件日期"),
        ({"decided_on": date(2026, 3, 1)}, "决定日期 2026-03-01 早于受理日期"),
        ({"delivered_on": date(2026, 4, 9)}, "送达日期 2026-04-09 早于决定日期"),
        (
            {"suspensions": (Suspension(date(2026, 2, 1), date(2026, 3, 20), "检测"),)},
            "“检测”停止计时的开始日 2026-02-01 早于受理日期",
        ),
        (
            {"suspensions": (Suspension(date(2026, 3, 9), date(2026, 4, 20), "检测"),)},
            "决定日期 2026-04-10 早于“检测”停止计时的结束日",
        ),
        (
            {"extensions": (ExtensionGrant(10, date(2026, 4, 27)),)},
            "决定日期 2026-04-10 早于批准延期的日期",
        ),
        (
            {"suspensions": (Suspension(date(2026, 3, 9), None, "检测"),)},
            "正停止计时，不能作出决定",
        ),
        ({"decided_on": None}, "还没有作出决定的件不能送达"),
        ({"accepted_on": None}, "还没有受理的件不能停止计时"),
        ({"accepted_on": None, "suspensions": ()}, "还没有受理的件不能延长期限"),
    ],
)
def test_dates_that_contradict_each_other_are_refused(changes, sentence):
    with pytest.raises(UnableToKeepFacts, match=sentence):
        check_facts(replace(WHOLE, **changes))


def test_every_limit_of_the_law_names_its_text():
    assert all(limit.basis and limit.text_date for limit in LIMITS_OF_LAW.values())
    assert delivery_limit().starts is StartsOn.DECIDED


def test_every_refusal_is_one_sentence():
    with pytest.raises(UnableTo) as refused:
        suspend(ground="公示")
    assert refused.value.sentence.endswith("。")
    assert refused.value.sentence.count("。") == 1
