"""联办 for the applicant: his parent names its children, a child its parent."""

from __future__ import annotations

import pytest

from quancheng.kernel.identifiers import show_case_number
from tests.factories import cases
from tests.factories.joint import FIRE, JOINT, joined, left
from tests.web.portal.test_progress import opened, words

pytestmark = pytest.mark.usefixtures("_now")


@pytest.fixture
def _now(monkeypatch):
    from quancheng.kernel import moments
    from tests.factories.county import moment

    monkeypatch.setattr(moments, "now", lambda: moment(17))


@pytest.fixture
def parent(county):
    return cases.accepted(county, cases.guide_named(JOINT))


@pytest.fixture
def flood(county):
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")


def test_the_parent_lists_its_children_with_state_and_days(county, parent, flood, stranger):
    joined(county, parent, flood)
    page = words(opened(stranger, parent))
    for said in (
        "联办子件",
        "还差 1 件没有办结，都办结了才能决定这件。每件都有自己的时限。",
        flood.item_name,
        "审批中",
        "承诺 3月12日（周四） 法定 3月30日（周一）",
        show_case_number(flood.number),
        "并入了一件子件",
    ):
        assert said in page
    cases.decided(county, cases.examined(county, cases.read(flood.number)))
    page = words(opened(stranger, parent))
    assert "不用再等子件了" in page
    assert "已准予" in page
    cases.decided(county, cases.examined(county, cases.read(parent.number)))
    page = words(opened(stranger, parent))
    assert "不用再等子件了" not in page
    assert "每件都有自己的时限" in page


def test_the_child_names_its_parent(county, parent, flood, stranger):
    joined(county, parent, flood)
    page = words(opened(stranger, flood))
    for said in (
        "所属联办主件",
        "这件和下面这件一起办，主件要等这件办结。这件的时限照自己的算。",
        JOINT,
        "并入了联办",
        "时限照自己的算",
    ):
        assert said in page


def test_what_left_is_told_and_no_longer_shown(county, parent, flood, stranger):
    joined(county, parent, flood, required=False)
    assert "主件要等这件办结" not in words(opened(stranger, flood))
    left(county, parent, flood)
    for case, told in ((parent, "一件子件退出了"), (flood, "退出了联办")):
        page = words(opened(stranger, case))
        assert told in page
        assert "所属联办主件" not in page
        assert "联办子件" not in page
        assert "并入错了" not in page


def test_a_case_of_its_own_has_no_such_section(flood, stranger):
    assert "联办" not in words(opened(stranger, flood))


def test_the_applicants_proof_sheet_has_a_row_a_child(county, parent, flood, stranger):
    received = cases.received(county, cases.guide_named(FIRE))
    joined(county, parent, flood)
    joined(county, parent, received.number, required=False)
    opened(stranger, parent)
    page = words(stranger.get(f"/progress/{parent.number}/proof/").content.decode())
    assert "联办子件 2 件，各算各的时限" in page
    assert f"{FIRE}（不必等）" in page
    assert "已收件 — —" in page
