"""Contents, rows and sheets for the tests of the catalogue's rules."""

from __future__ import annotations

from typing import Any

from quancheng.catalogue.rules import contents, limits

OFFICES = [("D01", "紫阳县市场监督管理局", "县市场监管局"), ("D02", "紫阳县水利局", "县水利局")]
OFFICE_CODES = {code for code, _, _ in OFFICES}
REGION = "610924"
CODE = "610131001001-610924000000-000-11610924DM0000013Q-1-00"
OTHER_CODE = "610131001002-610924000000-000-11610924DM0000013Q-1-00"
ITEM_CELLS = {
    "code": CODE,
    "base_code": "610131001001",
    "name": "食品经营许可",
    "parent_name": "食品经营",
    "department_code": "D01",
    "task_type": "1",
    "handling_type": "承诺件",
    "applicant_kind": "both",
    "legal_basis": "《中华人民共和国食品安全法》第三十五条",
    "legal_basis_certainty": "article",
    "statutory_limit": "20",
    "promised_limit": "8",
    "limit_unit": "工作日",
    "conditions": "有场所。",
    "result_name": "食品经营许可证",
    "result_kind": "证照",
    "result_validity": "5年",
    "visits": "1",
    "online_depth": "3",
    "fee_yes": "0",
    "accept_channels": "窗口;网上",
    "statutory_unit": "工作日",
}
STEP = {
    "order": 1,
    "step": "受理",
    "role": "窗口人员",
    "department_code": "D01",
    "limit_days": "0",
    "parallel_group": "",
    "counts_toward_limit": True,
    "executor_level": "county",
    "extra": {},
}
FIELD = {
    "code": "E001",
    "name": "apl_name",
    "label": "申请人姓名",
    "datatype": "text",
    "choices": [],
    "max_length": 50,
    "required": True,
    "required_default": True,
    "order": 1,
    "group": "申请人信息",
    "help": "",
    "extra": {},
    "element_extra": {},
}
MATERIAL = {
    "code": "M001",
    "name": "申请书",
    "kind": "申请表",
    "format": "both",
    "issued_by": "applicant",
    "derivable_from_result": "",
    "sample_note": "",
    "basis": "",
    "need": "required",
    "originals": 1,
    "copies": 0,
    "condition": "",
    "order": 1,
    "extra": {},
    "material_extra": {},
}
FEE = {
    "name": "工本费",
    "basis": "发改价格〔2019〕914号",
    "unit": "本",
    "amount_yuan": "10",
    "exemption": "无",
    "extra": {},
}


def steps() -> list[dict[str, Any]]:
    """受理, 审查, 决定, 送达: eight counted days."""
    return [
        dict(STEP),
        STEP | {"order": 2, "step": "审查", "role": "审核人", "limit_days": "5"},
        STEP | {"order": 3, "step": "决定", "role": "部门负责人", "limit_days": "3"},
        STEP | {"order": 4, "step": "送达", "role": "统一送达窗口人员", "department_code": "D02"},
    ]


def content(**changes: Any) -> dict[str, Any]:
    """The content of an edition that may be published, with ``changes``."""
    base = {
        "name": "食品经营许可",
        "office_code": "D01",
        "task_type": "1",
        "handling_type": "promise",
        "applicant_kind": "both",
        "legal_basis": "《中华人民共和国食品安全法》第三十五条",
        "statutory_limit": 20,
        "promised_limit": 8,
        "result_name": "食品经营许可证",
        "result_kind": "certificate",
        "accept_channels": ["counter", "online"],
        "suspension_grounds": list(limits.BASE_GROUNDS),
        "form": [dict(FIELD)],
        "materials": [dict(MATERIAL)],
        "steps": steps(),
    }
    return contents.complete(base | changes)
