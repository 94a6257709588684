"""What a further correction notice may not ask for."""

from __future__ import annotations

import pytest

from quancheng.cases.rules.defects import new_defects

TOLD = [
    {"subject": "营业执照", "problem": "没有盖章"},
    {"subject": "申请表", "problem": "缺第 2 页"},
]


@pytest.mark.parametrize(
    "again",
    [
        [],
        TOLD,
        TOLD[1:],
        [{"subject": " 营业执照 ", "problem": "没有盖章。", "wanted": "盖公章"}],
        [{"subject": "申请表", "problem": "缺第2页"}],
    ],
)
def test_what_was_told_may_be_told_again(again):
    assert new_defects(defects=again, told=TOLD) == []


@pytest.mark.parametrize(
    "more",
    [
        {"subject": "营业执照", "problem": "已经过期"},
        {"subject": "身份证", "problem": "没有盖章"},
    ],
)
def test_another_material_or_another_problem_is_new(more):
    assert new_defects(defects=[*TOLD, more], told=TOLD) == [more]
