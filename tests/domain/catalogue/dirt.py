"""A workbook as counties really send it: a part of the demonstration list, with dirt in it.

Merged title and headers in two rows, renamed headers, a department cell merged over several rows,
full-width digits, stray spaces of every kind, days in five shapes and as a serial number, headings,
notes and totals between the rows. With ``faults`` some rows are wrong as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.domain.catalogue.lists import DEMO, rows_of

HOW_MANY = 24
# The top header, and the columns below it; an empty name below is a header of one cell in height.
HEADERS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("序号", (("", ""),)),
    ("事项实施编码", (("", "code"),)),
    ("基本编码", (("", "base_code"),)),
    ("事项名称*", (("", "name"),)),
    ("主项名称", (("", "parent_name"),)),
    ("责任单位", (("", "department_code"),)),
    ("权力类型", (("", "task_type"),)),
    ("办件类型", (("", "handling_type"),)),
    ("服务对象", (("", "applicant_kind"),)),
    ("设定依据", (("", "legal_basis"),)),
    ("依据可靠程度", (("", "legal_basis_certainty"),)),
    ("办理时限", (("法定", "statutory_limit"), ("承诺", "promised_limit"))),
    ("受理条件（简述）", (("", "conditions"),)),
    (
        "办理结果",
        (("名称", "result_name"), ("类型", "result_kind"), ("有效期", "result_validity")),
    ),
    ("到办事现场次数", (("", "visits"),)),
    ("网办深度", (("", "online_depth"),)),
    ("是否收费", (("", "fee_yes"),)),
    ("收费依据", (("", "fee_basis"),)),
    ("办理形式", (("", "accept_channels"),)),
    ("绿色通道", (("", "green_channel"),)),
    ("是否下放到镇", (("", "delegated_to_towns"),)),
    ("下放方式", (("", "delegation_mode"),)),
    ("上报层级", (("", "superior_level"),)),
    ("联办部门", (("", "joint_departments"),)),
    ("特别程序", (("", "special_procedures"),)),
    ("备　注", (("", "notes"),)),
    ("名称来源", (("", "name_source"),)),
    ("启用日期", (("", "valid_from"),)),
    ("实施主体统一社会信用代码", (("", "uscc"),)),
    ("事项咨询电话", (("", "咨询"),)),
)
MAPPING = {"办理结果名称": "result_name", "办理结果类型": "result_kind"}
DAYS = ("2026-01-05", "2026/1/5", "2026.1.5", "2026年1月5日", "20260105", 46027)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Faults:
    """The codes of the items that were spoilt, by what is wrong with them."""

    no_office: str
    bad_code: str
    double_name: str
    bad_credit_code: str
    long_promise: str
    no_such_day: str
    no_limit: str
    county_fee: str
    bad_step: str

    @property
    def codes(self) -> set[str]:
        return set(vars(self).values())


def chosen() -> list[dict[str, str]]:
    """The items of the workbook: two departments, no prerequisites, some with fees."""
    items = [
        row
        for row in rows_of(DEMO / "items.csv")
        if not (row["prerequisite_codes"] or row["prerequisite_any_codes"])
        and row["limit_unit"] != "自然日"
    ]
    with_fees = [row for row in items if row["fee_yes"] == "1"][:3]
    promise = [
        row
        for row in items
        if row["fee_yes"] == "0" and row["handling_type"] == "承诺件" and row["department_code"]
    ]
    return [*with_fees, *promise[: HOW_MANY - len(with_fees)]]


def dirty_workbook(path: Path, *, faults: bool) -> Faults | None:
    """Write the workbook; answers what is wrong in it, or None for dirt only."""
    items = [dict(row) for row in chosen()]
    _dirty(items)
    wrong = _spoil(items) if faults else None
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "政务服务事项"
    _write_items(sheet, items)
    codes = {row["code"] for row in chosen()}
    _write_parts(book, codes, wrong)
    book.save(path)
    return wrong


def _dirty(items: list[dict[str, str]]) -> None:
    """Make the cells of an item look as they do in real lists, without making them wrong."""
    names = {row["code"]: row["name"] for row in rows_of(DEMO / "departments.csv")}
    for place, row in enumerate(items):
        for key in ("statutory", "promised"):
            unit = row["statutory_unit"] if key == "statutory" else row["limit_unit"]
            limit = row[f"{key}_limit"]
            row[f"{key}_limit"] = f" {limit.translate(_WIDE)}　个{unit}" if limit != "0" else "0"
        row["department_code"] = names[row["department_code"]]
        row["code"] = f"\u00a0{row['code'].translate(_WIDE)}　"
        row["name"] = f"　{row['name']} \u200b"
        row["visits"] = f"{row['visits']}次"
        row["accept_channels"] = row["accept_channels"].replace(";", "、")
        row["fee_yes"] = "是" if row["fee_yes"] == "1" else "否"
        row["valid_from"] = DAYS[place % len(DAYS)]  # type: ignore[assignment]
        row["uscc"] = "11610924DM0000021K"
        row["咨询"] = "12345"


def _spoil(items: list[dict[str, str]]) -> Faults:
    clean = [row["code"] for row in chosen()]
    fee, *rest = range(len(items))
    no_office, bad_code, double, credit, long, day, limit, step = rest[4:12]
    items[no_office]["department_code"] = "紫阳县不存在的局"
    items[bad_code]["code"] = clean[bad_code].replace("DM", "DN")
    items[double]["name"] = items[double - 1]["name"]
    items[double]["department_code"] = items[double - 1]["department_code"]
    items[credit]["uscc"] = "11610924DM0000021X"
    items[long]["promised_limit"] = "９９ 个工作日"
    items[day]["valid_from"] = "2026年2月30日"
    items[limit]["statutory_limit"] = "约二十天"
    return Faults(
        no_office=clean[no_office],
        bad_code=clean[bad_code],
        double_name=clean[double],
        bad_credit_code=clean[credit],
        long_promise=clean[long],
        no_such_day=clean[day],
        no_limit=clean[limit],
        county_fee=clean[fee],
        bad_step=clean[step],
    )


def _write_items(sheet: Worksheet, items: list[dict[str, str]]) -> None:
    keys = [key for _, below in HEADERS for _, key in below]
    sheet["A1"] = "紫阳县政务服务事项清单（2026年版）"
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(keys))
    column = 1
    for top, below in HEADERS:
        sheet.cell(3, column, top)
        if len(below) == 1:
            sheet.merge_cells(start_row=3, start_column=column, end_row=4, end_column=column)
        else:
            last = column + len(below) - 1
            sheet.merge_cells(start_row=3, start_column=column, end_row=3, end_column=last)
            for place, (name, _) in enumerate(below):
                sheet.cell(4, column + place, name)
        column += len(below)
    row = 5
    previous = ""
    for number, item in enumerate(items, start=1):
        if item["department_code"] != previous and number % 2:
            sheet.cell(row, 1, f"（{number}）{item['department_code']}")
            row += 1
        _write_item(sheet, row, item, keys, previous)
        previous = item["department_code"]
        row += 2 if number % 7 == 0 else 1
    sheet.cell(row + 1, 1, "填表人：")
    sheet.cell(row + 1, 4, "审核人：")
    sheet.cell(row + 2, 1, "注：本表由各部门填报，数据截至２０２６年１月。")


def _write_item(
    sheet: Worksheet, row: int, item: dict[str, str], keys: list[str], previous: str
) -> None:
    for column, key in enumerate(keys, start=1):
        sheet.cell(row, column, item.get(key) if key else row)
    office = keys.index("department_code") + 1
    above = sheet.cell(row - 1, office)
    if item["department_code"] == previous and above.value == previous:
        # A department merged over its rows: the lower cells of the merge are empty.
        sheet.merge_cells(start_row=row - 1, start_column=office, end_row=row, end_column=office)


def _write_parts(book: Workbook, codes: set[str], wrong: Faults | None) -> None:
    _copy(book, "数据元", "elements", lambda row: True)
    _copy(book, "材料", "materials", lambda row: True)
    mine: Callable[[dict[str, str]], bool] = lambda row: row["item_code"] in codes  # noqa: E731
    for sheet, table in (("事项表单", "item_elements"), ("事项材料", "item_materials")):
        _copy(book, sheet, table, mine)
    fees = _copy(book, "收费项目", "fees", mine)
    steps = _copy(book, "办理流程", "steps", mine)
    if wrong is None:
        return
    for row in fees.iter_rows(min_row=2):
        if row[0].value == wrong.county_fee:
            row[2].value = "紫阳县物价局通知"
    for row in steps.iter_rows(min_row=2):
        if row[0].value == wrong.bad_step and row[1].value == "2":
            row[4].value = "D99"


def _copy(
    book: Workbook, title: str, table: str, keep: Callable[[dict[str, str]], bool]
) -> Worksheet:
    sheet = book.create_sheet(title)
    rows = rows_of(DEMO / f"{table}.csv")
    sheet.append(list(rows[0]))
    for row in rows:
        if keep(row):
            sheet.append(list(row.values()))
    return sheet
