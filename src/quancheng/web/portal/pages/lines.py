"""An item in a list: its name with what matched, and the few facts one chooses by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from quancheng.catalogue.queries import ItemLine
from quancheng.web.ui.components import Tag

WHOLLY_ONLINE = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a name; ``hit`` where it matched what was typed."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item."""

    name: SafeString
    url: str
    office: str
    office_url: str
    result: SafeString
    limit: str
    tags: tuple[Tag, ...]
    why: str = ""


def pieces(text: str, spans: Sequence[tuple[int, int]] = ()) -> tuple[Piece, ...]:
    """``text`` cut at ``spans`` (start, end), overlapping ones joined."""
    cut: list[Piece] = []
    at = 0
    for start, end in sorted(spans):
        begin, stop = max(at, start), min(end, len(text))
        if stop <= begin:
            continue
        if begin > at:
            cut.append(Piece(text[at:begin]))
        cut.append(Piece(text[begin:stop], hit=True))
        at = stop
    if at < len(text) or not cut:
        cut.append(Piece(text[at:]))
    return tuple(cut)


def marked(found: Sequence[Piece]) -> SafeString:
    """The pieces as HTML, what matched in ``<mark>``."""
    words = (format_html("<mark>{}</mark>", each.text) if each.hit else each.text for each in found)
    return format_html_join("", "{}", ((each,) for each in words))


def line(
    item: ItemLine,
    *,
    spans: Sequence[tuple[int, int]] = (),
    result_spans: Sequence[tuple[int, int]] = (),
    why: str = "",
) -> Line:
    """The item as a line of a list; ``spans`` are what matched in its name and in its result."""
    tags = [Tag(text=item.handling_label, tone="b")]
    if item.online_depth >= WHOLLY_ONLINE and item.visits == 0:
        tags.append(Tag(text="不用跑"))
    elif item.visits <= 1:
        tags.append(Tag(text="最多跑一次"))
    tags.append(Tag(text="收费" if item.fee_yes else "不收费"))
    return Line(
        name=marked(pieces(item.name, spans)),
        url=reverse("portal:item", args=[item.code]),
        office=item.office_short_name,
        office_url=reverse("portal:department", args=[item.office_code]),
        result=marked(pieces(item.result_name, result_spans)),
        limit=item.promised_text,
        tags=tuple(tags),
        why=why,
    )
