"""Everything is told once (许可法 32(4)); a second notice with more needs a supervisor's reason."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.rules.reasons import UnableToActWithoutReason
from quancheng.cases.states import State
from quancheng.clock.rules import UnableToAskCorrection
from quancheng.identity.rules import UnableToAct
from quancheng.journeys import accept
from quancheng.journeys.act import Outcome
from quancheng.ledger import queries as ledger
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

FIRST = {"subject": "营业执照", "problem": "没有盖章"}
SECOND = {"subject": "营业执照", "problem": "已经过期"}
BACK = moment(on=date(2026, 3, 10))


def tell(
    staff: Staff, number: str, defect: dict[str, str], *, role: str = "", reason: str = ""
) -> Outcome:
    actor = staff.in_role(role) if role else staff.at_counter("W06")
    return accept.tell_correction(
        doing=doing(actor, now=BACK if role or reason or defect is not FIRST else None),
        region_code=COUNTY,
        number=number,
        defects=[defect],
        override_reason=reason,
    )


@pytest.fixture
def number(county: Staff) -> str:
    """A case whose applicant has answered the first notice eight days later."""
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    tell(county, outcome.number, FIRST)
    accept.take_in_correction(
        doing=doing(county.at_counter("W06"), now=BACK),
        region_code=COUNTY,
        number=outcome.number,
    )
    return outcome.number


def test_the_same_defect_may_be_told_again(county: Staff, number: str) -> None:
    tell(county, number, dict(FIRST))
    case = cases.read(number)
    assert case.state is State.CORRECTING
    assert [fact.defects for fact in case.corrections] == [(FIRST | {"wanted": ""},)] * 2
    entry = ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[-1]
    assert "override" not in entry.data


def test_a_new_defect_is_refused_at_the_counter(county: Staff, number: str) -> None:
    with pytest.raises(UnableToAskCorrection, match="请监察人员写明理由批准"):
        tell(county, number, SECOND)
    assert cases.read(number).state is State.RECEIVED


def test_a_clerk_cannot_override_himself(county: Staff, number: str) -> None:
    with pytest.raises(UnableToAct, match="不能批准再次补正"):
        tell(county, number, SECOND, reason="上次没有看出来")


def test_a_supervisor_overrides_with_a_reason_that_stands_on_the_record(
    county: Staff, number: str
) -> None:
    with pytest.raises(UnableToActWithoutReason, match="至少 4 个字"):
        tell(county, number, SECOND, role="supervisor", reason="行")
    with pytest.raises(UnableToAct):
        tell(county, number, SECOND, role="supervisor")
    tell(county, number, SECOND, role="supervisor", reason="执照在补正期间到期")
    case = cases.read(number)
    assert case.state is State.CORRECTING
    entry = ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[-1]
    assert entry.data["override"] == "执照在补正期间到期"
    assert entry.data["new_defects"] == [SECOND | {"wanted": ""}]
    assert entry.data["lead"] == {"rule": "corrected_twice", "counter": "W06"}
    assert entry.actor_name == county.in_role("supervisor").name
