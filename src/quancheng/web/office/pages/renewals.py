"""到期与延续: the results that end in a year, month by month, and how each stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from quancheng.delivery.queries import Expiring
from quancheng.delivery.rules import (
    APPLIED,
    DEEMED,
    DUE,
    EXPIRED,
    STANDINGS,
    standing,
)
from quancheng.web.office.forms.renewals import Asked
from quancheng.web.office.reading import page_number, slice_of
from quancheng.web.ui.components import Cell, Column, Empty, Pager, Row, Tab, Table, Tabs
from quancheng.web.ui.presenters import dates

SIZE = 50
TONES = {DUE: "amber", EXPIRED: "red", DEEMED: "red", APPLIED: "strong"}
HEADER = (
    "证照",
    "证照编号",
    "持证人",
    "事项",
    "部门",
    "发证日期",
    "有效期至",
    "状态",
    "申请延续",
    "延续办件编号",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of the year: how many results end in it, and the address of its list."""

    label: str
    count: int
    url: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalsPage:
    """The list of a year, or of one month of it."""

    title: str
    total: int
    earlier: str
    later: str
    year: int
    months: tuple[Month, ...]
    tabs: Tabs
    table: Table
    export: str
    pager: Pager


def address(asked: Asked, **changed: object) -> str:
    """The address of the list with some of its filters changed."""
    query = {"year": asked.year, "month": asked.month, "state": asked.state} | changed
    return f"?{urlencode({key: value for key, value in query.items() if value})}"


def stands(row: Expiring, *, today: date) -> str:
    """How the result stands on a day."""
    return standing(
        valid_until=row.valid_until,
        applied=row.applied_on is not None,
        in_time=row.in_time,
        deemed=row.deemed_on is not None,
        outcome=row.outcome,
        today=today,
    )


def renewals_page(
    found: list[Expiring],
    *,
    asked: Asked,
    months: Mapping[int, int],
    offices: Mapping[int, str],
    today: date,
    request: HttpRequest,
) -> RenewalsPage:
    """The page; ``offices`` are the names of the offices by id."""
    by_state = {row.number: stands(row, today=today) for row in found}
    shown = [row for row in found if asked.state in {"", by_state[row.number]}]
    part, pager = slice_of(request, shown, number=page_number(request), size=SIZE, noun="份")
    month = f"{asked.month}月" if asked.month else ""
    return RenewalsPage(
        title=f"{asked.year}年{month}",
        total=len(found),
        earlier=address(asked, year=asked.year - 1, month=0),
        later=address(asked, year=asked.year + 1, month=0),
        year=asked.year,
        months=tuple(
            Month(
                label=f"{number}月",
                count=months.get(number, 0),
                url=address(asked, month=0 if number == asked.month else number),
                active=number == asked.month,
            )
            for number in range(1, 13)
        ),
        tabs=_tabs(asked, list(by_state.values())),
        table=_table(part, states=by_state, offices=offices),
        pager=pager,
        export=f"{reverse('office:renewals-csv')}{address(asked)}",
    )


def _tabs(asked: Asked, states: list[str]) -> Tabs:
    everything = Tab(
        label="全部", url=address(asked, state=""), active=not asked.state, count=len(states)
    )
    rest = (
        Tab(
            label=label,
            url=address(asked, state=key),
            active=asked.state == key,
            count=states.count(key),
        )
        for key, label in STANDINGS.items()
    )
    return Tabs(label="状态", tabs=(everything, *rest))


def _table(
    rows: Sequence[Expiring], *, states: Mapping[str, str], offices: Mapping[int, str]
) -> Table:
    return Table(
        caption="到期与延续",
        columns=(
            Column(label="证照"),
            Column(label="持证人"),
            Column(label="部门", hide_on_phone=True),
            Column(label="有效期至"),
            Column(label="状态"),
        ),
        rows=tuple(_row(row, state=states[row.number], offices=offices) for row in rows),
        empty=Empty(
            title="没有符合条件的证照",
            text="有明确有效期的证照作出决定时登记到期日，会出现在这里。",
        ),
    )


def _row(row: Expiring, *, state: str, offices: Mapping[int, str]) -> Row:
    return Row(
        cells=(
            Cell(text=row.name, sub=row.number, tone="strong"),
            Cell(text=row.holder_name, sub=row.item_name),
            Cell(text=offices.get(row.office_id, "")),
            Cell(text=dates.full_day(row.valid_until)),
            Cell(text=STANDINGS[state], sub=_applied(row), tone=TONES.get(state, "")),  # type: ignore[arg-type]
        )
    )


def _applied(row: Expiring) -> str:
    if row.applied_on is None:
        return ""
    late = "" if row.in_time else "，晚于提前期"
    return f"{dates.day_month(row.applied_on)}申请{late}"


def renewals_csv(
    found: list[Expiring], *, asked: Asked, offices: Mapping[int, str], today: date
) -> bytes:
    """The same list as a file for a spreadsheet, with a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for row in found:
        state = stands(row, today=today)
        if asked.state in {"", state}:
            writer.writerow(_line(row, state=state, offices=offices))
    return out.getvalue().encode("utf-8-sig")


def _line(row: Expiring, *, state: str, offices: Mapping[int, str]) -> list[str]:
    cells = (
        row.name,
        row.number,
        row.holder_name,
        row.item_name,
        offices.get(row.office_id, ""),
        row.issued_on.isoformat(),
        row.valid_until.isoformat(),
        STANDINGS[state],
        row.applied_on.isoformat() if row.applied_on else "",
        row.renewal_number,
    )
    return [_harmless(cell) for cell in cells]


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell
