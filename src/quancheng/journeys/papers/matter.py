"""What a letter of a case is made from."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import date
from typing import cast

from quancheng.cases.letters.head import (
    Head,
    LedgerLine,
    Limit,
    LimitUnit,
    Remedies,
    Signature,
)
from quancheng.cases.letters.wording import long_date
from quancheng.cases.rules.views import CaseFile, DecisionView, LetterView
from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import Guide
from quancheng.catalogue.rules.vocabulary import LICENCE
from quancheng.clock.engine import Calendar, DayKind
from quancheng.delivery.rules import endless_words
from quancheng.identity import queries as identity
from quancheng.journeys.clocks import calendar_of
from quancheng.kernel.identifiers import show_case_number, show_receipt_code
from quancheng.kernel.moments import day_of
from quancheng.ledger.rules import Recorded
from quancheng.regions import queries as regions

PNG_PREFIX = "data:image/png;base64,"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A case with everything its letters say."""

    file: CaseFile
    guide: Guide
    entry: Recorded
    letter: LetterView
    county: str
    public_url: str
    calendar: Calendar

    @property
    def issued_on(self) -> date:
        """The day the letter was issued."""
        return self.entry.effective_on if self.entry.actor else day_of(self.entry.recorded_at)

    def changed_day(self, column: str) -> date | None:
        """The value the letter's act gave to a day of the case."""
        text = self.entry.data.get("changes", {}).get(column)
        return date.fromisoformat(text) if text else None


def guide_of(file: CaseFile) -> Guide:
    """The guide of the edition the case is pinned to, also when a newer one is in force."""
    return catalogue.guide_of_edition(edition_id=file.line.edition_id)


def county_name(region_code: str) -> str:
    """The county's name, for letterheads."""
    return regions.region(region_code).name


def matter(*, file: CaseFile, letter: LetterView, public_url: str) -> Matter:
    """Gather what ``letter`` is made from."""
    entry = next(entry for entry in file.entries if entry.seq == letter.entry_seq)
    return Matter(
        file=file,
        guide=guide_of(file),
        entry=entry,
        letter=letter,
        county=county_name(file.line.region_code),
        public_url=public_url,
        calendar=calendar_of(file.line.calendar_code),
    )


def signature_of(decision: DecisionView) -> Signature:
    """The decision's signature, drawn where it was drawn."""
    named = identity.post_names([decision.post_id]).get(decision.post_id)
    return Signature(
        name=named.name if named else "",
        post=named.label if named else "",
        image_png=png_of(decision.signature),
    )


def png_of(address: str) -> bytes | None:
    """The bytes of a PNG data address, or ``None`` where it is not one."""
    if not address.startswith(PNG_PREFIX):
        return None
    try:
        return base64.b64decode(address[len(PNG_PREFIX) :], validate=True)
    except binascii.Error:
        return None


def is_licence(m: Matter) -> bool:
    """Whether the item is a licence (行政许可); other items get letters with neutral titles."""
    return m.guide.task_type == LICENCE


def numbered_by(m: Matter, *, number: str) -> str:
    """The number of a letter of the item's office (文号): ``县水利局〔2026〕1042-4号``."""
    return f"{m.guide.office_short_name}{number}号"


def head_of(m: Matter, *, signed: bool = False, centre_writes: bool = False) -> Head:
    """The head of a letter; the centre writes receipts, the office everything else."""
    line = m.file.line
    centre, decided = f"{m.county}政务服务中心", m.file.decision
    return Head(
        authority=centre if centre_writes else m.guide.office_name,
        centre=centre,
        issued_on=m.issued_on,
        case_number=show_case_number(line.number),
        item=line.item_name,
        addressee=line.applicant_name,
        check_code=show_receipt_code(m.file.receipt_code),
        check_url=f"{m.public_url}/p/{m.file.receipt_code}/",
        document_number="" if centre_writes else numbered_by(m, number=m.letter.number),
        organisation=m.guide.applicant_kind == "organisation",
        ledger=LedgerLine(sequence=m.entry.seq),
        signature=signature_of(decided) if signed and decided else None,
        licence=is_licence(m),
    )


def remedies_of(m: Matter) -> Remedies:
    """Reconsideration by the county government, lawsuit at the county's court."""
    return Remedies(reconsideration_to=f"{m.county}人民政府", court=f"{m.county}人民法院")


def validity_of(m: Matter) -> str:
    """How long the result is valid: as the decision names it, else as the item says."""
    if "valid_until" not in m.entry.data:
        return m.guide.result_validity
    until = m.entry.data["valid_until"]
    if until:
        return f"至{long_date(date.fromisoformat(until))}"
    return endless_words(m.guide.result_validity)


def limit_of(m: Matter, *, clock: str) -> Limit | None:
    """One clock as the act of the letter left it; ``clock``: promised or statutory."""
    text = m.guide.promised if clock == "promised" else m.guide.statutory
    if text.unit == "instant" or not text.value:
        return None
    last = m.changed_day(f"{clock}_due")
    return Limit(
        value=text.value,
        unit=cast("LimitUnit", text.unit),
        last_day=last,
        note=day_note(calendar=m.calendar, day=last),
        provisional=last is None,
    )


def day_note(*, calendar: Calendar, day: date | None) -> str:
    """``调休上班`` for a make-up working day, else nothing."""
    made_up = day is not None and calendar.knows(day) and calendar.kind(day) is DayKind.MAKEUP
    return "调休上班" if made_up else ""
