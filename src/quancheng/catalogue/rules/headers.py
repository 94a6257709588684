"""Which header is which column: merged, renamed, numbered and misspelt headers.

A list in use has a title above the header, a header in two rows with merged cells, and other
words than ours. The header row is the one (or the pair) that names most columns. What is not
named exactly is matched by its other names, then by likeness, and the match is shown in the
preview and saved for the next time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from quancheng.catalogue.rules.columns import Column, Table
from quancheng.catalogue.rules.rows import Sheet, is_blank

_NOISE: Final = re.compile(r"[\s*＊:：\u3000\u00a0\u200b\ufeff]+")
_BRACKETS: Final = re.compile(r"[（(\[【][^（）()\[\]【】]*[）)\]】]")
_NUMBERING: Final = re.compile(r"^\d{1,2}[.、．]")
_LOOK_AT: Final = 15
_LIKENESS: Final = 0.78
_MARGIN: Final = 0.05
_FEWEST: Final = 2
IGNORED: Final = "-"
# A running number says nothing about its row, and changes whenever a row is put in.
_RUNNING_NUMBERS: Final = frozenset({"序号", "行号", "no", "no."})

Names = Sequence[tuple[str, ...]]
"""By position: what the header may be called, the most telling name first."""
Taken = dict[int, tuple[str, str]]
"""By position: the column it holds, and how it was recognised."""


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """How one header of a source was understood.

    ``how`` is exact, name (one of the other names), saved, similar, unknown or number; the cells
    under an unknown header are kept as they are, those of a running number are not.
    """

    sheet: str
    position: int
    header: str
    column: str
    how: str


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The header of a sheet: where the data begins and what each position holds."""

    first_data_row: int
    matches: tuple[HeaderMatch, ...]

    @property
    def columns(self) -> Mapping[int, str]:
        """The column key at each position that is a column of the table."""
        return {match.position: match.column for match in self.matches if match.column}


def plain(header: object) -> str:
    """A header without spaces, marks, numbering and the remark in brackets."""
    text = _NOISE.sub("", "" if header is None else str(header))
    bare = _NUMBERING.sub("", _BRACKETS.sub("", text))
    return (bare or text).lower()


def find_header(
    sheet: Sheet, table: Table, saved: Mapping[str, str], *, merged: bool = True
) -> HeaderRow | None:
    """The header of ``sheet`` read as ``table``; None where no row names two columns.

    ``saved`` maps headers (plain, or "sheet!header") to column keys, ``-`` to leave one out of
    the columns. ``merged`` allows for a header in two rows.
    """
    best: tuple[int, Names, Taken] | None = None
    for index, cells in enumerate(sheet.rows[:_LOOK_AT]):
        if is_blank(cells):
            continue
        candidates: list[tuple[int, Names]] = [(index + 1, _single(cells))]
        # One cell above a header is the title of the sheet, not the upper row of the header.
        is_title = sum(1 for cell in cells if _label(cell)) < _FEWEST
        if merged and not is_title and index + 1 < len(sheet.rows):
            candidates.append((index + 2, _pair(cells, sheet.rows[index + 1])))
        for first_data_row, names in candidates:
            taken = _named(sheet.name, table, names, saved)
            if best is None or len(taken) > len(best[2]):
                best = (first_data_row, names, taken)
    if best is None or len(best[2]) < _FEWEST:
        return None
    first_data_row, names, taken = best
    _take_similar(table, names, taken)
    return HeaderRow(first_data_row, _matches(sheet.name, names, taken))


def _single(cells: Sequence[object]) -> list[tuple[str, ...]]:
    return [(_label(cell),) for cell in cells]


def _pair(upper: Sequence[object], lower: Sequence[object]) -> list[tuple[str, ...]]:
    """The names of each position of a header in two rows, the most telling first."""
    names: list[tuple[str, ...]] = []
    above = ""
    for position in range(max(len(upper), len(lower))):
        top = _label(upper[position]) if position < len(upper) else ""
        below = _label(lower[position]) if position < len(lower) else ""
        above = top or (above if below else "")
        if below and above and below != above:
            names.append((above + below, below))
        else:
            names.append((below or above,))
    return names


def _label(cell: object) -> str:
    return "" if cell is None else re.sub(r"\s+", "", str(cell))


def _named(sheet: str, table: Table, names: Names, saved: Mapping[str, str]) -> Taken:
    """The positions that name a column: as saved, by key or title, by another name."""
    taken: Taken = {}
    for how, rule in (("saved", _by_saved), ("exact", _by_title), ("name", _by_name)):
        for position, labels in enumerate(names):
            if position in taken:
                continue
            claimed = {key for key, _ in taken.values()}
            key = rule(sheet, table, labels, saved)
            if key == IGNORED or (key and key not in claimed):
                taken[position] = (key, how)
    return taken


def _matches(sheet: str, names: Names, taken: Taken) -> tuple[HeaderMatch, ...]:
    matches = []
    for position, labels in enumerate(names):
        header = labels[0] or f"第{position + 1}列"
        numbers = plain(header) in _RUNNING_NUMBERS
        key, how = taken.get(position, ("", "number" if numbers else "unknown"))
        matches.append(HeaderMatch(sheet, position, header, "" if key == IGNORED else key, how))
    return tuple(matches)


def _by_saved(sheet: str, table: Table, labels: tuple[str, ...], saved: Mapping[str, str]) -> str:
    for label in labels:
        for name in (f"{sheet}!{label}", f"{table.sheet}!{label}", label):
            key = saved.get(name, "")
            if key == IGNORED or key in table.by_key:
                return key
    return ""


def _by_title(_sheet: str, table: Table, labels: tuple[str, ...], _saved: Mapping[str, str]) -> str:
    for label in labels:
        for column in table.columns:
            if label in (column.key, column.title) or plain(label) == column.title:
                return column.key
    return ""


def _by_name(_sheet: str, table: Table, labels: tuple[str, ...], _saved: Mapping[str, str]) -> str:
    for label in labels:
        for column in table.columns:
            if label and plain(label) in {plain(name) for name in (column.key, *column.names)}:
                return column.key
    return ""


def _take_similar(table: Table, names: Names, taken: Taken) -> None:
    for position, labels in enumerate(names):
        if position in taken or not labels[0]:
            continue
        claimed = {key for key, _ in taken.values()}
        free = [column for column in table.standard if column.key not in claimed]
        key = _most_alike(free, labels)
        if key:
            taken[position] = (key, "similar")


def _most_alike(columns: Sequence[Column], labels: tuple[str, ...]) -> str:
    scores = sorted(
        ((max(_likeness(label, column) for label in labels), column.key) for column in columns),
        reverse=True,
    )
    if not scores or scores[0][0] < _LIKENESS:
        return ""
    if len(scores) > 1 and scores[0][0] - scores[1][0] < _MARGIN:
        return ""
    return scores[0][1]


def _likeness(label: str, column: Column) -> float:
    mine = plain(label)
    return max(
        SequenceMatcher(None, mine, plain(name)).ratio() for name in (column.title, *column.names)
    )
