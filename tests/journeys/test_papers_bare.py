"""Letters of matters that have less to say than most: no limit, no certificate, no validity, refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection

from quancheng.cases.queries.file import case_file
from quancheng.identity.queries import scope_of
from quancheng.identity.rules import Scope
from quancheng.journeys.papers import letter_pdf, letters, result_pdf
from quancheng.journeys.papers.letters import UnableToPrint
from quancheng.journeys.papers.matter import Matter, matter
from quancheng.journeys.papers.printing import _lines
from tests.factories import cases
from tests.factories.county import Staff
from tests.journeys.test_corners import behind_the_record, run
from tests.journeys.test_papers import SITE, _print, _text

AT_ONCE = "客货运输车辆年度审验"


def _granted(staff: Staff) -> tuple[Scope, str]:
    case = cases.accepted(staff, cases.guide_named(cases.FOOD))
    case = cases.decided(staff, cases.examined(staff, case))
    return scope_of(staff.at_counter("W06")), case.number


def _bare(scope: Scope, number: str, kind: str) -> Matter:
    """A letter of an item that has neither a named result nor a validity."""
    file = case_file(scope=scope, number=number)
    letter = next(letter for letter in file.letters if letter.kind == kind)
    full = matter(file=file, letter=letter, public_url=SITE)
    return replace(full, guide=replace(full.guide, result_name="", result_validity=""))


def test_a_matter_decided_on_the_spot_promises_the_spot_and_no_day(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(AT_ONCE), counter="W43")
    scope = scope_of(county.at_counter("W43"))
    receipt = _print(scope, case.number, "receipt")
    assert "受理后当场办结" in receipt
    assert "最迟" not in receipt
    letter = case_file(scope=scope, number=case.number).letters[0]
    _, slip = letter_pdf(
        scope=scope, number=case.number, letter_id=letter.id, public_url=SITE, slip=True
    )
    assert "受理后当场办结" in _text(slip)
    assert "最迟" not in _print(scope, case.number, "acceptance")


def test_a_grant_without_a_named_result_says_only_what_is_permitted(county: Staff) -> None:
    scope, number = _granted(county)
    bare = _bare(scope, number, "grant")
    made = letters.grant(bare)
    assert [name for name, _ in made.permitted] == ["准予事项"]
    assert "有效期" not in dict(_lines(bare.file, bare))


def test_a_refusal_is_served_as_a_refusal(county: Staff) -> None:
    case = cases.examined(county, cases.accepted(county, cases.guide_named(cases.FOOD)))
    case = cases.decided(county, case, outcome="refused")
    case = cases.handed_over(county, case)
    said = _print(scope_of(county.at_counter("W06")), case.number, "service_receipt")
    assert "不予行政许可决定书" in said


def test_a_material_is_listed_as_it_came(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    file = case_file(scope=scope_of(county.at_counter("W06")), number=outcome.number)
    line = file.materials[0]
    assert letters._copies(replace(line, originals=0, copies=2, files=())) == "复印件 2 份"
    assert letters._copies(replace(line, originals=0, copies=0, files=())) == "已交"


def test_a_letter_of_no_known_kind_is_refused_with_what_to_do(county: Staff) -> None:
    scope, number = _granted(county)
    letter = case_file(scope=scope, number=number).letters[0]
    run("UPDATE cases_letter SET kind = 'odd' WHERE id = %s", letter.id)
    with pytest.raises(UnableToPrint, match="没有这种文书的模板"):
        letter_pdf(scope=scope, number=number, letter_id=letter.id, public_url=SITE)


def test_a_result_taken_out_of_the_database_is_missed(county: Staff) -> None:
    scope, number = _granted(county)
    with behind_the_record(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM delivery_result")
    with pytest.raises(UnableToPrint, match="还没有结果文书"):
        result_pdf(scope=scope, number=number, public_url=SITE)
