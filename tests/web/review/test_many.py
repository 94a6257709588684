"""The same act on several like cases."""

from __future__ import annotations

import pytest

from quancheng.cases.states import State
from quancheng.journeys import examine
from quancheng.ledger import queries as ledger
from quancheng.ops.simulator.handwriting import DRAWN
from tests.factories import cases
from tests.factories.county import COUNTY, doing


@pytest.fixture
def three(county):
    guide = cases.guide_named(cases.FLOOD)
    return [cases.accepted(county, guide, counter="W13", seed=seed) for seed in (1, 2, 3)]


def _tasks(made) -> list[str]:
    return [str(cases.read(case.number).tasks[0].id) for case in made]


def test_like_cases_are_shown_before_the_act(county, three, sit):
    desk = sit(cases.person_for(county, three[0]))
    page = desk.page("/review/many/", task=_tasks(three))
    assert "一起办理 3 件，同为审查环节" in page
    for case in three:
        assert case.applicant_name in page


def test_unlike_cases_are_not_done_together(county, three, sit):
    examiner = cases.person_for(county, three[0])
    examine.give_opinion(
        doing=doing(examiner),
        region_code=COUNTY,
        number=three[0].number,
        task_id=three[0].tasks[0].id,
        opinion="agree",
        reason="",
    )
    answer = sit(examiner).get("/review/many/", task=_tasks(three))
    assert answer.status_code == 409
    assert "不在同一个环节" in answer.content.decode()


def test_one_opinion_is_written_on_each_case(county, three, sit):
    desk = sit(cases.person_for(county, three[0]))
    answer = desk.post(
        "/review/many/opinion/", task=_tasks(three), verdict="agree", reason="符合条件。"
    )
    assert "意见已提交 3 件" in answer.content.decode()
    for case in three:
        entry = ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[-1]
        assert (entry.kind, entry.reason) == ("opinion", "符合条件。")


def test_the_same_form_sent_twice_writes_each_opinion_once(county, three, sit):
    desk = sit(cases.person_for(county, three[0]))
    form = {"task": _tasks(three), "verdict": "agree", "once": "many-1"}
    desk.client.post("/review/many/opinion/", form)
    again = desk.client.post("/review/many/opinion/", form)
    assert "意见已提交 3 件" in again.content.decode()
    assert [cases.read(case.number).version for case in three] == [3, 3, 3]


def test_what_did_not_go_through_is_told_case_by_case(county, three, sit):
    examiner = cases.person_for(county, three[0])
    tasks = _tasks(three)
    examine.give_opinion(
        doing=doing(examiner),
        region_code=COUNTY,
        number=three[1].number,
        task_id=three[1].tasks[0].id,
        opinion="agree",
        reason="",
    )
    page = sit(examiner).post("/review/many/opinion/", task=tasks, verdict="agree").content.decode()
    assert "意见已提交 2 件，1 件没有办成" in page
    assert "这个环节已经办过或已撤回" in page


def test_disagreeing_with_all_needs_a_reason(county, three, sit):
    desk = sit(cases.person_for(county, three[0]))
    page = desk.post(
        "/review/many/opinion/", task=_tasks(three), verdict="disagree"
    ).content.decode()
    assert "3 件没有办成" in page
    assert "要写明理由" in page


def test_a_head_grants_many_with_one_signature(county, three, sit):
    ready = [cases.examined(county, case) for case in three]
    desk = sit(cases.person_for(county, ready[0]))
    page = desk.page("/review/many/", task=_tasks(ready))
    assert "签批准予 3 件" in page
    assert "refused" not in page
    form = {"task": _tasks(ready), "verdict": "granted"}
    assert "reauthenticate" in desk.post("/review/many/opinion/", **form)["Location"]
    desk.identify()
    assert desk.post("/review/many/opinion/", **form).status_code == 422
    answer = desk.post("/review/many/opinion/", **form, signature=DRAWN)
    assert "已准予 3 件" in answer.content.decode()
    assert {cases.read(case.number).state for case in ready} == {State.DELIVERING}


def test_many_are_not_handed_to_somebody_who_may_not_do_them(county, three, sit):
    desk = sit(cases.person_for(county, three[0]))
    page = desk.page("/review/many/", task=_tasks(three), do="transfer")
    assert "转给同事，同为审查环节" in page
    stranger = county.of_office("D14", "examiner").post_id
    answer = desk.post(
        "/review/many/transfer/", task=_tasks(three), to_post=str(stranger), reason="出差。"
    )
    assert answer.status_code == 422


def test_a_foreign_office_has_nothing_to_do_together(county, three, sit):
    stranger = sit(county.of_office("D14", "examiner"))
    assert stranger.get("/review/many/", task=_tasks(three)).status_code == 409
    answer = stranger.post("/review/many/opinion/", task=_tasks(three), verdict="agree")
    assert answer.status_code == 409
    assert [cases.read(case.number).version for case in three] == [2, 2, 2]
