"""The main job, from intake to hand-over, at the level of the journeys."""

from __future__ import annotations

from quancheng.cases.states import State
from quancheng.journeys import accept
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing


def test_an_application_becomes_a_closed_case_through_five_pairs_of_hands(county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    outcome = cases.received(county, guide)
    assert outcome.state is State.RECEIVED
    assert len(outcome.receipt_code) == 8
    accept.accept(doing=doing(county.at_counter("W06")), region_code=COUNTY, number=outcome.number)
    case = cases.read(outcome.number)
    assert case.state is State.EXAMINING
    assert case.promised_due is not None
    assert case.statutory_due is not None
    case = cases.examined(county, case)
    case = cases.decided(county, case)
    assert case.state is State.DELIVERING
    case = cases.handed_over(county, case)
    assert case.state is State.CLOSED
    assert case.tasks == ()
