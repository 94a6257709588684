"""Searching the items of a region: the index in the process, read anew when editions change."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection

from quancheng.catalogue.queries.imports import stamp_of
from quancheng.catalogue.queries.lists import ItemLine, lines_in_force
from quancheng.catalogue.rules.matching import Index, Searchable, merged
from quancheng.catalogue.rules.texts import Span

_MOST_KEPT: Final = 16


@dataclass(frozen=True, slots=True)
class Hit:
    """One item found; the spans are (first, after last) in its name and its result's name.

    ``why`` says what matched where it was not the name: 结果：营业执照.
    """

    item: ItemLine
    score: float
    name_spans: tuple[Span, ...]
    result_spans: tuple[Span, ...]
    why: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The best hits, how many there are in all, and how long it took."""

    hits: tuple[Hit, ...]
    total: int
    took_ms: float


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: int
    lines: tuple[ItemLine, ...]
    index: Index


_kept: dict[tuple[str, str, date], _Kept] = {}
_building = threading.Lock()


def search(
    *, region_code: str, words: str, on: date, limit: int = 20, office_code: str = ""
) -> SearchPage:
    """The items in force on ``on`` that fit ``words``, the best first.

    Words, full pinyin, initials, a department's name or code, item codes; tolerant of typing
    mistakes. ``office_code`` keeps to one department. An empty query finds nothing.
    """
    started = time.perf_counter()
    kept = _index(region_code, on)
    found = kept.index.search(words, office_code=office_code)
    hits = tuple(
        Hit(
            item=kept.lines[one.place],
            score=round(one.score, 3),
            name_spans=merged(one.name_spans),
            result_spans=merged(one.result_spans),
            why=one.reason,
        )
        for one in found[: max(0, limit)]
    )
    return SearchPage(hits, len(found), (time.perf_counter() - started) * 1000)


def warm(*, region_code: str, on: date) -> int:
    """Build the index ahead of the first search; answers how many items it holds."""
    kept = _index(region_code, on)
    kept.index.search("怎么办理营业执照")
    return len(kept.lines)


def _index(region_code: str, on: date) -> _Kept:
    """The index of a region on a day, built anew where editions have changed."""
    key = (str(connection.settings_dict["NAME"]), region_code, on)
    stamp = stamp_of(region_code=region_code)
    kept = _kept.get(key)
    if kept is not None and kept.stamp == stamp:
        return kept
    with _building:
        kept = _kept.get(key)
        if kept is None or kept.stamp != stamp:
            kept = _build(region_code, on, stamp)
            while len(_kept) >= _MOST_KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = kept
    return kept


def _build(region_code: str, on: date, stamp: int) -> _Kept:
    lines = tuple(lines_in_force(region_code=region_code, on=on))
    entries = [
        Searchable(
            name=line.name,
            result_name=line.result_name,
            parent_name=line.parent_name,
            office_name=line.office_name,
            office_short_name=line.office_short_name,
            office_code=line.office_code,
            code=line.code,
            base_code=line.base_code,
        )
        for line in lines
    ]
    return _Kept(stamp, lines, Index(entries))
