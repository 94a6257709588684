"""An applicant who has been here before: found by his document, his standing answers at hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quancheng.cases.queries.earlier import earlier_of
from quancheng.cases.rules.standing import LIVES_IN, STANDING, town_in
from quancheng.catalogue.rules.forms import FieldSpec
from quancheng.identity import queries as identity
from quancheng.identity.queries import ApplicantView
from quancheng.identity.rules import IdReading, mask_address, mask_phone, read_id
from quancheng.identity.rules.documents import UnableToReadId
from quancheng.identity.vault import the_vault
from quancheng.journeys.apply import ANSWERS_PURPOSE
from quancheng.regions import queries as regions


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A known applicant: masked, how often he has applied, and what he wrote last.

    ``shown`` holds his standing answers as a screen may show them, ``full`` the personal ones
    among them as they are; both by element code.
    """

    applicant: ApplicantView
    times: int
    shown: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict, repr=False)


def read_document(*, id_kind: str, id_number: str, on: date) -> IdReading | None:
    """What a document's number says; ``None`` while it cannot be right."""
    try:
        return read_id(id_kind, id_number, on=on)
    except UnableToReadId:
        return None


def known_applicant(
    *, region_code: str, id_kind: str, id_number: str, fields: tuple[FieldSpec, ...]
) -> Known | None:
    """The applicant of a county with this document, ``None`` for a new one or a wrong number."""
    try:
        view = identity.applicant_by_id_digest(
            region_code=region_code, id_kind=id_kind, id_number=id_number
        )
    except UnableToReadId:
        return None
    if view is None:
        return None
    earlier = earlier_of(region_code=region_code, applicant_id=view.id)
    standing = {spec.code: spec.name for spec in fields if spec.name in STANDING}
    shown = {code: str(earlier.answers[code]) for code in standing if earlier.answers.get(code)}
    _add_town(shown, standing=standing, view=view)
    return Known(applicant=view, times=earlier.times, shown=shown, full=_opened(earlier.sealed))


def _add_town(shown: dict[str, str], *, standing: Mapping[str, str], view: ApplicantView) -> None:
    towns = tuple(town.name for town in regions.towns_of(view.region_code))
    town = town_in(view.address_masked, towns=towns)
    for code, name in standing.items():
        if name in LIVES_IN and town and code not in shown:
            shown[code] = town


def _opened(sealed: bytes | None) -> dict[str, str]:
    if not sealed:
        return {}
    return dict(json.loads(the_vault().open(sealed, purpose=ANSWERS_PURPOSE)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Telephone and address of the applicant in full, for the record and never for a screen."""

    phone: str = field(repr=False)
    address: str = field(repr=False)


def reach_of(*, known: Known | None, phone: str, address: str) -> Reach:
    """Phone and address in full: where the screen still shows the mask, what is registered."""
    if known is None:
        return Reach(phone=phone, address=address)
    contact = identity.contact_of(known.applicant.id)
    return Reach(
        phone=contact.phone if phone == mask_phone(contact.phone) else phone,
        address=contact.address if address == mask_address(contact.address) else address,
    )


class Match(StrEnum):
    """Whose document was shown at the delivery window."""

    SAME = "same"
    OTHER = "other"
    ORGANISATION = "organisation"
    UNREADABLE = "unreadable"


def match_of(*, applicant_id: int, region_code: str, id_kind: str, id_number: str) -> Match:
    """Whether a shown document is the applicant's own."""
    try:
        view = identity.applicant_by_id_digest(
            region_code=region_code, id_kind=id_kind, id_number=id_number
        )
    except UnableToReadId:
        return Match.UNREADABLE
    if view is not None and view.id == applicant_id:
        return Match.SAME
    kind = identity.applicant_kind(applicant_id=applicant_id)
    return Match.ORGANISATION if kind == "organisation" else Match.OTHER
