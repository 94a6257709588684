"""What needs attention at the desk today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from quancheng.catalogue.queries import RunView
from quancheng.web.office.inbox.folders import State, Upload
from quancheng.web.office.pages.imports import is_interrupted
from quancheng.web.ui.components import Cell, Column, Empty, Row, Stat, Stats, Table, Tag
from quancheng.web.ui.presenters import dates, numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing that waits for the office: what, how many, and where it is dealt with."""

    label: str
    text: str
    url: str
    count: int = 1


def address_of(name: str) -> str:
    """An address of another desk; empty where the site does not have it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def matters(
    *,
    drafts: int,
    warned: int,
    failed: int,
    uploads: Sequence[Upload],
    run: RunView | None,
    deemed: int = 0,
) -> list[Matter]:
    """What waits, the most pressing first."""
    found = []
    if deemed:
        text = f"{deemed} 件逾期没有答复，被视为受理，还在办"
        url = reverse("office:deemed")
        found.append(Matter(label="时限", text=text, url=url, count=deemed))
    waiting = [one for one in uploads if one.state is State.READ or is_interrupted(one)]
    if waiting:
        url = reverse("office:job", args=[waiting[0].token])
        text = f"“{waiting[0].name}”上传了还没有导入"
        found.append(Matter(label="清单", text=text, url=url, count=len(waiting)))
    if run is not None and run.problems:
        url = reverse("office:run", args=[run.id])
        text = f"上次导入有 {len(run.problems)} 处问题"
        found.append(Matter(label="清单", text=text, url=url, count=len(run.problems)))
    if failed:
        url = address_of("counter:messages")
        text = "条通知没有发出去，要打电话告诉申请人"
        found.append(Matter(label="通知", text=f"{failed} {text}", url=url, count=failed))
    if drafts:
        url = f"{reverse('office:items')}?status=draft"
        found.append(Matter(label="事项", text=f"{drafts} 个草稿还没有发布", url=url, count=drafts))
    if warned:
        url = reverse("office:warnings")
        text = f"{warned} 个在用事项有提醒"
        found.append(Matter(label="事项", text=text, url=url, count=warned))
    return found


def matters_table(found: Sequence[Matter]) -> Table:
    """The matters as a list."""
    rows = tuple(
        Row(
            cells=(
                Cell(component=Tag(text=matter.label, tone="b")),
                Cell(text=matter.text, url=matter.url),
            )
        )
        for matter in found
    )
    columns = (Column(label="类别"), Column(label="什么事"))
    empty = Empty(title="没有要处理的事", text="日历、清单、通知和草稿都查过了。")
    return Table(caption="待处理列表", columns=columns, rows=rows, empty=empty)


def home_stats(
    *, items: int, offices: int, counters: tuple[int, int], years: Sequence[int]
) -> Stats:
    """What the centre has."""
    is_open, every = counters
    tiles = (
        Stat(
            label="在用事项",
            value=numbers.grouped(items),
            unit="个",
            url=reverse("office:items"),
        ),
        Stat(label="部门", value=str(offices), unit="个", url=reverse("office:offices")),
        Stat(
            label="开放的窗口",
            value=str(is_open),
            unit="个",
            note=f"共 {every} 个",
            url=reverse("office:counters"),
        ),
        Stat(
            label="日历已知到",
            value=str(max(years)) if years else "—",
            unit="年" if years else "",
            url=reverse("office:calendar"),
        ),
    )
    return Stats(tiles=tiles, label="中心现状")


def run_words(run: RunView | None) -> str:
    """The last import in one line."""
    if run is None:
        return "还没有导入过清单。"
    did = "导入" if run.applied else "没有导入"
    new, changed = run.counts.get("new", 0), run.counts.get("changed", 0)
    when = dates.short_moment(run.at)
    return f"{when}，{run.source}：{did}，新增 {new}，变更 {changed}，问题 {len(run.problems)}。"
