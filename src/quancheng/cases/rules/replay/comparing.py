"""What a table holds of a case against what the record says of it, told in sentences (pure)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from quancheng.kernel.moments import SHANGHAI
from quancheng.ledger.rules import Recorded

Row = dict[str, Any]
Act = Callable[[list[Row], Recorded], None]
LONGEST = 60
UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What comes of replaying entries that lack what their act has said."""


def _all(_entries: Sequence[Recorded], found: Sequence[Row]) -> Sequence[Row]:
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that acts on a case write, and how its rows follow from the record.

    ``name`` is by what its rows are handed in, ``word`` what it is called in a sentence, ``labels``
    its replayed columns in words, ``values`` the words for codes. A row is known again by the
    columns ``key``. ``replay`` answers the rows that the entries of a case call for; a column they
    do not say is left out of a row and not compared. ``judged`` leaves out rows found of which the
    entries, written by an earlier release, say nothing.
    """

    name: str
    word: str
    labels: Mapping[str, str]
    key: tuple[str, ...]
    replay: Callable[[Sequence[Recorded]], list[Row]]
    judged: Callable[[Sequence[Recorded], Sequence[Row]], Sequence[Row]] = _all
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def replayed(entries: Sequence[Recorded], *, acts: Mapping[str, Act]) -> list[Row]:
    """The rows after ``entries``, each handed with the rows before it to the act of its kind."""
    rows: list[Row] = []
    for entry in entries:
        act = acts.get(entry.kind)
        if act is not None:
            act(rows, entry)
    return rows


def said(data: Mapping[str, Any], *names: str) -> Row:
    """Those of ``names`` that an entry's data says."""
    return {name: data[name] for name in names if name in data}


def days_said(data: Mapping[str, Any], **names: str) -> Row:
    """Days that an entry's data says: column to the name under which it is said."""
    return {column: day(data[name]) for column, name in names.items() if name in data}


def day(text: str | None) -> date | None:
    """A day as the record spells it."""
    return date.fromisoformat(text) if text else None


def spelled(value: Any) -> str:
    """A value as a sentence shows it; long ones are cut."""
    if value is None or value in ("", []):
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        local = value.astimezone(SHANGHAI)
        return f"{local.year}年{local.month}月{local.day}日 {local.time().isoformat()}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}……（共 {len(text)} 字）"


def _shown(table: Table, column: str, value: Any) -> str:
    words = table.values.get(column, {})
    return words.get(value, spelled(value)) if isinstance(value, str) else spelled(value)


def _named(table: Table, row: Mapping[str, Any]) -> str:
    named = [f"{table.labels[name]} {_shown(table, name, row[name])}" for name in table.key]
    return f"（{'，'.join(named)}）" if named else ""


def _paired(
    *, key: tuple[str, ...], recorded: Sequence[Row], found: Sequence[Row]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows of the record with rows found: of one key first, then the rest in their order."""
    by_key: dict[tuple[Any, ...], list[Row]] = {}
    for row in found:
        by_key.setdefault(tuple(row[name] for name in key), []).append(row)
    rest = []
    for row in recorded:
        same = by_key.get(tuple(row[name] for name in key))
        if same:
            yield row, same.pop(0)
        else:
            rest.append(row)
    left = [row for rows in by_key.values() for row in rows]
    yield from zip(rest, left, strict=False)
    yield from ((row, None) for row in rest[len(left) :])
    yield from ((None, row) for row in left[len(rest) :])


def sentences(*, table: Table, entries: Sequence[Recorded], found: Sequence[Row]) -> Iterator[str]:
    """In what the rows found of a case are not those that its entries call for."""
    try:
        judged = table.judged(entries, found)
        recorded = table.replay(entries)
    except UNREADABLE:
        yield f"{table.word}：记录不完整或者被改动，无法重放。"
        return
    if not judged and not recorded:
        return
    for one, other in _paired(key=table.key, recorded=recorded, found=judged):
        if other is None:
            yield f"{table.word}：记录里有一条{_named(table, one or {})}，表里没有。"
        elif one is None:
            yield f"{table.word}：表里有一条{_named(table, other)}，记录里没有。"
        else:
            yield from _differences(table=table, recorded=one, found=other)


def _differences(*, table: Table, recorded: Row, found: Row) -> Iterator[str]:
    for column, value in recorded.items():
        if found[column] != value:
            yield (
                f"{table.word}{_named(table, recorded)}的{table.labels[column]}："
                f"记录为 {_shown(table, column, value)}，"
                f"表里是 {_shown(table, column, found[column])}。"
            )
