"""A decision names how long the result is valid, where the item does not say it."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.states import State
from quancheng.delivery import queries as delivery
from quancheng.ops.simulator.handwriting import DRAWN
from tests.factories import cases

RIVER = "河道管理范围内有关活动（不含河道采砂）审批"
PASSPORT = "普通护照签发"


def _waiting(county, name: str = RIVER, *, counter: str = "W13", seed: int = 1):
    case = cases.accepted(county, cases.guide_named(name), counter=counter, seed=seed)
    return cases.examined(county, case)


@pytest.fixture
def river(county):
    return _waiting(county)


@pytest.fixture
def head(county, river, sit):
    desk = sit(cases.person_for(county, river))
    desk.identify()
    return desk


def _decide(desk, case, **form):
    address = f"/review/cases/{case.number}/tasks/{case.tasks[0].id}/verdict/"
    given = {"verdict": "granted", "signature": DRAWN, "seen": str(case.version)}
    return desk.post(address, **(given | form))


def test_the_form_asks_for_the_last_day_and_says_why(river, head):
    page = head.page(f"/review/cases/{river.number}/")
    for words in ("有效期至", "长期有效", "这个事项的有效期是“按批准期限”"):
        assert words in page


def test_an_item_with_a_plain_validity_asks_nothing(county, sit):
    case = _waiting(county, cases.FLOOD)
    page = sit(cases.person_for(county, case)).page(f"/review/cases/{case.number}/")
    assert 'name="valid_until"' not in page


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "请填写有效期至哪一天，或者勾选长期有效"),
        ({"valid_until": "2026-03-02"}, "应当在决定日（2026年3月2日）以后"),
        ({"valid_until": "2027-03-01", "endless": "on"}, "只能选一项"),
        ({"valid_until": "明年"}, "有效期至"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_lost(river, head, form, sentence):
    answer = _decide(head, river, reason="同意审查意见。", **form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "同意审查意见。" in page
    assert form.get("valid_until", "") in page
    assert cases.read(river.number).state is State.EXAMINING


def test_the_day_is_on_the_result_and_told_in_the_story(river, head):
    assert _decide(head, river, valid_until="2027年6月30日").status_code == 302
    result = delivery.result_of(case_id=river.id)
    assert result is not None
    assert result.valid_until == date(2027, 6, 30)
    assert "有效期至 2027年6月30日" in head.page(f"/review/cases/{river.number}/")


def test_one_for_good_is_told_so(river, head):
    assert _decide(head, river, endless="on").status_code == 302
    assert "长期有效" in head.page(f"/review/cases/{river.number}/")


def test_a_refusal_asks_for_no_day(river, head):
    answer = _decide(head, river, verdict="refused", reason="占用河道行洪断面。")
    assert answer.status_code == 302
    assert cases.read(river.number).outcome == "refused"


def test_the_day_a_superior_names_comes_after_its_own_decision(county, sit):
    case = _waiting(county, PASSPORT, counter="W27")
    desk = sit(cases.person_for(county, case))
    desk.identify()
    above = {"document": "安批〔2026〕7号", "day": "2026-03-02"}
    early = _decide(desk, case, **above, valid_until="2026-03-01")
    assert "应当在决定日（2026年3月2日）以后" in early.content.decode()
    undated = _decide(desk, case, document="安批〔2026〕7号", valid_until="2036-03-01")
    assert undated.status_code == 422
    assert _decide(desk, case, **above, valid_until="2036-03-01").status_code == 302
    assert "有效期至 2036年3月1日" in desk.page(f"/review/cases/{case.number}/")


def test_many_whose_last_day_is_to_be_named_are_signed_singly(county, river, head):
    other = _waiting(county, seed=2)
    tasks = [str(case.tasks[0].id) for case in (river, other)]
    answer = head.get("/review/many/", task=tasks)
    assert answer.status_code == 409
    assert "单独签批" in answer.content.decode()


def test_among_many_only_those_are_left_for_later(county, river, head):
    plain = _waiting(county, cases.FLOOD, seed=3)
    assert [plain.tasks[0].name] == [river.tasks[0].name]
    tasks = [str(case.tasks[0].id) for case in (river, plain)]
    form = {"task": tasks, "verdict": "granted", "signature": DRAWN}
    page = head.post("/review/many/opinion/", **form).content.decode()
    assert "已准予 1 件，1 件没有办成" in page
    assert "有效期（按批准期限）要由决定写明，请打开这一件，单独签批" in page
    assert cases.read(river.number).state is State.EXAMINING
    assert cases.read(plain.number).state is State.DELIVERING
