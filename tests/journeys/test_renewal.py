"""Renewal: linked to the earlier result, decided, or deemed when nobody decides (R10)."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

import pytest

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State, UnableToAct
from quancheng.delivery import queries as delivery
from quancheng.delivery.rules import UnableToRenew
from quancheng.identity.queries import scope_of
from quancheng.journeys import accept, renew
from quancheng.journeys.papers.printing import letter_pdf
from quancheng.journeys.rebuild import Finding, check
from quancheng.journeys.sweep_clocks import sweep
from quancheng.kernel.errors import UnableToPermit
from quancheng.ledger import queries as ledger
from quancheng.notices.queries import messages_of
from quancheng.ops.simulator.people import Inventor
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

FOOD_OFFICE = "D01"


def at(day: date) -> datetime:
    return moment(10, on=day)


def _end(result_id: int, until: date) -> None:
    """The result ends on a day that the suite's calendar reaches."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_result SET valid_until = %s WHERE id = %s", [until, result_id]
        )


def other_findings(earlier: delivery.ResultView) -> list[Finding]:
    """What check finds beside the day that was put into the earlier result by hand."""
    found = check()[1]
    moved = [each for each in found if each.subject == earlier.case_id]
    assert ["证照（结果）的有效期至" in each.sentence for each in moved] == [True]
    return [each for each in found if each not in moved]


@pytest.fixture
def earlier(county: Staff) -> delivery.ResultView:
    """A food licence that ends on 30 April 2026."""
    return licence(county, seed=7)


def licence(county: Staff, *, seed: int) -> delivery.ResultView:
    case = cases.accepted(county, cases.guide_named(cases.FOOD), seed=seed)
    case = cases.decided(county, cases.examined(county, case))
    result = delivery.result_of(case_id=case.id)
    assert result is not None
    _end(result.id, date(2026, 4, 30))
    found = delivery.result_of(case_id=case.id)
    assert found is not None
    return found


def renewal(staff: Staff, *, on: date = date(2026, 3, 2), seed: int = 7) -> Snapshot:
    """The holder (of the same seed) applies again at the same office."""
    return cases.accepted(staff, cases.guide_named(cases.FOOD), now=at(on), seed=seed)


def link(staff: Staff, case: Snapshot, number: str, *, who=None, on: date = date(2026, 3, 2)):
    outcome = renew.link(
        doing=doing(who or staff.of_office(FOOD_OFFICE, "examiner"), now=at(on)),
        region_code=COUNTY,
        number=case.number,
        result_number=number,
    )
    return cases.read(outcome.number)


def last(case: Snapshot):
    return ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[-1]


def test_a_result_with_a_plain_validity_ends_on_a_day(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    case = cases.decided(county, cases.examined(county, case))
    result = delivery.result_of(case_id=case.id)
    assert result is not None
    assert result.valid_until == date(2029, 3, 1)


def test_the_earlier_result_is_linked_by_its_number(county, earlier):
    case = link(county, renewal(county), earlier.number.lower())
    assert case.renews == earlier.number
    data = last(case).data
    assert (data["in_time"], data["apply_by"]) == (True, "2026-03-31")
    assert other_findings(earlier) == []


def test_the_counter_links_it_as_well(county, earlier):
    case = link(county, renewal(county), earlier.number, who=county.at_counter("W06"))
    assert case.renews == earlier.number


def test_what_expires_undecided_is_renewed_by_law_once_and_told(county, earlier):
    case = link(county, renewal(county), earlier.number)
    assert sweep(now=at(date(2026, 4, 30))).renewed == 0
    assert sweep(now=at(date(2026, 5, 6))).renewed == 1
    assert sweep(now=at(date(2026, 5, 6))).renewed == 0
    case = cases.read(case.number)
    assert case.deemed_renewed_on == date(2026, 5, 1)
    assert case.state is State.EXAMINING
    assert delivery.deemed_renewal(result_id=earlier.id) == date(2026, 5, 1)
    assert messages_of(case_id=case.id)[-1].kind == "deemed_renewed"
    entry = next(
        each
        for each in ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)
        if each.kind == "deemed_renewed"
    )
    assert (entry.effective_on, entry.actor) == (date(2026, 5, 1), None)
    assert _letter(county, case).startswith(b"%PDF")
    assert other_findings(earlier) == []


def _letter(staff: Staff, case: Snapshot) -> bytes:

    letter = cases.letter_of(case, "deemed_renewal")
    scope = scope_of(staff.of_office(FOOD_OFFICE, "examiner"))
    return letter_pdf(
        scope=scope, number=case.number, letter_id=letter.id, public_url="http://localhost"
    )[1]


def test_after_that_it_can_only_be_granted_and_runs_on_from_the_old_end(county, earlier):
    case = link(county, renewal(county), earlier.number)
    sweep(now=at(date(2026, 5, 6)))
    case = cases.examined(county, cases.read(case.number), now=at(date(2026, 5, 6)))
    with pytest.raises(UnableToRenew, match="不能再作不予"):
        cases.decided(county, case, outcome="refused", now=at(date(2026, 5, 6)))
    case = cases.decided(county, case, now=at(date(2026, 5, 6)))
    result = delivery.result_of(case_id=case.id)
    assert result is not None
    assert result.valid_until == date(2031, 4, 30)


def test_a_renewal_granted_in_time_follows_on_the_earlier_result(county, earlier):
    case = link(county, renewal(county), earlier.number)
    case = cases.decided(county, cases.examined(county, case))
    result = delivery.result_of(case_id=case.id)
    assert result is not None
    assert (result.issued_on, result.valid_until) == (date(2026, 3, 2), date(2031, 4, 30))
    assert sweep(now=at(date(2026, 5, 6))).renewed == 0


def test_one_granted_after_the_end_counts_from_its_own_day(county, earlier):
    case = link(county, renewal(county, on=date(2026, 4, 20)), earlier.number)
    assert last(case).data["in_time"] is False
    assert sweep(now=at(date(2026, 5, 6))).renewed == 0
    case = cases.examined(county, cases.read(case.number), now=at(date(2026, 5, 6)))
    case = cases.decided(county, case, now=at(date(2026, 5, 6)))
    result = delivery.result_of(case_id=case.id)
    assert result is not None
    assert result.valid_until == date(2031, 5, 5)


def test_a_second_number_takes_the_place_of_the_first(county, earlier):
    other = cases.accepted(county, cases.guide_named(cases.FOOD), seed=7)
    other = cases.decided(county, cases.examined(county, other))
    second = delivery.result_of(case_id=other.id)
    assert second is not None
    case = link(county, renewal(county), earlier.number)
    case = link(county, case, second.number)
    assert case.renews == second.number
    assert sweep(now=at(date(2026, 5, 6))).renewed == 0


def test_what_is_not_the_applicants_or_has_no_end_is_not_linked(county, earlier):
    case = renewal(county)
    with pytest.raises(UnableToRenew, match="没有查到"):
        link(county, case, "610924000000")
    with pytest.raises(UnableToRenew, match="不是本件申请人"):
        link(county, renewal(county, seed=9), earlier.number)
    _end(earlier.id, date(2026, 3, 1))
    with pytest.raises(UnableToRenew, match="到期以后"):
        link(county, case, earlier.number)
    _no_end(earlier.id)
    with pytest.raises(UnableToRenew, match="没有登记有效期"):
        link(county, case, earlier.number)
    _revoke(earlier.id)
    with pytest.raises(UnableToRenew, match="已经撤销"):
        link(county, case, earlier.number)


def _no_end(result_id: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE delivery_result SET valid_until = NULL WHERE id = %s", [result_id])


def _revoke(result_id: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE delivery_result SET state = 'revoked' WHERE id = %s", [result_id])


def test_a_result_of_another_office_is_renewed_there(county):
    holder = Inventor(Random(7)).applicant("organisation")
    food = cases.guide_named(cases.FOOD)
    first = cases.received(county, food, seed=7, applicant=holder)
    accept.accept(doing=doing(county.at_counter("W06")), region_code=COUNTY, number=first.number)
    case = cases.decided(county, cases.examined(county, cases.read(first.number)))
    result = delivery.result_of(case_id=case.id)
    assert result is not None
    guide = cases.guide_named("劳务派遣经营许可证延续")
    received = cases.received(county, guide, counter="W20", seed=7, applicant=holder)
    who = county.of_office("D11", "examiner")
    with pytest.raises(UnableToRenew, match="其他部门"):
        link(county, cases.read(received.number), result.number, who=who)


def test_a_decided_case_renews_nothing(county, earlier):
    case = cases.decided(county, cases.examined(county, renewal(county)))
    with pytest.raises(UnableToAct):
        link(county, case, earlier.number)


def test_another_office_does_not_link(county, earlier):
    with pytest.raises(UnableToPermit):
        link(county, renewal(county), earlier.number, who=county.of_office("D08", "examiner"))


def test_the_list_of_a_year_shows_what_ends_when_and_how_it_stands(county, earlier):
    case = link(county, renewal(county), earlier.number)
    year = delivery.expiring(region_codes=(COUNTY,), year=2026)
    assert [(row.number, row.renewal_number) for row in year] == [(earlier.number, case.number)]
    assert delivery.by_month(region_codes=(COUNTY,), year=2026) == {4: 1}
    assert delivery.expiring(region_codes=(COUNTY,), year=2026, month=3) == []
    sweep(now=at(date(2026, 5, 6)))
    year = delivery.expiring(region_codes=(COUNTY,), year=2026, month=4)
    assert year[0].deemed_on == date(2026, 5, 1)


def test_a_renewal_that_cannot_be_read_keeps_no_other_from_being_renewed(county, earlier):
    from django.db import connection

    case = link(county, renewal(county), earlier.number)
    sound = link(county, renewal(county, seed=8), licence(county, seed=8).number)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET instance_id = NULL WHERE id = %s", [case.id])
    swept = sweep(now=at(date(2026, 5, 6)), page=1)
    assert swept.renewed == 1
    assert case.number in {number for number, _ in swept.failed}
    assert "deemed_renewed" in {
        entry.kind
        for entry in ledger.entries_of(region_code=COUNTY, stream="case", subject=sound.id)
    }
