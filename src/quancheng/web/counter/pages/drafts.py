"""草稿: intakes that were begun and not handed in."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from quancheng.cases.operations.drafts import DraftView, drafts_of
from quancheng.web.counter.pages.frame import desk_shell
from quancheng.web.counter.pages.lists import ListPage
from quancheng.web.ui.components import Cell, Column, Empty, Link, Row, Table
from quancheng.web.ui.posts import DeskRequest
from quancheng.web.ui.presenters import dates


def _draft_row(draft: DraftView, now: datetime) -> Row:
    return Row(
        cells=(
            Cell(
                text=draft.item_name,
                url=reverse("counter:draft", args=[draft.token]),
                tone="strong",
            ),
            Cell(text=draft.applicant_name or "还没填申请人"),
            Cell(text=dates.short_moment(draft.created_at)),
            Cell(text=dates.ago(draft.saved_at, now=now)),
        )
    )


def drafts_page(request: DeskRequest, *, now: datetime) -> ListPage:
    """草稿: intakes that were begun and not handed in."""
    rows = drafts_of(region_code=request.actor.county, post_id=request.actor.post_id, limit=100)
    table = Table(
        caption="没有收完的件",
        columns=(
            Column(label="事项"),
            Column(label="申请人"),
            Column(label="开始", hide_on_phone=True),
            Column(label="最后保存"),
        ),
        rows=tuple(_draft_row(row, now) for row in rows),
        empty=Empty(
            title="没有草稿",
            text="填到一半的件会自动存在这里。",
            action=Link(label="去收件", url=reverse("counter:home")),
        ),
    )
    oldest = min((row.created_at for row in rows), default=None)
    lead = f"草稿 {len(rows)} 份" + (f"，最早 {dates.short_moment(oldest)} 开始" if oldest else "")
    return ListPage(
        shell=desk_shell(request, "home"),
        title="草稿",
        lead=lead,
        words="",
        placeholder="",
        counters=(),
        day="",
        stats=None,
        table=table,
        pager=None,
    )
