"""Wording of the history of an item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from quancheng.catalogue.queries import EditionLine
from quancheng.web.ui.components import Cell, Column, Row, Table, Tag
from quancheng.web.ui.presenters import dates


def state_of(edition: EditionLine, *, today: date) -> tuple[str, Any]:
    """The state of an edition on a day, and the tone of its tag."""
    if edition.status == "draft":
        return "草稿", "a"
    if edition.valid_from > today:
        return "将启用", "b"
    if edition.valid_to is None or edition.valid_to > today:
        return "在用", "b"
    return "已停用", ""


def period_of(edition: EditionLine) -> str:
    """From–to of an edition; the end is the first day on which it is no longer in force."""
    if edition.status == "draft":
        return "还没有启用"
    begin = dates.cn_date(edition.valid_from)
    if edition.valid_to is None:
        return f"{begin} 起"
    return f"{begin} 至 {dates.cn_date(edition.valid_to)} 前"


def editions_table(editions: Sequence[EditionLine], *, code: str, today: date) -> Table:
    """The editions, the latest first; each but the first leads to its difference from the one before."""
    rows = []
    for place, edition in enumerate(editions):
        words, tone = state_of(edition, today=today)
        before = editions[place + 1] if place + 1 < len(editions) else None
        address = reverse("office:diff", args=[code])
        rows.append(
            Row(
                cells=(
                    Cell(
                        text=f"第 {edition.number} 版",
                        url=f"{reverse('office:item', args=[code])}?edition={edition.id}",
                    ),
                    Cell(component=Tag(text=words, tone=tone)),
                    Cell(text=period_of(edition)),
                    Cell(
                        text=f"与第 {before.number} 版的差别" if before else "首个版本",
                        url=f"{address}?from={before.id}&to={edition.id}" if before else "",
                    ),
                )
            )
        )
    columns = (
        Column(label="版本"),
        Column(label="状态"),
        Column(label="起止"),
        Column(label="差别"),
    )
    return Table(caption="版本列表", columns=columns, rows=tuple(rows))
