"""时限计算书 for the applicant: the same days as on paper, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from quancheng.cases.letters.proof_values import ProofClock, ProofRow
from quancheng.journeys.papers.proof_sheet import ProofOfTime
from quancheng.web.ui.presenters import dates
from quancheng.web.ui.presenters.joint import PartRow, part_rows

NONE = "—"
WEEKDAYS = "一二三四五六日"
MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
CSS = {"plain": "", "rest": "rest", "suspended": "susp", "due": "due"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day: counted or not, why, and how much of each clock is used after it."""

    day: str
    weekday: str
    counted: bool
    reason: str
    promised: str
    statutory: str
    css: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPage:
    """The sheet."""

    item: str
    made: str
    clocks: tuple[ProofClock, ...]
    sum: str
    days: tuple[Day, ...]
    notes: tuple[tuple[str, str], ...]
    parts: tuple[PartRow, ...]
    remark: str
    number: str
    receipt: str
    edition: str
    office: str
    qr: str
    case_url: str
    pdf_url: str
    json_url: str


def proof_page(proof: ProofOfTime) -> ProofPage:
    """The page of a computed sheet."""
    letter, number = proof.letter, proof.file.line.number
    head = letter.head
    parts = [f"算了 {letter.counted} 天"]
    if letter.suspended:
        parts.append(f"停计时 {letter.suspended} 天")
    parts.append(f"休息日 {letter.rest} 天")
    return ProofPage(
        item=head.item,
        made=dates.moment(letter.made_at),
        clocks=letter.clocks,
        sum=f"从起算的第二天到期满，一共 {letter.total} 天 ＝ {' ＋ '.join(parts)}。",
        days=tuple(_day(row) for row in letter.rows),
        notes=tuple(
            (MARKS[index] if index < len(MARKS) else f"({index + 1})", note)
            for index, note in enumerate(letter.notes)
        ),
        parts=part_rows(letter.parts),
        remark=letter.remark,
        number=head.case_number,
        receipt=head.check_code,
        edition=proof.edition,
        office=head.authority,
        qr=head.check_url,
        case_url=reverse("portal:case", args=[number]),
        pdf_url=reverse("portal:proof-pdf", args=[number]),
        json_url=reverse("portal:proof-json", args=[number]),
    )


def _day(row: ProofRow) -> Day:
    return Day(
        day=dates.day_month(row.day),
        weekday=f"周{WEEKDAYS[row.day.weekday()]}",
        counted=row.counted,
        reason=row.reason,
        promised=NONE if row.promised is None else str(row.promised),
        statutory=NONE if row.statutory is None else str(row.statutory),
        css=" ".join(word for word in (CSS[row.kind], "fut" if row.future else "") if word),
    )
