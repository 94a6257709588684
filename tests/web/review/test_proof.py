"""时限计算书 at the desk: a page, a paper, data."""

from __future__ import annotations

from tests.factories import cases


def _path(case, *more: object) -> str:
    return "/".join(["/review/cases", case.number, *map(str, more), ""])


def test_the_proof_sheet_is_a_page_a_paper_and_data(county, sit):
    flood = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    examiner = sit(cases.person_for(county, flood))
    page = examiner.page(_path(flood, "proof"))
    assert "时限计算书" in page
    assert "受理，当日不计" in page
    assert examiner.get(_path(flood).rstrip("/") + "/proof.pdf").content.startswith(b"%PDF")
    record = examiner.get(_path(flood).rstrip("/") + "/proof.json").json()
    assert record["days"]


def test_there_is_no_proof_before_acceptance(county, sit):
    outcome = cases.received(county, cases.guide_named(cases.FLOOD), counter="W13")
    desk = sit(county.of_office("D19", "examiner"))
    answer = desk.get(f"/review/cases/{outcome.number}/proof/")
    assert answer.status_code == 409
    assert "还没有受理" in answer.content.decode()
