"""Hearings of a case of the water office, step by step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.identity.queries import scope_of
from quancheng.identity.rules import Actor
from quancheng.journeys import hearing
from quancheng.journeys.act import Outcome
from quancheng.journeys.papers.printing import letter_pdf
from quancheng.ledger import queries as ledger
from quancheng.ledger.rules import Recorded
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

WATER = "D19"
WORDS = "双方就防洪影响评价的结论陈述了意见，核对了证据。"


def at(day: int, month: int = 3) -> datetime:
    """A morning of 2026."""
    return moment(10, on=date(2026, month, day))


def examiner(staff: Staff) -> Actor:
    """Somebody of the water office."""
    return staff.of_office(WATER, "examiner")


def act(
    what: Callable[..., Outcome],
    staff: Staff,
    case: Snapshot,
    day: int,
    *,
    who: Actor | None = None,
    **given: Any,
) -> Snapshot:
    """The case after an act of its hearing on a day of March."""
    outcome = what(
        doing=doing(who or examiner(staff), now=at(day)),
        region_code=COUNTY,
        number=case.number,
        **given,
    )
    return cases.read(outcome.number)


def told(staff: Staff, case: Snapshot, day: int = 2) -> Snapshot:
    """The case after its applicant was told of the right."""
    return act(hearing.tell, staff, case, day, reason="涉及下游取水户的重大利益。")


def requested(staff: Staff, case: Snapshot, day: int = 3) -> Snapshot:
    """The case after a hearing was asked for."""
    return act(hearing.request, staff, told(staff, case), day, by="下游取水户代表")


def chair(staff: Staff, case: Snapshot) -> int:
    """The post of the first who may preside."""
    return hearing.chairs_for(case=case, today=date(2026, 3, 4))[0].id


def scheduled(staff: Staff, case: Snapshot) -> Snapshot:
    """The case with time, place and chair of its hearing."""
    case = requested(staff, case)
    return act(
        hearing.schedule, staff, case, 4, sits_at=at(13), place="三楼", chair=chair(staff, case)
    )


def ended(staff: Staff, case: Snapshot) -> Snapshot:
    """The case after its hearing."""
    case = scheduled(staff, case)
    return act(hearing.end, staff, case, 13, minutes=WORDS, signers="柏青禾、莫溪可")


def last(case: Snapshot) -> Recorded:
    """Its latest entry."""
    return ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)[-1]


def paper(staff: Staff, case: Snapshot, kind: str) -> bytes:
    """A letter of the case, as PDF."""
    letter = cases.letter_of(case, kind)
    name, body = letter_pdf(
        scope=scope_of(examiner(staff)),
        number=case.number,
        letter_id=letter.id,
        public_url="http://localhost",
    )
    assert name.endswith(".pdf")
    return body


def text(pdf: bytes) -> str:
    """The words of a PDF, without spaces."""
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join("".join(page.extract_text() for page in pages).split())
