"""上报待回复: the cases that superior organs have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from quancheng.cases.queries.review import Awaited, awaited
from quancheng.identity.rules import Scope
from quancheng.kernel.identifiers import show_case_number
from quancheng.kernel.moments import day_of
from quancheng.web.ui.components import Cell, Column, Empty, Row, Table
from quancheng.web.ui.presenters import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedPage:
    """The list, and how many of it should have been answered by now."""

    total: int
    late: int
    note: str
    table: Table


def awaited_page(*, scope: Scope, words: str, now: datetime) -> AwaitedPage:
    """What is awaited, the earliest expected first; no limit of the county runs on it."""
    found, today = awaited(scope=scope, words=words), day_of(now)
    late = sum(1 for each in found if each.expected_on < today)
    return AwaitedPage(
        total=len(found),
        late=late,
        note=f"按预计答复日期排，{dates.clock_time(now)} 更新",
        table=Table(
            caption="上报待回复的办件",
            columns=(
                Column(label="事项"),
                Column(label="申请人"),
                Column(label="上报机关"),
                Column(label="上报"),
                Column(label="预计答复"),
            ),
            rows=tuple(_row(each, today) for each in found),
            empty=Empty(
                title="没有等上级答复的件", text="上报以后的件会出现在这里，直到录入上级的答复。"
            ),
        ),
    )


def _row(each: Awaited, today: date) -> Row:
    line = each.line
    late = each.expected_on < today
    waits = (today - each.sent_on).days
    return Row(
        cells=(
            Cell(
                text=line.item_name,
                url=reverse("review:case", args=[line.number]),
                sub=show_case_number(line.number),
                tone="strong",
            ),
            Cell(text=line.applicant_name),
            Cell(text=each.superior, sub=each.document),
            Cell(
                text=dates.short_date(each.sent_on), sub=f"已等 {waits} 天" if waits else "今天上报"
            ),
            Cell(
                text=dates.short_date(each.expected_on),
                sub="已过预计日期，请催问" if late else "",
                tone="amber" if late else "",
            ),
        )
    )
