"""The parts of the editing screen, and how each column of the list is entered there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django import forms

from quancheng.catalogue.rules import vocabulary
from quancheng.catalogue.rules.columns import ITEMS, Column, Table
from quancheng.catalogue.rules.subtables import FEES, ITEM_ELEMENTS, ITEM_MATERIALS, STEPS
from quancheng.identity.queries import OfficeView
from quancheng.web.ui.forms import ChoiceField, LongTextField, MultiChoiceField, TextField

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One page of the editing screen: columns of the item itself, then perhaps a table of rows.

    ``master`` is the column of the row that names a master record, which is chosen and not typed.
    ``part`` is the field of the edition that the rows become.
    """

    key: str
    title: str
    say: str
    columns: tuple[str, ...] = ()
    table: Table | None = None
    row_columns: tuple[str, ...] = ()
    master: str = ""
    part: str = ""
    noun: str = ""


SECTIONS: Final = (
    Section(
        key="basic",
        title="基本信息",
        say="名称、部门、依据和结果。依据写到条款，多条用分号隔开。",
        columns=(
            "name",
            "parent_name",
            "department_code",
            "task_type",
            "handling_type",
            "applicant_kind",
            "legal_basis",
            "legal_basis_certainty",
            "conditions",
            "result_name",
            "result_kind",
            "result_validity",
            "notes",
        ),
    ),
    Section(
        key="limits",
        title="时限",
        say="承诺不能长于法定。下面“另行规定”的几项空着，就按法律的一般规定。",
        columns=(
            "statutory_limit",
            "statutory_unit",
            "promised_limit",
            "limit_unit",
            "special_procedures",
            "suspension_grounds",
            "starts_on",
            "basis_text_date",
            "extension_value",
            "extension_times",
            "extension_approver",
            "correction_value",
            "correction_unit",
            "silence_accepts",
        ),
    ),
    Section(
        key="ways",
        title="办理方式",
        say="在哪里受理、跑几次、要不要联办。",
        columns=(
            "accept_channels",
            "visits",
            "online_depth",
            "green_channel",
            "superior_level",
            "delegated_to_towns",
            "delegation_mode",
            "joint_departments",
            "prerequisite_codes",
            "prerequisite_any_codes",
        ),
    ),
    Section(
        key="materials",
        title="材料",
        say="从县里的材料库选，顺序就是窗口核对的顺序。库里没有的材料，先在清单的“材料”表里导入。",
        table=ITEM_MATERIALS,
        row_columns=("required", "originals", "copies", "condition"),
        master="material_code",
        part="materials",
        noun="材料",
    ),
    Section(
        key="form",
        title="表单",
        say="从县里的数据元选，同一个数据元在各事项里只填一次。",
        table=ITEM_ELEMENTS,
        row_columns=("required",),
        master="element_code",
        part="form",
        noun="表单项",
    ),
    Section(
        key="fees",
        title="收费",
        say="没有依据不得收费。依据应当是法律、行政法规，或者国务院、国家部委、省的价格文件。",
        columns=("fee_yes", "fee_basis"),
        table=FEES,
        row_columns=("name", "amount_yuan", "unit", "basis", "exemption"),
        part="fees",
        noun="收费项目",
    ),
    Section(
        key="steps",
        title="流程",
        say="从受理到送达，一行一个环节。并联组相同的环节同时办，都办完才往下走。",
        table=STEPS,
        row_columns=(
            "step",
            "role",
            "department_code",
            "limit_days",
            "parallel_group",
            "counts_toward_limit",
            "executor_level",
        ),
        part="steps",
        noun="环节",
    ),
)
BY_KEY: Final[Mapping[str, Section]] = {section.key: section for section in SECTIONS}

_YES_NO: Final[Choices] = (("1", "是"), ("0", "否"))
_CHOICES: Final[Mapping[str, Choices]] = {
    "task_type": tuple(vocabulary.TASK_TYPES.items()),
    "handling_type": tuple((word, word) for word in vocabulary.HANDLING.values()),
    "applicant_kind": tuple(
        (word, vocabulary.APPLICANT_LABELS[code]) for code, word in vocabulary.APPLICANTS.items()
    ),
    "legal_basis_certainty": (
        ("article", "写到条款"),
        ("law", "写到法律"),
        ("policy", "政策文件"),
    ),
    "result_kind": tuple((word, word) for word in vocabulary.RESULTS.values()),
    "statutory_unit": tuple((word, word) for word in vocabulary.STATUTORY_UNITS.values()),
    "limit_unit": tuple((word, word) for word in vocabulary.PROMISED_UNITS.values()),
    "starts_on": tuple((word, word) for word in vocabulary.STARTS.values()),
    "extension_approver": tuple((word, word) for word in vocabulary.APPROVERS.values() if word),
    "correction_unit": tuple((word, word) for word in vocabulary.PROMISED_UNITS.values()),
    "green_channel": tuple(
        (word, vocabulary.GREEN_LABELS[code]) for code, word in vocabulary.GREEN.items() if code
    ),
    "delegation_mode": (("受理", "镇里收件、县里审批"), ("审批", "镇里办结")),
    "superior_level": (("市级", "市级"), ("省级", "省级")),
    "executor_level": (("county", "县级"), ("town", "镇级"), ("superior", "上级")),
    "fee_yes": _YES_NO,
    "delegated_to_towns": _YES_NO,
    "silence_accepts": _YES_NO,
    "counts_toward_limit": _YES_NO,
}
_NEEDS: Final[Choices] = (("必要", "必要"), ("非必要", "非必要"), ("容缺", "可以容缺后补"))
ROLES: Final = (
    "窗口人员",
    "审核人",
    "部门负责人",
    "分管领导",
    "统一送达窗口人员",
    "镇便民服务中心窗口人员",
    "镇审核人",
    "镇分管领导",
    "市级主管部门",
    "省级主管部门",
)
_LONG: Final = frozenset({"legal_basis", "conditions", "notes"})
_WIDE: Final = frozenset({"name", "parent_name", "fee_basis", "joint_departments"})
_WIDE_ROWS: Final = frozenset({"condition", "basis", "exemption", "amount_yuan"})
_HINTS: Final[Mapping[str, str]] = {
    "department_code": "",
    "statutory_limit": "法律没有规定的填 0",
    "promised_limit": "即办件填 0，单位选当场",
    "special_procedures": "名称:最长天数，如 专家评审:20；多个用分号隔开",
    "suspension_grounds": "法律另外规定的；听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审不用写",
    "starts_on": "空着：从受理起算",
    "extension_value": "天数；空着按法律的一般规定",
    "correction_value": "空着：5 个工作日内一次告知",
    "silence_accepts": "空着：是",
    "visits": "申请人要来几次",
    "online_depth": "0 至 4",
    "joint_departments": "部门代码、全称或者简称，多个用分号隔开",
    "prerequisite_codes": "实施编码，多个用分号隔开，全部办过才能办",
    "prerequisite_any_codes": "实施编码，办过其中一个就能办",
    "limit_days": "0、0.5 或者整数",
    "parallel_group": "相同的同时办，如 A",
    "amount_yuan": "数字，或者一句话的标准",
    "condition": "什么情形下才要，空着就是都要",
}


def choices_of(column: Column, *, table: Table, offices: Sequence[OfficeView]) -> Choices:
    """The choices of a column as (cell, words); empty for a column that is typed."""
    if column.key == "department_code":
        return tuple((office.code, office.name) for office in offices)
    if column.key == "role":
        return tuple((role, role) for role in ROLES)
    if column.key == "required":
        return _NEEDS if table is ITEM_MATERIALS else (("1", "必填"), ("0", "选填"))
    return _CHOICES.get(column.key, ())


def field_for(
    column: Column, *, table: Table, offices: Sequence[OfficeView], cell: str = ""
) -> forms.Field:
    """The field in which a cell of ``column`` is entered; ``cell`` is the one that stands there.

    Nothing is required here: what is missing is said by the rules that read the cells.
    """
    choices = choices_of(column, table=table, offices=offices)
    hint = _HINTS.get(column.key, "" if choices else column.hint)
    if column.key == "accept_channels":
        words = [(word, word) for word in vocabulary.CHANNELS.values()]
        return MultiChoiceField(label=column.title, choices=words, required=False)
    if choices:
        if cell and cell not in {value for value, _ in choices}:
            choices = (*choices, (cell, cell))
        return ChoiceField(label=column.title, choices=choices, hint=hint, required=False)
    if column.key in _LONG:
        return LongTextField(label=column.title, hint=hint, required=False, max_length=8000)
    wide = column.key in (_WIDE if table is ITEMS else _WIDE_ROWS)
    return TextField(
        label=column.title, hint=hint, required=False, max_length=500, span=2 if wide else 1
    )
