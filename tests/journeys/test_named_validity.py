"""A result whose last day only its decision can name."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.delivery import queries as delivery
from quancheng.delivery.rules import Term, UnableToDateResult
from quancheng.identity.queries import scope_of
from quancheng.journeys import decide
from quancheng.journeys.papers.printing import letter_pdf, result_pdf
from quancheng.journeys.rebuild import check
from quancheng.ledger import queries as ledger
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment
from tests.factories.hearings import text

RIVER = "河道管理范围内有关活动（不含河道采砂）审批"
PASSPORT = "普通护照签发"
LICENCE = "期满换领机动车驾驶证"
SITE = "http://localhost"
UNTIL = date(2027, 6, 30)


@pytest.fixture
def river(county: Staff) -> Snapshot:
    """Waits for its decision; valid 按批准期限."""
    return cases.examined(county, cases.accepted(county, cases.guide_named(RIVER), counter="W13"))


def papers(staff: Staff, case: Snapshot, kind: str) -> tuple[str, str]:
    """The words of a letter and of the result."""
    scope = scope_of(cases.person_for(staff, case))
    letter = cases.letter_of(case, kind)
    _, said = letter_pdf(scope=scope, number=case.number, letter_id=letter.id, public_url=SITE)
    _, made = result_pdf(scope=scope, number=case.number, public_url=SITE)
    return text(said), text(made)


def recorded(case: Snapshot):
    return ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[-1].data


def test_the_named_day_is_on_the_result_the_letter_the_record_and_the_list(county, river):
    case = cases.decided(county, river, term=Term(until=UNTIL))
    result = delivery.result_of(case_id=case.id)
    assert result is not None
    assert result.valid_until == UNTIL
    assert recorded(case)["valid_until"] == "2027-06-30"
    letter, certificate = papers(county, case, "grant")
    assert "有效期至2027年6月30日" in letter
    assert "按批准期限" not in letter + certificate
    assert "至2027年6月30日" in certificate
    listed = delivery.expiring(region_codes=(COUNTY,), year=2027)
    assert [each.number for each in listed] == [result.number]
    assert check()[1] == []


def test_one_for_good_has_no_last_day_and_says_so(county, river):
    case = cases.decided(county, river, term=Term(endless=True))
    result = delivery.result_of(case_id=case.id)
    assert result is not None
    assert result.valid_until is None
    assert recorded(case)["valid_until"] is None
    for words in papers(county, case, "grant"):
        assert "有效期长期" in words


def test_without_it_nothing_is_decided(county, river):
    given = {
        "doing": doing(cases.person_for(county, river)),
        "region_code": COUNTY,
        "number": river.number,
        "task_id": river.tasks[0].id,
        "reason": "",
    }
    with pytest.raises(UnableToDateResult, match="有效期至哪一天"):
        decide.decide(**given, outcome="granted")
    with pytest.raises(UnableToDateResult, match="决定日"):
        decide.decide(**given, outcome="granted", term=Term(until=moment().date()))
    assert cases.read(river.number).version == river.version


def test_a_refusal_names_no_day(county, river):
    case = cases.decided(county, river, outcome="refused")
    assert "valid_until" not in recorded(case)


def test_a_computed_validity_is_not_on_the_record(county):
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    case = cases.decided(county, cases.examined(county, case))
    assert "valid_until" not in recorded(case)


def test_a_superiors_answer_tells_the_day_it_names(county):
    case = cases.accepted(county, cases.guide_named(PASSPORT), counter="W08")
    case = cases.examined(county, case)
    case = cases.decided(county, case, term=Term(until=date(2036, 3, 1)))
    letter, _ = papers(county, case, "superior_answer")
    assert "有效期至2036年3月1日" in letter


def test_an_instant_item_is_granted_with_its_last_day_at_the_counter(county):
    guide = cases.guide_named(LICENCE)
    case = cases.accepted(county, guide, counter="W09")
    given = {
        "doing": doing(county.at_counter("W09")),
        "region_code": COUNTY,
        "number": case.number,
        "outcome": "granted",
        "reason": "",
    }
    with pytest.raises(UnableToDateResult):
        decide.decide_on_the_spot(**given)
    decide.decide_on_the_spot(**given, term=Term(until=date(2032, 3, 1)))
    result = delivery.result_of(case_id=case.id)
    assert result is not None
    assert result.valid_until == date(2032, 3, 1)
