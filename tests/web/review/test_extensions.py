"""Asking for an extension at the desk, and the head's answer."""

from __future__ import annotations

import pytest

from tests.factories import cases


@pytest.fixture
def flood(county):
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")


@pytest.fixture
def examiner(county, flood, sit):
    return sit(cases.person_for(county, flood))


@pytest.fixture
def head(county, sit):
    return sit(county.of_office("D19", "head"))


def _path(case, *more: str) -> str:
    return "/".join(["/review/cases", case.number, *more, ""])


def _do(desk, case, *act: str, **form):
    return desk.post(_path(case, *act), seen=str(cases.read(case.number).version), **form)


def test_the_head_finds_the_request_above_his_tasks_and_approves_it_as_asked(flood, examiner, head):
    page = examiner.page(_path(flood))
    assert "申请延长" in page
    assert f'action="{_path(flood, "extend")}"' not in page
    wrong = _do(examiner, flood, "extend", "ask", days="20", reason="水文资料需要复核。")
    assert wrong.status_code == 422
    _do(examiner, flood, "extend", "ask", days="5", reason="水文资料需要复核。")
    page = examiner.page(_path(flood))
    assert "申请延长 5 个工作日：水文资料需要复核。等部门负责人答复，最迟 3月30日" in page
    assert _path(flood, "extend", "ask") not in page
    assert "等您答复" not in examiner.page("/review/")
    home = head.page("/review/")
    for words in (
        "1 件申请延长审批期限，等您答复",
        _path(flood),
        "申请延长 5 个工作日，最迟 3月30日",
    ):
        assert words in home
    page = head.page(_path(flood))
    assert "不同意延长" in page
    assert _path(flood, "extend", "ask") not in page
    assert 'value="5"' in page
    _do(head, flood, "extend", days="5", reason="水文资料需要复核。")
    assert "等您答复" not in head.page("/review/")
    assert "延长期限告知书" in head.page(_path(flood))


def test_a_request_that_is_not_approved_is_told_with_its_reason(flood, examiner, head):
    _do(examiner, flood, "extend", "ask", days="5", reason="水文资料需要复核。")
    assert _path(flood, "extend", "decline") not in examiner.page(_path(flood))
    empty = _do(head, flood, "extend", "decline", reason="")
    assert empty.status_code == 422
    _do(head, flood, "extend", "decline", reason="资料已经齐全，请按期办结。")
    page = examiner.page(_path(flood))
    for words in ("不同意延长审批期限", "申请延长 5 个工作日", "资料已经齐全，请按期办结。"):
        assert words in page
    assert _path(flood, "extend", "ask") in page
