"""时限计算书 as a page of a desk: the same lines as on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from quancheng.cases.letters.proof_values import ProofClock, ProofRow
from quancheng.journeys.papers.proof_sheet import ProofOfTime
from quancheng.web.ui.presenters import dates
from quancheng.web.ui.presenters.joint import PartRow, part_rows

WEEKDAYS = "一二三四五六日"
CSS = {"plain": "", "rest": "rest", "suspended": "susp", "due": "due"}
NONE = "—"
MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One day of the table."""

    day: str
    weekday: str
    counted: bool
    reason: str
    promised: str
    statutory: str
    css: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One of the two halves of the table, with the days it spans."""

    caption: str
    rows: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Days in all, and what they consist of."""

    days: int
    counted: int
    suspended: int
    rest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPage:
    """The sheet."""

    title: str
    made: str
    check_url: str
    number: str
    plain_number: str
    item: str
    edition: str
    applicant: str
    office: str
    clocks: tuple[ProofClock, ...]
    columns: tuple[Column, ...]
    total: Total
    notes: tuple[tuple[str, str], ...]
    parts: tuple[PartRow, ...]
    remark: str
    entry: int
    case_url: str
    pdf_url: str
    json_url: str


def proof_page(proof: ProofOfTime, *, desk: str) -> ProofPage:
    """The page of a computed sheet; its links stay at the ``desk``, the name of its addresses."""
    letter, head, number = proof.letter, proof.letter.head, proof.file.line.number
    return ProofPage(
        title=letter.title,
        made=f"{head.centre} · {dates.moment(letter.made_at)} 生成",
        check_url=head.check_url,
        number=head.case_number,
        plain_number=number,
        item=head.item,
        edition=proof.edition,
        applicant=head.addressee,
        office=head.authority,
        clocks=letter.clocks,
        columns=_columns(letter.rows),
        total=Total(
            days=letter.total,
            counted=letter.counted,
            suspended=letter.suspended,
            rest=letter.rest,
        ),
        notes=tuple(
            (MARKS[index] if index < len(MARKS) else f"({index + 1})", note)
            for index, note in enumerate(letter.notes)
        ),
        parts=part_rows(letter.parts),
        remark=letter.remark,
        entry=head.ledger.sequence if head.ledger else 0,
        case_url=reverse(f"{desk}:case", args=[number]),
        pdf_url=reverse(f"{desk}:proof-pdf", args=[number]),
        json_url=reverse(f"{desk}:proof-json", args=[number]),
    )


def _columns(rows: tuple[ProofRow, ...]) -> tuple[Column, ...]:
    """Two halves side by side, the left one longer by at most a day."""
    half = (len(rows) + 1) // 2
    return tuple(
        Column(
            caption=f"{dates.day_month(part[0].day)}至{dates.day_month(part[-1].day)}",
            rows=tuple(_row(row) for row in part),
        )
        for part in (rows[:half], rows[half:])
        if part
    )


def _row(row: ProofRow) -> DayRow:
    return DayRow(
        day=_day(row.day),
        weekday=WEEKDAYS[row.day.weekday()],
        counted=row.counted,
        reason=row.reason,
        promised=NONE if row.promised is None else str(row.promised),
        statutory=NONE if row.statutory is None else str(row.statutory),
        css=" ".join(word for word in (CSS[row.kind], "fut" if row.future else "") if word),
    )


def _day(day: date) -> str:
    return f"{day:%m-%d}"
