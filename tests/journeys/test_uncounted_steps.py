"""A step that a list marks as not counted stops no clock unless the law names its ground (R9)."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.clock.rules import UnableToSuspend
from quancheng.journeys import suspend
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

STEPS = [
    ("河道采砂许可", "W13", "公示"),
    ("住宅专项维修资金使用备案", "W08", "公示"),
    ("特种设备作业人员资格认定取证", "W06", "考试"),
    ("拖拉机/联合收割机驾驶证初次申领", "W13", "考试"),
]
LATER = date(2026, 3, 6)


def through(staff: Staff, case: Snapshot, step: str) -> Snapshot:
    """The case after the step and those before it, on a later day."""
    done = False
    while not done:
        done = case.tasks[0].name == step
        case = _opinion(staff, case)
    return case


def _opinion(staff: Staff, case: Snapshot) -> Snapshot:
    from quancheng.journeys import examine

    examine.give_opinion(
        doing=doing(cases.person_for(staff, case), now=moment(on=LATER)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        opinion=examine.AGREE,
        reason="符合条件。",
    )
    return cases.read(case.number)


@pytest.mark.parametrize(("item", "counter", "step"), STEPS)
def test_the_statutory_clock_runs_through_the_step(county, item, counter, step):
    case = cases.accepted(county, cases.guide_named(item), counter=counter)
    before = (case.statutory_due, case.promised_due)
    assert before[0] is not None
    case = through(county, case, step)
    assert (case.statutory_due, case.promised_due) == before
    assert case.suspensions == ()


@pytest.mark.parametrize(("item", "counter", "step"), STEPS)
def test_nobody_stops_the_clock_on_it(county, item, counter, step):
    case = cases.accepted(county, cases.guide_named(item), counter=counter)
    with pytest.raises(UnableToSuspend):
        suspend.suspend(
            doing=doing(cases.person_for(county, case)),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            ground=step,
            expected_days=5,
        )


@pytest.mark.parametrize("ground", ["核实", "补充证明材料", "不可抗力"])
def test_a_notary_stops_it_on_the_grounds_of_his_own_law(county, ground):
    case = cases.accepted(county, cases.guide_named("继承公证"), counter="W12")
    suspend.suspend(
        doing=doing(cases.person_for(county, case)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        ground=ground,
        expected_days=5,
    )
    assert [each.ground for each in cases.read(case.number).suspensions] == [ground]
