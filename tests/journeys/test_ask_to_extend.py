"""An examiner asks for an extension; the head approves it, or does not (R4)."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.queries.extension_requests import request_of, requests_to
from quancheng.cases.rules.reasons import UnableToActWithoutReason
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.clock.rules import UnableToExtend
from quancheng.identity.queries import scope_of
from quancheng.identity.rules import Actor
from quancheng.journeys import ask_to_extend, extend
from quancheng.journeys.act import Outcome
from quancheng.journeys.rebuild import check
from quancheng.kernel.errors import UnableToPermit
from quancheng.ledger import queries as ledger
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

WATER = "D19"
REASON = "水文资料需要复核。"


@pytest.fixture
def case(county: Staff) -> Snapshot:
    """Accepted on 2 March: due 20 working days later, on 30 March."""
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")


def examiner(staff: Staff) -> Actor:
    return staff.of_office(WATER, "examiner")


def head(staff: Staff) -> Actor:
    return staff.of_office(WATER, "head")


def ask(
    staff: Staff,
    case: Snapshot,
    *,
    who: Actor | None = None,
    days: int = 5,
    reason: str = REASON,
    on: date = date(2026, 3, 9),
) -> Outcome:
    return ask_to_extend.ask(
        doing=doing(who or examiner(staff), now=moment(10, on=on)),
        region_code=COUNTY,
        number=case.number,
        days=days,
        reason=reason,
    )


def decline(staff: Staff, case: Snapshot, *, who: Actor | None = None) -> Outcome:
    return ask_to_extend.decline(
        doing=doing(who or head(staff), now=moment(11, on=date(2026, 3, 9))),
        region_code=COUNTY,
        number=case.number,
        reason="资料已经齐全，请按期办结。",
    )


def waiting(staff: Staff):
    actor = head(staff)
    assert actor.office_id is not None
    return requests_to(office_id=actor.office_id, scope=scope_of(actor))


def test_a_request_waits_for_the_head_and_moves_no_clock(county, case):
    ask(county, case)
    now = cases.read(case.number)
    assert (now.statutory_due, now.extensions) == (case.statutory_due, ())
    asked = request_of(case_id=case.id)
    assert asked is not None
    assert (asked.days, asked.reason, asked.asked_on) == (5, REASON, date(2026, 3, 9))
    assert asked.statutory_due == date(2026, 3, 30)
    assert [each.number for each in waiting(county)] == [case.number]
    with pytest.raises(UnableToExtend, match="还没有答复"):
        ask(county, case)
    assert check()[1] == []


def test_the_heads_approval_answers_it(county, case):
    ask(county, case)
    extend.extend(
        doing=doing(head(county), now=moment(10, on=date(2026, 3, 10))),
        region_code=COUNTY,
        number=case.number,
        days=5,
        reason=REASON,
    )
    assert cases.read(case.number).statutory_due == date(2026, 4, 7)
    assert waiting(county) == ()
    with pytest.raises(UnableToExtend):
        ask(county, case)


def test_the_head_may_decline_with_a_reason_and_be_asked_again(county, case):
    ask(county, case)
    decline(county, case)
    assert (waiting(county), request_of(case_id=case.id)) == ((), None)
    last = ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[-1]
    assert (last.kind, last.data["days"]) == ("extension_declined", 5)
    with pytest.raises(UnableToExtend, match="没有等待答复"):
        decline(county, case)
    ask(county, case, days=10)
    assert [each.days for each in waiting(county)] == [10]


def test_nobody_asks_for_what_the_head_could_not_approve(county, case):
    for given in ({"days": 11}, {"on": date(2026, 3, 31)}):
        with pytest.raises(UnableToExtend):
            ask(county, case, **given)
    with pytest.raises(UnableToActWithoutReason):
        ask(county, case, reason="")
    benefit = cases.accepted(county, cases.guide_named("法律援助补贴发放"), counter="W12")
    with pytest.raises(UnableToExtend):
        ask(county, benefit, who=county._first(role="examiner", office_id=benefit.office_id))


def test_an_item_without_a_limit_of_the_law_has_nothing_to_extend(county):
    free = cases.accepted(county, cases.guide_named("档案查阅利用"), counter="W12")
    with pytest.raises(UnableToExtend, match="没有法定时限"):
        ask(county, free, who=county._first(role="examiner", office_id=free.office_id))


def test_only_the_office_asks_and_only_its_head_answers(county, case):
    for who in (county.of_office("D08", "examiner"), county.at_counter("W13")):
        with pytest.raises(UnableToPermit):
            ask(county, case, who=who)
    ask(county, case)
    with pytest.raises(UnableToPermit):
        decline(county, case, who=examiner(county))


def test_a_decided_case_needs_no_answer_any_more(county, case):
    ask(county, case)
    cases.decided(county, cases.examined(county, cases.read(case.number)))
    assert waiting(county) == ()
