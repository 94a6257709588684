"""The tables beside the items: elements, forms, materials, fees, steps and bundles."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from quancheng.catalogue.rules import cleaning, vocabulary
from quancheng.catalogue.rules.cleaning import UnableToReadCell
from quancheng.catalogue.rules.columns import ITEMS, Column, Table
from quancheng.catalogue.rules.vocabulary import code_of

_LONGEST_LIMIT: Final = Decimal(3660)


def _datatype(cell: object) -> str:
    value = cleaning.word(cell).lower()
    if value not in vocabulary.DATATYPES:
        allowed = "、".join(vocabulary.DATATYPES)
        raise UnableToReadCell(f"数据类型“{value}”不认识，请填写：{allowed}。")
    return value


def _length(cell: object) -> int | None:
    return cleaning.whole_number(cell) if cleaning.word(cell) else None


def _count(cell: object) -> int:
    return cleaning.whole_number(cell) if cleaning.word(cell) else 0


def _days(cell: object) -> str:
    value = cleaning.word(cell) or "0"
    try:
        days = Decimal(value)
    except InvalidOperation:
        days = Decimal(-1)
    if not (days.is_finite() and 0 <= days <= _LONGEST_LIMIT and days * 2 == int(days * 2)):
        raise UnableToReadCell(f"“{value}”不是天数，请填写0、0.5或者正整数。")
    return str(int(days)) if days == int(days) else str(days.normalize())


def _questions(cell: object) -> list[Any]:
    raw = cleaning.text(cell)
    if not raw:
        return []
    try:
        value = json.loads(raw)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnableToReadCell("引导问题不是正确的JSON，请用导出的文件作样本修改。") from error
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise UnableToReadCell("引导问题应当是一个JSON数组，每个元素是一个问题。")
    return value


def _need(cell: object) -> str:
    return code_of(vocabulary.NEEDS, cleaning.word(cell))


def _paper(cell: object) -> str:
    return code_of(vocabulary.FORMATS, cleaning.word(cell).replace("；", ";"))


def _issuer(cell: object) -> str:
    return code_of(vocabulary.ISSUERS, cleaning.word(cell))


def _executor(cell: object) -> str:
    return code_of(vocabulary.EXECUTORS, cleaning.word(cell) or "county")


def _counts(cell: object) -> bool:
    return cleaning.yes_no(cell) if cleaning.word(cell) else True


def _bundle_kind(cell: object) -> str:
    return code_of(vocabulary.BUNDLE_KINDS, cleaning.word(cell))


def _item_codes(cell: object) -> tuple[str, ...]:
    return tuple(cleaning.code(part) for part in cleaning.pieces(cell))


def _choices(cell: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in cleaning.text(cell).split(";") if part.strip())


_ITEM: Final = Column(
    "item_code", "事项编码", cleaning.code, needed=True, names=("实施编码", "事项实施编码")
)

ELEMENTS: Final = Table(
    name="elements",
    sheet="数据元",
    sheets=("表单字段", "要素"),
    columns=(
        Column(
            "code", "代码", cleaning.code, needed=True, names=("数据元代码", "字段代码", "编码")
        ),
        Column("name", "标识", cleaning.word, needed=True, names=("英文名", "字段标识")),
        Column(
            "label",
            "名称",
            cleaning.text,
            needed=True,
            names=("数据元名称", "字段名称", "显示名称"),
        ),
        Column(
            "datatype",
            "数据类型",
            _datatype,
            needed=True,
            names=("类型", "字段类型"),
            choices=vocabulary.DATATYPES,
        ),
        Column("choices", "可选值", _choices, names=("选项", "值域"), hint="用;分隔"),
        Column("max_length", "最大长度", _length, names=("长度",)),
        Column("required_default", "默认必填", cleaning.yes_no, names=("必填",)),
        Column("group", "分组", cleaning.text, names=("所属分组",)),
        Column("help", "填写说明", cleaning.text, names=("说明", "提示")),
    ),
)
ITEM_ELEMENTS: Final = Table(
    name="item_elements",
    sheet="事项表单",
    sheets=("表单",),
    columns=(
        _ITEM,
        Column(
            "element_code", "数据元代码", cleaning.code, needed=True, names=("代码", "字段代码")
        ),
        Column("required", "是否必填", cleaning.yes_no, names=("必填",)),
        Column("order", "序号", _count, names=("顺序", "排序")),
    ),
)
MATERIALS: Final = Table(
    name="materials",
    sheet="材料",
    sheets=("材料库", "申请材料库"),
    columns=(
        Column("code", "材料代码", cleaning.code, needed=True, names=("代码", "材料编码")),
        Column("name", "材料名称", cleaning.text, needed=True, names=("名称",)),
        Column("kind", "材料种类", cleaning.text, names=("种类", "材料类型")),
        Column(
            "format",
            "材料形式",
            _paper,
            needed=True,
            names=("形式", "材料形态"),
            choices=tuple(vocabulary.FORMATS.values()),
        ),
        Column(
            "issued_by",
            "材料来源",
            _issuer,
            needed=True,
            names=("来源", "来源渠道"),
            choices=tuple(vocabulary.ISSUERS.values()),
        ),
        Column("derivable_from_result", "可由结果取得", cleaning.text, names=("对应电子证照",)),
        Column("sample_note", "样例说明", cleaning.text, names=("填报须知", "样本说明")),
        Column("basis", "要求依据", cleaning.text, names=("要求提供材料的依据",), optional=True),
    ),
)
ITEM_MATERIALS: Final = Table(
    name="item_materials",
    sheet="事项材料",
    sheets=("申请材料",),
    columns=(
        _ITEM,
        Column("material_code", "材料代码", cleaning.code, needed=True, names=("代码", "材料编码")),
        Column(
            "required",
            "必要性",
            _need,
            needed=True,
            names=("材料必要性", "是否必要"),
            choices=tuple(vocabulary.NEEDS.values()),
        ),
        Column("originals", "原件份数", _count, names=("原件",)),
        Column("copies", "复印件份数", _count, names=("复印件",)),
        Column("condition", "情形", cleaning.text, names=("提交情形",)),
        Column("order", "序号", _count, names=("顺序", "排序")),
    ),
)
FEES: Final = Table(
    name="fees",
    sheet="收费",
    sheets=("收费项目",),
    columns=(
        _ITEM,
        Column(
            "name",
            "收费项目",
            cleaning.text,
            needed=True,
            names=("项目名称", "收费项目名称", "名称"),
        ),
        Column("basis", "收费依据", cleaning.text, names=("依据",)),
        Column("unit", "计量单位", cleaning.text, names=("单位",)),
        Column(
            "amount_yuan",
            "收费标准",
            cleaning.text,
            needed=True,
            names=("金额", "标准", "金额（元）"),
        ),
        Column("exemption", "减免", cleaning.text, names=("减免规定",)),
    ),
)
STEPS: Final = Table(
    name="steps",
    sheet="流程",
    sheets=("办理流程", "环节"),
    columns=(
        _ITEM,
        Column("order", "序号", cleaning.whole_number, needed=True, names=("顺序", "环节序号")),
        Column("step", "环节", cleaning.text, needed=True, names=("环节名称",)),
        Column("role", "办理人员", cleaning.text, needed=True, names=("角色", "岗位", "办理岗位")),
        Column("department_code", "办理部门", cleaning.word, names=("部门", "部门代码")),
        Column("limit_days", "环节时限", _days, names=("时限", "环节时限（天）")),
        Column("parallel_group", "并联组", cleaning.word, names=("并行组",)),
        Column("counts_toward_limit", "计入承诺时限", _counts, names=("是否计时",)),
        Column(
            "executor_level",
            "办理层级",
            _executor,
            names=("层级",),
            choices=tuple(vocabulary.EXECUTORS.values()),
        ),
    ),
)
THEMES: Final = Table(
    name="themes",
    sheet="一件事",
    sheets=("绿色通道", "主题"),
    columns=(
        Column("code", "代码", cleaning.code, needed=True, names=("主题代码",)),
        Column("name", "名称", cleaning.text, needed=True, names=("主题名称",)),
        Column(
            "kind",
            "类别",
            _bundle_kind,
            needed=True,
            choices=tuple(vocabulary.BUNDLE_KINDS.values()),
        ),
        Column("item_codes", "默认事项", _item_codes, needed=True, names=("事项", "包含事项")),
        Column("guide_questions", "引导问题", _questions),
    ),
)

TABLES: Final[tuple[Table, ...]] = (
    ELEMENTS,
    MATERIALS,
    ITEMS,
    ITEM_ELEMENTS,
    ITEM_MATERIALS,
    FEES,
    STEPS,
    THEMES,
)
