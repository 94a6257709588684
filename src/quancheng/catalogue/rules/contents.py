"""The content of an edition: its fields, their labels, its digest.

The content is a plain mapping; the edition's table has a column for each field. The digest says
whether two contents are the same, so that an import that changes nothing writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from quancheng.kernel import canonical


@dataclass(frozen=True, slots=True)
class ContentField:
    """One field of an edition: column, Chinese label, group on the screen, empty value."""

    key: str
    label: str
    group: str
    empty: Any


def _fields(group: str, *rows: tuple[str, str, Any]) -> tuple[ContentField, ...]:
    return tuple(ContentField(key, label, group, empty) for key, label, empty in rows)


FIELDS: Final[tuple[ContentField, ...]] = (
    *_fields(
        "基本信息",
        ("name", "事项名称", ""),
        ("parent_name", "主项名称", ""),
        ("office_code", "实施部门", ""),
        ("task_type", "事项类型", "20"),
        ("handling_type", "办件类型", "promise"),
        ("applicant_kind", "服务对象", "both"),
        ("legal_basis", "法律依据", ""),
        ("certainty", "依据可靠程度", "law"),
        ("conditions", "受理条件", ""),
        ("name_source", "名称来源", ""),
        ("notes", "备注", ""),
    ),
    *_fields(
        "时限",
        ("statutory_limit", "法定时限", 0),
        ("statutory_unit", "法定时限单位", "working_day"),
        ("promised_limit", "承诺时限", 0),
        ("promised_unit", "承诺时限单位", "working_day"),
        ("starts_on", "时限起算", "accepted"),
        ("extension_value", "可延长", 0),
        ("extension_times", "可延长次数", 0),
        ("extension_approver", "延长批准人", ""),
        ("correction_value", "补正告知期限", 5),
        ("correction_unit", "补正告知期限单位", "working_day"),
        ("silence_accepts", "逾期视为受理", True),
        ("suspension_grounds", "不计时情形", []),
        ("special_procedures", "特别程序", []),
        ("basis_text_date", "依据文本日期", None),
    ),
    *_fields(
        "结果",
        ("result_name", "办理结果", ""),
        ("result_kind", "结果类型", "other"),
        ("result_validity", "结果有效期", ""),
    ),
    *_fields(
        "办理方式",
        ("visits", "到现场次数", 0),
        ("online_depth", "网办深度", 0),
        ("accept_channels", "受理渠道", []),
        ("green_channel", "绿色通道", ""),
        ("delegated_to_towns", "下放到镇", False),
        ("delegation_mode", "下放方式", ""),
        ("superior_level", "上级层级", ""),
        ("joint_departments", "联办部门", []),
        ("prerequisite_codes", "前置事项", []),
        ("prerequisite_any_codes", "任一前置事项", []),
    ),
    *_fields(
        "收费",
        ("fee_yes", "是否收费", False),
        ("fee_basis", "收费依据", ""),
        ("fees", "收费项目", []),
    ),
    *_fields("表单", ("form", "表单", [])),
    *_fields("材料", ("materials", "申请材料", [])),
    *_fields("流程", ("steps", "办理流程", [])),
    *_fields("其他", ("extra", "其他列", {})),
)
KEYS: Final[tuple[str, ...]] = tuple(field.key for field in FIELDS)
BY_KEY: Final[Mapping[str, ContentField]] = {field.key: field for field in FIELDS}


def complete(content: Mapping[str, Any]) -> dict[str, Any]:
    """``content`` with every field, the absent ones empty; unknown keys are left out."""
    result: dict[str, Any] = {}
    for field in FIELDS:
        value = content.get(field.key, field.empty)
        result[field.key] = _copied(value)
    return result


def _copied(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _copied(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(inner) for inner in value]
    return value


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a content in hexadecimal; equal contents have equal digests."""
    return canonical.digest(complete(content)).hex()


def content_of(edition: object) -> dict[str, Any]:
    """The content of any object that has the fields of an edition as attributes."""
    return complete({key: getattr(edition, key) for key in KEYS})
