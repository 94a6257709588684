"""Forms of the import: the upload, the meaning of headers, and how to import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from quancheng.catalogue.rules.columns import ITEMS, Table
from quancheng.catalogue.rules.headers import IGNORED, plain
from quancheng.catalogue.rules.subtables import TABLES
from quancheng.web.office.inbox.unpack import ENDINGS, MOST_FILES
from quancheng.web.ui.forms import DesignForm, FilesField, YesNoField

LARGEST: Final = 20 * 1024 * 1024
MAPPABLE: Final = ("similar", "unknown", "saved", "name")


class UploadForm(DesignForm):
    """The county's list as one workbook, one zip, or several CSV files."""

    source = FilesField(
        label="清单文件",
        hint="一个 xlsx 工作簿，或装着 CSV 的 zip，或一次选中全部 CSV；每个不超过 20 MB",
        accept=",".join(ENDINGS),
        most=MOST_FILES,
        largest=LARGEST,
    )


class ApplyForm(DesignForm):
    """How to import what the preview shows."""

    quarantine = YesNoField(
        label="有问题的行不导入，其余照常导入（问题进报告）",
        hint="不勾选时要么全部导入，要么一行也不导入",
    )
    retire_missing = YesNoField(label="清单里没有的事项从今天起停用")

    def __init__(self, *args: Any, missing: int, **kwargs: Any) -> None:
        """``missing`` items in force are not in the list."""
        super().__init__(*args, **kwargs)
        self.fields["retire_missing"].label = f"清单里没有的 {missing} 个在用事项，从今天起停用"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderLine:
    """One header of the list with the columns it may stand for."""

    field: str
    sheet: str
    header: str
    column: str
    how: str
    choices: tuple[tuple[str, str], ...]

    @property
    def how_words(self) -> str:
        """How the header was understood, in words."""
        words = {
            "exact": "列名一致",
            "name": "别名",
            "saved": "按上次或手工指定",
            "similar": "按相似猜测，请核对",
            "unknown": "没认出来，原样保留",
            "number": "序号，不导入",
        }
        return words.get(self.how, self.how)


def table_of(sheet: str) -> Table:
    """The table that a sheet or a CSV file holds; the items where the name says nothing."""
    wanted = plain(sheet.removesuffix(".csv"))
    for table in TABLES:
        if wanted in {plain(name) for name in (table.name, table.sheet, *table.sheets)}:
            return table
    return ITEMS


def header_lines(headers: Sequence[Mapping[str, Any]], *, all_of: bool) -> list[HeaderLine]:
    """The headers a person may set right; with ``all_of`` also those that are certain."""
    return [
        HeaderLine(
            field=f"h{place}",
            sheet=str(match["sheet"]),
            header=str(match["header"]),
            column=str(match["column"]),
            how=str(match["how"]),
            choices=tuple(
                (column.key, column.title) for column in table_of(str(match["sheet"])).columns
            ),
        )
        for place, match in enumerate(headers)
        if all_of or match["how"] in MAPPABLE
    ]


def read_mapping(query: QueryDict, headers: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What the person chose, as the import takes it: ``sheet!header`` to column key or ``-``.

    Only headers that were sent count, and only columns that the sheet's table has.
    """
    chosen: dict[str, str] = {}
    for line in header_lines(headers, all_of=True):
        value = query.get(line.field)
        known = value == IGNORED or value in {key for key, _ in line.choices}
        if value is not None and known and value != (line.column or IGNORED):
            chosen[f"{line.sheet}!{line.header}"] = value
    return chosen
