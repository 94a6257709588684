"""The tables of a county's list: sheets, columns, their Chinese headers and their other names.

The key of a column is its name in the CSV folder; the title is the header of the workbook. The
other names are headers seen in lists of other places. What no column claims is kept as it is
(the ``extra`` of a row) and exported again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from quancheng.catalogue.rules import cleaning, vocabulary
from quancheng.catalogue.rules.vocabulary import code_of

_NO_LIMIT: Final = frozenset({"", "无", "/", "-", "无法定时限", "法律未规定"})
_LIMIT: Final = re.compile(
    r"|无|/|-|无法定时限|法律未规定|(?P<spot>当场(?:办结|办理)?|即时(?:办结)?)"
    r"|(?P<value>\d{1,4})(?:\.0+)?(?P<unit>个?工作日|个?自然日|天|日|个?月)?"
)

Reader = Callable[[object], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: key, Chinese title, how a cell is read, whether it must be there."""

    key: str
    title: str
    read: Reader
    needed: bool = False
    """The column must be there; where ``blank`` is false its cells must be filled as well."""
    names: tuple[str, ...] = ()
    hint: str = ""
    choices: tuple[str, ...] = ()
    blank: bool = False
    """A cell of a needed column may be empty."""
    optional: bool = False
    """Not part of the county's CSV; written only where some row has a value of its own."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: file name of the CSV folder, sheet of the workbook, columns."""

    name: str
    sheet: str
    columns: tuple[Column, ...]
    sheets: tuple[str, ...] = ()
    compulsory: bool = False
    by_key: Mapping[str, Column] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {column.key: column for column in self.columns})

    @property
    def standard(self) -> tuple[Column, ...]:
        """The columns of the county's CSV, without the optional ones."""
        return tuple(column for column in self.columns if not column.optional)


def _listed(words: Mapping[str, str]) -> Reader:
    def read(cell: object) -> str:
        return code_of(words, cleaning.word(cell).replace("；", ";"))

    return read


def _several(words: Mapping[str, str]) -> Reader:
    def read(cell: object) -> tuple[str, ...]:
        text = cleaning.text(cell).replace("、", ";").replace("，", ";").replace(",", ";")
        return tuple(code_of(words, part) for part in cleaning.pieces(text))

    return read


def _codes(cell: object) -> tuple[str, ...]:
    return tuple(cleaning.code(part) for part in cleaning.pieces(cell))


def _optional_number(cell: object) -> int | None:
    return cleaning.whole_number(cell) if cleaning.word(cell) else None


def _number(cell: object) -> int:
    return cleaning.whole_number(cell) if cleaning.word(cell) else 0


def _limit(cell: object) -> tuple[int, str]:
    """A limit as (value, stored unit); the unit is empty where the cell holds a number only."""
    value = cleaning.word(cell)
    match = _LIMIT.fullmatch(value)
    if match is None:
        raise cleaning.UnableToReadCell(
            f"“{value}”不是时限，请填写数字，或者写成“20个工作日”这样的形式。"
        )
    if value in _NO_LIMIT:
        return 0, ""
    if match["spot"]:
        return 0, "instant"
    unit = code_of(vocabulary.PROMISED_UNITS, match["unit"]) if match["unit"] else ""
    return int(match["value"]), unit


def _optional_day(cell: object) -> str:
    return cleaning.day(cell).isoformat() if cleaning.word(cell) else ""


def _credit_code(cell: object) -> str:
    value = cleaning.code(cell)
    return cleaning.check_credit_code(value) if value else ""


def _optional_yes_no(cell: object) -> bool | None:
    return cleaning.yes_no(cell) if cleaning.word(cell) else None


def _words(words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in words.values() if name)


ITEMS: Final = Table(
    name="items",
    sheet="事项",
    sheets=("事项清单", "政务服务事项", "事项基本信息", "基本信息"),
    compulsory=True,
    columns=(
        Column(
            "code",
            "实施编码",
            cleaning.code,
            needed=True,
            names=("事项编码", "事项实施编码", "实施清单编码"),
            hint="基本编码-区划-000-信用代码-1-00，或者国家31位实施编码",
        ),
        Column(
            "base_code", "基本编码", cleaning.code, needed=True, names=("事项基本编码", "目录编码")
        ),
        Column(
            "name",
            "事项名称",
            cleaning.text,
            needed=True,
            names=("名称", "政务服务事项名称", "子项名称"),
        ),
        Column("parent_name", "主项名称", cleaning.text, names=("主项", "所属主项")),
        Column(
            "department_code",
            "实施部门",
            cleaning.word,
            needed=True,
            names=("部门", "部门代码", "实施主体", "责任单位", "实施机构", "承办部门", "主管部门"),
            hint="部门代码、全称或者简称",
        ),
        Column(
            "task_type",
            "事项类型",
            _listed(vocabulary.TASK_TYPES),
            needed=True,
            names=("类型", "权力类型", "事项类别"),
            choices=_words(vocabulary.TASK_TYPES),
        ),
        Column(
            "handling_type",
            "办件类型",
            _listed(vocabulary.HANDLING),
            needed=True,
            names=("办理类型", "办件类别"),
            choices=_words(vocabulary.HANDLING),
        ),
        Column(
            "applicant_kind",
            "服务对象",
            _listed(vocabulary.APPLICANTS),
            needed=True,
            names=("申请人类型", "办理对象", "服务对象类型"),
            hint="自然人、法人或者both",
            choices=_words(vocabulary.APPLICANTS),
        ),
        Column(
            "legal_basis",
            "法律依据",
            cleaning.text,
            needed=True,
            names=("设定依据", "实施依据", "办理依据", "依据"),
        ),
        Column(
            "legal_basis_certainty",
            "依据可靠程度",
            _listed(vocabulary.CERTAINTY),
            names=("依据程度",),
            hint="article、law或者policy",
            choices=_words(vocabulary.CERTAINTY),
        ),
        Column(
            "statutory_limit",
            "法定时限",
            _limit,
            needed=True,
            names=("法定办结时限", "法定期限", "法定办理时限", "法定"),
            hint="没有法定时限的填0",
            blank=True,
        ),
        Column(
            "promised_limit",
            "承诺时限",
            _limit,
            needed=True,
            names=("承诺办结时限", "承诺期限", "承诺办理时限", "承诺"),
            hint="即办件填0",
            blank=True,
        ),
        Column(
            "limit_unit",
            "承诺时限单位",
            _listed({**vocabulary.PROMISED_UNITS, "": ""}),
            names=("时限单位", "承诺单位", "承诺办结时限单位"),
            choices=_words(vocabulary.PROMISED_UNITS),
        ),
        Column("conditions", "受理条件", cleaning.text, names=("申请条件", "办理条件", "条件")),
        Column("result_name", "办理结果", cleaning.text, names=("结果名称", "审批结果名称")),
        Column(
            "result_kind",
            "结果类型",
            _listed(vocabulary.RESULTS),
            needed=True,
            names=("审批结果类型", "结果类别"),
            choices=_words(vocabulary.RESULTS),
        ),
        Column("result_validity", "结果有效期", cleaning.text, names=("有效期", "有效期限")),
        Column("visits", "到现场次数", _number, names=("到办事现场次数", "跑动次数")),
        Column("online_depth", "网办深度", _number, names=("网上办理深度",), hint="1至4"),
        Column("fee_yes", "是否收费", cleaning.yes_no, names=("收费",), hint="1是，0否"),
        Column("fee_basis", "收费依据", cleaning.text, names=("收费标准依据",)),
        Column(
            "accept_channels",
            "受理渠道",
            _several(vocabulary.CHANNELS),
            names=("办理形式", "办理渠道", "受理方式"),
            hint="窗口;网上;镇便民服务中心",
        ),
        Column(
            "green_channel",
            "绿色通道",
            _listed(vocabulary.GREEN),
            hint="enterprise或者construction，没有的空着",
            choices=_words(vocabulary.GREEN),
        ),
        Column("delegated_to_towns", "是否下放到镇", cleaning.yes_no, names=("下放镇", "下放")),
        Column(
            "delegation_mode",
            "下放方式",
            _listed(vocabulary.DELEGATION),
            hint="受理（镇收件、县审批）或者审批（镇办结）",
            choices=_words(vocabulary.DELEGATION),
        ),
        Column(
            "superior_level",
            "上级层级",
            _listed(vocabulary.SUPERIORS),
            names=("上报层级",),
            choices=_words(vocabulary.SUPERIORS),
        ),
        Column("joint_departments", "联办部门", cleaning.pieces, names=("联办机构", "协办部门")),
        Column("prerequisite_codes", "前置事项", _codes, names=("前置事项编码",)),
        Column("special_procedures", "特别程序", cleaning.pieces, names=("特殊程序", "特殊环节")),
        Column("notes", "备注", cleaning.text, names=("说明",)),
        Column(
            "statutory_unit",
            "法定时限单位",
            _listed({**vocabulary.STATUTORY_UNITS, "": ""}),
            names=("法定单位", "法定办结时限单位"),
            choices=_words(vocabulary.STATUTORY_UNITS),
        ),
        Column("prerequisite_any_codes", "任一前置事项", _codes),
        Column("name_source", "名称来源", cleaning.text),
        Column(
            "starts_on",
            "时限起算",
            _listed({**vocabulary.STARTS, "": ""}),
            names=("起算点",),
            choices=_words(vocabulary.STARTS),
            optional=True,
        ),
        Column("extension_value", "可延长", _optional_number, names=("延长期限",), optional=True),
        Column("extension_times", "可延长次数", _optional_number, optional=True),
        Column(
            "extension_approver",
            "延长批准人",
            _listed(vocabulary.APPROVERS),
            choices=_words(vocabulary.APPROVERS),
            optional=True,
        ),
        Column("correction_value", "补正告知期限", _optional_number, optional=True),
        Column(
            "correction_unit",
            "补正告知期限单位",
            _listed({**vocabulary.PROMISED_UNITS, "": ""}),
            choices=_words(vocabulary.PROMISED_UNITS),
            optional=True,
        ),
        Column("silence_accepts", "逾期视为受理", _optional_yes_no, optional=True),
        Column("suspension_grounds", "另定不计时情形", cleaning.pieces, optional=True),
        Column("basis_text_date", "依据文本日期", _optional_day, optional=True),
        Column("valid_from", "启用日期", _optional_day, names=("生效日期",), optional=True),
        Column(
            "uscc",
            "统一社会信用代码",
            _credit_code,
            names=("信用代码", "实施主体统一社会信用代码"),
            optional=True,
        ),
    ),
)
