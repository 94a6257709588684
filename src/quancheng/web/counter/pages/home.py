"""Where an intake begins: find the item, or go on with a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from quancheng.cases.operations.drafts import drafts_of
from quancheng.cases.queries.counter import Waiting, day_counts
from quancheng.cases.states import State
from quancheng.catalogue.queries import ItemLine
from quancheng.catalogue.search import Hit
from quancheng.hall.queries import CounterView
from quancheng.identity.rules import Role
from quancheng.journeys.prepare import items
from quancheng.kernel.moments import day_of
from quancheng.web.counter.pages.frame import desk_shell, waiting_for
from quancheng.web.ui.components import Empty, Key, Keys, Stat, Stats
from quancheng.web.ui.posts import DeskRequest
from quancheng.web.ui.presenters import dates
from quancheng.web.ui.shells import DeskShell

LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of a name, perhaps marked because it matched."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLine:
    """An item that can be taken in here."""

    code: str
    pieces: tuple[Piece, ...]
    name: str
    facts: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """An intake that was begun."""

    url: str
    title: str
    who: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The page."""

    shell: DeskShell
    place: str
    may_take_in: bool
    words: str
    hits: tuple[HitLine, ...]
    summary: str
    elsewhere: str
    empty: Empty | None
    drafts: tuple[DraftLine, ...]
    stats: Stats
    keys: Keys


def marked(name: str, spans: tuple[tuple[int, int], ...]) -> tuple[Piece, ...]:
    """A name in pieces, those within ``spans`` marked."""
    pieces, at = [], 0
    for first, last in spans:
        pieces += [
            Piece(text=name[at:first], marked=False),
            Piece(text=name[first:last], marked=True),
        ]
        at = last
    pieces.append(Piece(text=name[at:], marked=False))
    return tuple(piece for piece in pieces if piece.text)


def _hit(hit: Hit) -> HitLine:
    item = hit.item
    facts = " · ".join(
        part
        for part in (
            item.office_short_name or item.office_name,
            item.handling_label,
            item.promised_text if item.handling_type != "instant" else "",
            "收费" if item.fee_yes else "不收费",
        )
        if part
    )
    return HitLine(
        code=item.code,
        pieces=marked(item.name, hit.name_spans),
        name=item.name,
        facts=facts,
        why=hit.why,
    )


def _elsewhere(lines: tuple[ItemLine, ...]) -> str:
    named = "；".join(
        f"{line.name}（{line.office_short_name or line.office_name}）" for line in lines
    )
    return f"其他窗口办理：{named}" if named else ""


def _drafts(request: DeskRequest, now: datetime) -> tuple[DraftLine, ...]:
    rows = drafts_of(region_code=request.actor.county, post_id=request.actor.post_id, limit=8)
    return tuple(
        DraftLine(
            url=reverse("counter:draft", args=[row.token]),
            title=row.item_name,
            who=row.applicant_name or "还没填申请人",
            when=f"{dates.ago(row.saved_at, now=now)}保存",
        )
        for row in rows
    )


def _stats(request: DeskRequest, waiting: Waiting, now: datetime) -> Stats:
    counter = request.actor.counter if request.actor.role is Role.COUNTER else ""
    counts = day_counts(scope=request.scope, counter=counter, day=day_of(now))
    today = reverse("counter:today")
    tiles = (
        Stat(
            label="今天收件",
            value=str(sum(counts.values())),
            unit="件",
            note="这个窗口今天收的" if counter else "全部窗口今天收的",
            url=today,
        ),
        Stat(
            label="当场办结",
            value=str(counts.get(State.CLOSED, 0)),
            unit="件",
            note="今天收、今天结",
            url=today,
        ),
        Stat(
            label="等受理",
            value=str(waiting.received),
            unit="件",
            note="收了还没答复",
            url=reverse("counter:received"),
        ),
        Stat(
            label="等补正",
            value=str(waiting.correcting),
            unit="件",
            note="等申请人补材料",
            url=reverse("counter:correcting"),
        ),
    )
    return Stats(label="今天", tiles=tiles)


def _found(
    place: CounterView | None, words: str, now: datetime
) -> tuple[tuple[HitLine, ...], str, str, Empty | None]:
    if not words or place is None:
        return (), "", "", None
    found = items.find_items(place=place, words=words, on=day_of(now))
    if not found.hits:
        empty = Empty(
            title=f"这个窗口没有“{words}”",
            text="换个说法、拼音首字母或编码再找；别的窗口的事项请引导申请人过去。",
        )
        return (), "", _elsewhere(found.elsewhere), empty
    shown = len(found.hits)
    summary = f"找到 {found.total} 项" + (f"，先列最像的 {shown} 项" if shown < found.total else "")
    return tuple(_hit(hit) for hit in found.hits), summary, _elsewhere(found.elsewhere), None


def _place(request: DeskRequest) -> CounterView | None:
    if request.actor.role is not Role.COUNTER:
        return None
    return items.place_of(request.actor)


def home_page(request: DeskRequest, *, now: datetime) -> HomePage:
    """The page for these words."""
    words = words_of(request)
    place = _place(request)
    hits, summary, elsewhere, empty = _found(place, words, now)
    may = place is not None
    waiting = waiting_for(request)
    return HomePage(
        shell=desk_shell(request, "home", waiting),
        place=f"{place.number} {place.name}" if place else "只读：您的岗位不收件，可以查件",
        may_take_in=may,
        words=words,
        hits=hits,
        summary=summary,
        elsewhere=elsewhere,
        empty=empty,
        drafts=_drafts(request, now) if may else (),
        stats=_stats(request, waiting, now),
        keys=_keys(),
    )


def _keys() -> Keys:
    return Keys(
        keys=(
            Key(key="F3", label="找事项", act="find"),
            Key(key="F6", label="待受理", url=reverse("counter:received")),
            Key(key="F7", label="待补正", url=reverse("counter:correcting")),
            Key(key="Enter", label="打开第一项", act="first", primary=True),
            Key(key="F10", label="我的今天", url=reverse("counter:today")),
            Key(key="F1", label="帮助", act="help"),
        )
    )


def words_of(request: HttpRequest) -> str:
    """The words that were typed or scanned."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
