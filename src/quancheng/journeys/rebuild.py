"""Rebuilding the state from the record, to see whether the two agree.

A case is read with all that its acts have written, in whichever domain: its row, what moves its
clocks, hearing, decision, letters, tasks, result, hand-over. A row that no entry calls for is found
as well as one that is not there, or says something else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from quancheng.cases.queries.rows import Rows, numbers_in_order, rows_of_cases
from quancheng.cases.rules import replay as of_cases
from quancheng.cases.rules.replay.tasks import TASKS
from quancheng.delivery import replay as of_results
from quancheng.delivery.queries.rows import rows_of_results
from quancheng.ledger.queries import entries_in_order
from quancheng.ledger.rules import CASE, Recorded
from quancheng.workflow.queries import task_rows

BATCH = 1000
TABLES = (*of_cases.TABLES, *of_results.TABLES)


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


def _rows(ids: list[int]) -> dict[str, Rows]:
    """The rows of these cases in every table their acts write, by the table's name."""
    tasks = task_rows(subjects=ids, columns=list(TASKS.labels))
    return rows_of_cases(ids=ids) | rows_of_results(ids=ids) | {TASKS.name: tasks}


def _check_one(pairs: list[tuple[Recorded, bytes]], rows: dict[str, Rows]) -> Iterator[Finding]:
    entries = [entry for entry, _ in pairs]
    subject = entries[0].subject
    own = rows["case"].get(subject)
    if own is None:
        yield Finding(subject, "", "记录里有这件，办件表里却没有。")
        return
    number = str(own[0]["number"])
    for entry, stored in pairs:
        if entry.digest() != stored:
            yield Finding(subject, number, f"第 {entry.seq} 条记录的摘要与内容不符，可能被改动。")
    for seq in of_cases.gaps(entries):
        yield Finding(subject, number, f"缺第 {seq} 条记录。")
    for table in TABLES:
        found = rows[table.name].get(subject, [])
        for sentence in of_cases.sentences(table=table, entries=entries, found=found):
            yield Finding(subject, number, sentence)


def _without_record(recorded: Collection[int]) -> Iterator[Finding]:
    for case_id, number in numbers_in_order():
        if case_id not in recorded:
            yield Finding(case_id, number, "办件表里有这件，却没有任何记录。")


def check(*, progress: Callable[[int], None] | None = None) -> tuple[Checked, list[Finding]]:
    """Replay every case and compare; answers how much was read and what differs."""
    checked = Checked()
    findings: list[Finding] = []
    recorded: set[int] = set()
    for batch in _batches():
        ids = [group[0][0].subject for group in batch]
        rows = _rows(ids)
        recorded.update(ids)
        for group in batch:
            findings += _check_one(group, rows)
            checked.entries += len(group)
        checked.cases += len(batch)
        if progress is not None:
            progress(checked.cases)
    findings += _without_record(recorded)
    return checked, findings
