"""Wording of the list of cases that silence accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from quancheng.cases.rules.views import CaseLine
from quancheng.ledger.queries import last_of_kind
from quancheng.ledger.rules import CASE, Recorded
from quancheng.web.office.pages.home import address_of
from quancheng.web.ui.components import Cell, Column, Empty, Row, Table, Tag
from quancheng.web.ui.presenters import dates

PAGE = 30


def deemed_table(lines: Sequence[CaseLine], *, region_code: str) -> Table:
    """One row a case: who held it, when the window ended, how late it was found."""
    entries = last_of_kind(
        region_code=region_code,
        stream=CASE,
        kind="deemed_accepted",
        subjects=[line.id for line in lines],
    )
    columns = (
        Column(label="办件"),
        Column(label="窗口和经办人"),
        Column(label="收到材料"),
        Column(label="最迟应答复"),
        Column(label="视为受理"),
        Column(label="现在"),
    )
    return Table(
        caption="被视为受理的件",
        columns=columns,
        rows=tuple(_row(line, entries.get(line.id)) for line in lines),
        empty=Empty(title="没有被视为受理的件", text="窗口都在期限内答复了申请人。"),
    )


def _row(line: CaseLine, entry: Recorded | None) -> Row:
    lead = entry.data.get("lead", {}) if entry else {}
    end = str(lead.get("window_end") or "")
    late = int(lead.get("days_late") or 0)
    url = reverse("counter:case", args=[line.number]) if address_of("counter:home") else ""
    recorded = dates.short_moment(entry.recorded_at) if entry else "—"
    return Row(
        cells=(
            Cell(text=line.item_name, sub=line.number, url=url),
            Cell(
                text=f"{line.counter} 窗口" if line.counter else "—",
                sub=str(lead.get("held_by") or ""),
            ),
            Cell(text=dates.short_date(line.received_on)),
            Cell(
                text=dates.short_date(date.fromisoformat(end)) if end else "—",
                sub=f"逾期 {late} 个工作日" if late else "",
            ),
            Cell(
                text=f"自{dates.short_date(line.accepted_on)}起" if line.accepted_on else "—",
                sub=f"{recorded}登记",
            ),
            Cell(component=Tag(text=line.state.label, tone="b" if line.state.is_open else "")),
        )
    )
