"""Rebuilding the state from the record, to see whether the two agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from quancheng.cases.queries.rows import rows_by_id
from quancheng.cases.rules.replay import differences, gaps, replay
from quancheng.ledger.queries import entries_in_order
from quancheng.ledger.rules import CASE, Recorded

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """A case whose state and record do not agree; ``sentence`` says in what."""

    subject: int
    number: str
    sentence: str


@dataclass(slots=True)
class Checked:
    """How many cases and entries were read."""

    cases: int = 0
    entries: int = 0


def _grouped() -> Iterator[list[tuple[Recorded, bytes]]]:
    def subject(pair: tuple[Recorded, bytes]) -> tuple[str, int]:
        return pair[0].region_code, pair[0].subject

    for _, pairs in groupby(entries_in_order(stream=CASE), key=subject):
        yield list(pairs)


def _batches() -> Iterator[list[list[tuple[Recorded, bytes]]]]:
    batch: list[list[tuple[Recorded, bytes]]] = []
    for group in _grouped():
        batch.append(group)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _check_one(
    pairs: list[tuple[Recorded, bytes]], row: dict[str, object] | None
) -> Iterator[Finding]:
    entries = [entry for entry, _ in pairs]
    subject = entries[0].subject
    if row is None:
        yield Finding(subject, "", "记录里有这件，办件表里却没有。")
        return
    number = str(row["number"])
    for entry, stored in pairs:
        if entry.digest() != stored:
            yield Finding(subject, number, f"第 {entry.seq} 条记录的摘要与内容不符，可能被改动。")
    for seq in gaps(entries):
        yield Finding(subject, number, f"缺第 {seq} 条记录。")
    for difference in differences(recorded=replay(entries), found=row):
        yield Finding(
            subject,
            number,
            f"{difference.column}：记录为 {difference.recorded!r}，表里是 {difference.found!r}。",
        )


def check(*, progress: Callable[[int], None] | None = None) -> tuple[Checked, list[Finding]]:
    """Replay every case and compare; answers how much was read and what differs."""
    checked = Checked()
    findings: list[Finding] = []
    for batch in _batches():
        rows = rows_by_id(ids=[group[0][0].subject for group in batch])
        for group in batch:
            findings += _check_one(group, rows.get(group[0][0].subject))
            checked.entries += len(group)
        checked.cases += len(batch)
        if progress is not None:
            progress(checked.cases)
    return checked, findings
