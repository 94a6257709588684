"""The checks before publication, in the order of the law."""

from __future__ import annotations

from typing import Any

import pytest

from quancheng.catalogue.rules.publication import (
    Finding,
    UnableToPublish,
    check,
    check_publishable,
)
from tests.unit.catalogue.samples import (
    FEE,
    FIELD,
    MATERIAL,
    OFFICE_CODES,
    STEP,
    content,
    steps,
)


def findings(**changes: Any) -> tuple[Finding, ...]:
    return check(content(**changes), office_codes=OFFICE_CODES, item_codes={"A-1"})


def refused(**changes: Any) -> list[str]:
    return [one.sentence for one in findings(**changes) if one.level == "refuse"]


def warned(**changes: Any) -> list[str]:
    return [one.sentence for one in findings(**changes) if one.level == "warn"]


def test_a_sound_edition_has_no_findings() -> None:
    assert findings() == ()
    check_publishable(findings())


INSTANT = {"handling_type": "instant", "promised_unit": "instant", "promised_limit": 0}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "事项名称没有填写"),
        ({"legal_basis": ""}, "没有依据的事项不能发布"),
        ({"delegated_to_towns": True}, "镇里受理还是审批"),
        ({"online_depth": 5}, "网办深度"),
        ({"handling_type": "instant"}, "即办件应当是当场办结"),
        ({"promised_unit": "instant", "promised_limit": 0}, "当场办结的应当是即办件"),
        (INSTANT | {"promised_limit": 3}, "即办件的承诺时限应当填0"),
        ({"promised_limit": 0}, "承诺时限没有填写"),
        ({"promised_limit": 21}, "承诺时限21大于法定时限20"),
        ({"promised_unit": "natural_day"}, "请用同一单位"),
        ({"extension_value": 9999, "extension_times": 1}, "延长期限"),
        ({"fee_yes": True}, "没有收费项目"),
        ({"fees": [FEE]}, "写了不收费却有收费项目"),
        ({"fee_yes": True, "fees": [FEE | {"basis": ""}]}, "没有依据不得收费"),
        ({"fee_yes": True, "fees": [FEE | {"basis": "紫阳县通知"}]}, "不能设定收费"),
        ({"fee_yes": True, "fees": [FEE | {"amount_yuan": ""}]}, "没有收费标准"),
        ({"legal_basis": ""}, "没有要求依据"),
        ({"materials": [MATERIAL | {"basis": "紫阳县通知"}]}, "只以本地通知为依据"),
        ({"form": [FIELD | {"datatype": "choice"}]}, "没有可选值"),
        ({"office_code": "D9"}, "实施部门“D9”没有登记"),
        ({"joint_departments": ["D9"]}, "联办部门“D9”没有登记"),
        ({"prerequisite_codes": ["B-2"]}, "前置事项“B-2”不在清单里"),
        ({"prerequisite_any_codes": ["B-2"]}, "前置事项“B-2”不在清单里"),
        ({"steps": [STEP | {"department_code": "D9"}]}, "部门“D9”没有登记"),
        ({"steps": []}, ""),
    ],
)
def test_what_the_law_forbids_is_refused(changes: dict[str, Any], words: str) -> None:
    assert any(words in sentence for sentence in refused(**changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"handling_type": "upward"}, "没有写上级层级"),
        ({"handling_type": "joint"}, "没有写联办部门"),
        ({"materials": []}, "没有申请材料"),
        ({"form": []}, "没有表单"),
        ({"promised_limit": 7}, "超过承诺时限7天"),
        (
            {
                "steps": [
                    *steps(),
                    STEP | {"order": 9, "step": "公告", "counts_toward_limit": False},
                ]
            },
            "第四十五条",
        ),
    ],
)
def test_what_looks_odd_is_a_warning(changes: dict[str, Any], words: str) -> None:
    assert any(words in sentence for sentence in warned(**changes))
    assert refused(**changes) == []


@pytest.mark.parametrize(
    "changes",
    [
        INSTANT,
        {"statutory_limit": 0},
        {"handling_type": "joint", "joint_departments": ["D02", "D01"]},
        {"prerequisite_codes": ["A-1"]},
        {"fee_yes": True, "fees": [FEE]},
        {"fee_yes": True, "fee_basis": "《森林法》", "fees": [FEE | {"basis": ""}]},
        {"materials": [MATERIAL | {"basis": "《食品安全法》第三十五条"}]},
        {"form": [FIELD | {"datatype": "choice", "choices": ["男"]}]},
        {"delegated_to_towns": True, "delegation_mode": "accept"},
    ],
)
def test_what_the_law_allows_passes(changes: dict[str, Any]) -> None:
    assert refused(**changes) == []


def test_waiting_for_a_superior_and_a_ground_of_the_law_may_stop_the_clock() -> None:
    table = [
        STEP,
        STEP | {"order": 2, "step": "专家评审", "role": "审核人", "counts_toward_limit": False},
        STEP
        | {
            "order": 3,
            "step": "等待上级决定",
            "role": "市级主管部门",
            "department_code": "市局",
            "executor_level": "superior",
            "counts_toward_limit": False,
        },
    ]
    assert findings(handling_type="upward", superior_level="city", steps=table) == ()


def test_a_list_entry_is_named_by_its_place() -> None:
    found = findings(fee_yes=True, fees=[FEE, FEE | {"basis": "紫阳县通知"}])
    assert [(one.field, one.index) for one in found] == [("fees", 1)]


def test_a_refusal_tells_how_many_and_the_first() -> None:
    found = findings(name="", legal_basis="")
    with pytest.raises(UnableToPublish) as error:
        check_publishable(found)
    assert error.value.findings == found
    assert error.value.sentence.startswith("有3处不符合发布要求：事项名称没有填写")
