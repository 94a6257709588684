"""Wording of counters, offices and bundles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from quancheng.catalogue.queries import BundleView
from quancheng.hall.queries import CounterView
from quancheng.identity.queries import OfficeView
from quancheng.web.ui.components import Cell, Column, Empty, Row, Tab, Table, Tabs

KINDS = {
    "general": "综合受理",
    "special": "专业",
    "bank": "银行收费",
    "delivery": "统一送达",
    "advice": "咨询",
    "town": "镇便民服务中心",
}
BUNDLE_KINDS = {"enterprise": "企业登记", "construction": "工程建设", "life": "个人办事"}
_NAMED = 3


def place_tabs(active: str) -> Tabs:
    """Counters and offices side by side."""
    pairs = (("counters", "窗口", "office:counters"), ("offices", "部门", "office:offices"))
    tabs = [Tab(label=label, url=reverse(name), active=key == active) for key, label, name in pairs]
    return Tabs(label="窗口和部门", tabs=tuple(tabs))


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterLine:
    """One counter on the screen."""

    number: str
    name: str
    kind: str
    offices: str
    windows: int
    is_open: bool


def counter_lines(
    counters: Sequence[CounterView], *, offices: Mapping[str, str]
) -> list[CounterLine]:
    """The counters with the names of the offices they serve."""
    return [
        CounterLine(
            number=one.number,
            name=one.name,
            kind=KINDS.get(one.kind, one.kind),
            offices=_several([offices.get(code, code) for code in one.office_codes]),
            windows=one.windows,
            is_open=one.is_open,
        )
        for one in counters
    ]


def _several(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return "、".join(names) or "全部"
    return f"{'、'.join(names[:_NAMED])} 等 {len(names)} 个"


def offices_table(offices: Sequence[OfficeView], *, items: Mapping[str, int]) -> Table:
    """The offices with how many items each has."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=office.code, mono=True),
                Cell(text=office.name, sub=office.short_name),
                Cell(text=office.kind),
                Cell(
                    text=str(items.get(office.code, 0)),
                    url=f"{reverse('office:items')}?office={office.code}"
                    if items.get(office.code)
                    else "",
                ),
                Cell(text=office.uscc or "—", mono=True),
            )
        )
        for office in offices
    )
    columns = (
        Column(label="代码"),
        Column(label="部门"),
        Column(label="性质", hide_on_phone=True),
        Column(label="事项", numeric=True),
        Column(label="信用代码", hide_on_phone=True),
    )
    return Table(caption="部门", columns=columns, rows=rows, empty=Empty(title="还没有部门"))


def bundles_table(bundles: Sequence[BundleView]) -> Table:
    """The bundles as they are stored."""
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=bundle.name,
                    sub=bundle.code,
                    url=reverse("office:bundle", args=[bundle.code]),
                ),
                Cell(text=BUNDLE_KINDS.get(bundle.kind, bundle.kind)),
                Cell(text=str(len(bundle.items))),
                Cell(text=str(len(bundle.questions))),
            )
        )
        for bundle in bundles
    )
    columns = (
        Column(label="一件事"),
        Column(label="类别"),
        Column(label="默认事项", numeric=True),
        Column(label="引导问题", numeric=True),
    )
    empty = Empty(title="还没有一件事", text="在清单的“一件事”表里写好，导入后显示。")
    return Table(caption="一件事", columns=columns, rows=rows, empty=empty)


def bundle_items(bundle: BundleView) -> Table:
    """The items a bundle begins with."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=line.name, sub=line.code, url=reverse("office:item", args=[line.code])),
                Cell(text=line.office_short_name or line.office_name),
                Cell(text=line.promised_text),
            )
        )
        for line in bundle.items
    )
    columns = (Column(label="事项"), Column(label="部门"), Column(label="承诺"))
    return Table(
        caption="默认事项列表", columns=columns, rows=rows, empty=Empty(title="没有在用的事项")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One guiding question: its words, and each answer with how many items it adds or removes."""

    words: str
    answers: tuple[str, ...]


def questions_of(bundle: BundleView) -> list[Question]:
    """The guiding questions of a bundle."""
    found = []
    for question in bundle.questions:
        answers = []
        for option in question.get("options", ()):
            added, removed = len(option.get("add", ())), len(option.get("remove", ()))
            parts = [f"加 {added} 个事项"] if added else []
            parts += [f"减 {removed} 个事项"] if removed else []
            answers.append(f"{option.get('answer', '')}：{'，'.join(parts) or '不变'}")
        found.append(Question(words=str(question.get("question", "")), answers=tuple(answers)))
    return found
