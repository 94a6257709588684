"""联办 at the desk: the panel of the parent, the line on the child, and what waits."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quancheng.cases.states import State
from quancheng.journeys import suspend
from quancheng.journeys.sweep_clocks import sweep
from quancheng.kernel.identifiers import show_case_number
from quancheng.ops.simulator.handwriting import DRAWN
from tests.factories import cases
from tests.factories.county import COUNTY, doing, moment
from tests.factories.joint import CENTRE, FIRE, JOINT, joined


@pytest.fixture
def parent(county):
    return cases.accepted(county, cases.guide_named(JOINT))


@pytest.fixture
def flood(county):
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")


@pytest.fixture
def fire(county):
    return cases.accepted(county, cases.guide_named(FIRE))


@pytest.fixture
def examiner(county, sit):
    return sit(county.of_office(CENTRE, "examiner"))


def _path(case, *more: object) -> str:
    return "/".join(["/review/cases", case.number, *map(str, more), ""])


def _do(desk, case, act: str, **form):
    seen = str(cases.read(case.number).version)
    return desk.post(_path(case, *act.split("/")), seen=seen, **form)


def _words(page: str) -> str:
    return " ".join(page.split())


def test_a_child_is_taken_in_at_the_desk_of_the_parent(parent, flood, examiner):
    assert "并入子件" in examiner.page(_path(parent))
    answer = _do(
        examiner, parent, "join", child_number=show_case_number(flood.number), required="on"
    )
    assert answer["Location"] == _path(parent)
    page = examiner.page(_path(parent))
    for words in (
        "已并入联办子件：工程建设项目联合验收",
        "还差 1 件未办结",
        "主件不能决定、撤回或终止",
        flood.item_name,
        show_case_number(flood.number),
        "县水利局",
        "<span>承诺 3月12日（周四）</span><span>法定 3月30日（周一）</span>",
        "主件要等它办结",
        "并入联办子件",
        "这件要等它办结",
    ):
        assert words in page
    child = cases.read(flood.number)
    assert (child.parent_id, child.required_by_parent) == (parent.id, True)


def test_a_child_that_is_not_waited_for_says_so(parent, flood, examiner):
    _do(examiner, parent, "join", child_number=flood.number)
    page = examiner.page(_path(parent))
    assert "主件不等它" in page
    assert "共 1 件，不用再等" in page
    assert cases.read(flood.number).required_by_parent is False


def test_what_cannot_be_joined_comes_back_with_the_sentence_and_the_number(
    county, parent, examiner
):
    empty = _do(examiner, parent, "join", child_number="")
    assert empty.status_code == 422
    other = cases.accepted(county, cases.guide_named(FIRE), seed=2)
    answer = _do(examiner, parent, "join", child_number=other.number, required="on")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "子件和主件不是同一个申请人" in page
    assert f'value="{other.number}"' in page
    assert other.applicant_name not in page
    assert cases.read(other.number).parent_id is None


def test_a_child_leaves_with_a_reason(county, parent, flood, fire, examiner):
    assert _path(parent, "leave") not in examiner.page(_path(parent))
    joined(county, parent, flood)
    joined(county, parent, fire)
    assert "退出联办" in examiner.page(_path(parent))
    without = _do(examiner, parent, "leave", child_number=flood.number, reason="")
    assert without.status_code == 422
    _do(examiner, parent, "leave", child_number=flood.number, reason="并入错了，另案办理。")
    assert cases.read(flood.number).parent_id is None
    page = examiner.page(_path(parent))
    assert "移出联办子件" in page
    assert "并入错了，另案办理。" in page
    assert "还差 1 件未办结" in page


def test_a_case_that_is_not_joint_has_no_panel(county, flood, sit):
    page = sit(cases.person_for(county, flood)).page(_path(flood))
    assert "联办子件" not in page
    assert "所属联办主件" not in page


def test_who_only_examines_his_part_of_the_parent_may_join_as_well(county, parent, flood, sit):
    builder = sit(county.of_office("D16", "examiner"))
    _do(builder, parent, "join", child_number=flood.number, required="on")
    assert cases.read(flood.number).parent_id == parent.id


def test_the_child_names_its_parent_with_the_days_of_the_joint_limit(county, parent, flood, sit):
    joined(county, parent, flood)
    water = sit(cases.person_for(county, flood))
    page = water.page(_path(flood))
    for words in (
        "所属联办主件：工程建设项目联合验收",
        show_case_number(parent.number),
        "联办时限：承诺 3月12日（周四） · 法定 3月30日（周一）",
        "主件要等这件办结",
        "并入联办主件",
    ):
        assert words in page
    assert _path(parent) not in page
    assert water.get(_path(parent)).status_code == 404


def test_an_office_that_works_on_both_can_open_the_one_from_the_other(
    county, parent, flood, fire, sit
):
    joined(county, parent, fire, required=False)
    joined(county, parent, flood)
    builder = sit(county.of_office("D16", "examiner"))
    page = builder.page(_path(parent))
    assert f'href="{_path(fire)}"' in page
    assert _path(flood) not in page
    below = builder.page(_path(fire))
    assert f'href="{_path(parent)}"' in below
    assert "主件不等这件" in below


def test_the_decision_is_not_offered_before_the_children_have_ended(county, parent, flood, sit):
    joined(county, parent, flood)
    ready = cases.examined(county, cases.read(parent.number))
    head = sit(cases.person_for(county, ready))
    head.identify()
    task = ("tasks", ready.tasks[0].id, "verdict")
    page = _words(head.page(_path(parent)))
    assert f"《{flood.item_name}》（{show_case_number(flood.number)}）还没有办结" in page
    assert 'value="granted"' not in page
    assert 'value="sent_back"' in page
    assert _path(parent, "terminate") not in page
    for outcome in ("granted", "refused"):
        answer = _do(
            head,
            ready,
            "/".join(map(str, task)),
            verdict=outcome,
            reason="验收不合格。",
            signature=DRAWN,
        )
        assert answer.status_code == 409
        assert "主件不能先结束" in answer.content.decode()
        assert "验收不合格。" in answer.content.decode()
    assert cases.read(parent.number).version == ready.version
    cases.decided(county, cases.examined(county, cases.read(flood.number)))
    page = _words(head.page(_path(parent)))
    assert 'value="granted"' in page
    assert "已准予" in page
    assert "3月2日（周一）作出决定" in page
    assert _path(parent, "terminate") in page
    _do(head, ready, "/".join(map(str, task)), verdict="granted", signature=DRAWN)
    assert cases.read(parent.number).state is State.DELIVERING
    assert "不用再等" in head.page(_path(parent))


def test_without_an_earlier_step_there_is_the_sentence_alone(
    county, parent, flood, sit, monkeypatch
):
    from quancheng.web.review.pages import options

    monkeypatch.setattr(options, "back_targets", lambda _read, _task: [])
    joined(county, parent, flood)
    ready = cases.examined(county, cases.read(parent.number))
    page = sit(cases.person_for(county, ready)).page(_path(parent))
    assert "主件不能先结束" in page
    assert "data-verdict" not in page


def test_an_opinion_on_the_parent_does_not_wait(county, parent, flood, examiner):
    joined(county, parent, flood)
    page = examiner.page(_path(parent))
    assert 'value="agree"' in page
    assert "主件不能先结束" not in page


def test_the_panel_says_how_each_child_stands(county, parent, flood, fire, examiner):
    received = cases.read(cases.received(county, cases.guide_named(FIRE), seed=1).number)
    ended = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    for child in (flood, fire, received, ended):
        joined(county, parent, child)
    from quancheng.journeys import accept

    accept.withdraw(
        doing=doing(county.at_counter("W13")),
        region_code=COUNTY,
        number=ended.number,
        reason="申请人不再需要办理。",
    )
    suspend.suspend(
        doing=doing(cases.person_for(county, flood)),
        region_code=COUNTY,
        number=flood.number,
        task_id=flood.tasks[0].id,
        ground="专家评审",
        expected_days=5,
    )
    page = examiner.page(_path(parent))
    for words in ("停计时", "受理后起算时限", "已撤回", "3月2日（周一）结束", "还差 3 件未办结"):
        assert words in page
    sweep(now=moment(10, on=date(2026, 3, 11)))
    assert "超过承诺" in examiner.page(_path(parent))


def test_a_child_that_reaches_into_an_unknown_year_says_so(county, sit, clock):
    clock.now = moment(10, on=date(2026, 12, 10))
    parent = cases.accepted(county, cases.guide_named(JOINT), now=clock.now)
    child = cases.accepted(county, cases.guide_named(cases.FLOOD), now=clock.now, counter="W13")
    joined(county, parent, child, now=clock.now)
    page = sit(county.of_office(CENTRE, "examiner")).page(_path(parent))
    assert "法定 不早于 1月5日（周二）（放假安排公布后确定）" in page


def _queries(desk, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        desk.page(path)
    return len(captured)


def test_the_page_takes_as_many_queries_for_five_children_as_for_one(county, parent, examiner):
    guides = [cases.guide_named(FIRE), cases.guide_named(cases.FLOOD)]

    def more(count: int) -> None:
        for place in range(count):
            child = cases.accepted(county, guides[place % 2], counter="W13")
            joined(county, parent, child)

    bare = _queries(examiner, _path(parent))
    more(1)
    examiner.page(_path(parent))
    one = _queries(examiner, _path(parent))
    more(4)
    five = _queries(examiner, _path(parent))
    assert five == one
    assert one <= bare + 4


def test_the_page_of_a_child_takes_four_more(county, parent, flood, sit):
    water = sit(cases.person_for(county, flood))
    water.page(_path(flood))
    alone = _queries(water, _path(flood))
    joined(county, parent, flood)
    assert _queries(water, _path(flood)) <= alone + 4


def test_the_proof_sheet_of_the_parent_has_a_row_a_child(county, parent, flood, examiner):
    assert "q-parts" not in examiner.page(_path(parent, "proof"))
    joined(county, parent, flood)
    page = examiner.page(_path(parent, "proof"))
    for words in (
        "联办子件 1 件，各算各的时限",
        f"{flood.item_name}（必须办结）",
        show_case_number(flood.number),
        "<td>3月12日（周四）</td><td>3月30日（周一）</td>",
    ):
        assert words in page
    children = examiner.get(_path(parent)[:-1] + "/proof.json").json()["children"]
    assert [each["number"] for each in children] == [flood.number]
