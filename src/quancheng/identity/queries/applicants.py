"""Reading applicants, masked. Opening a number in full is an operation, for it is an event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from quancheng.identity import rules
from quancheng.identity.models import Applicant
from quancheng.identity.rules import ApplicantKind, IdKind, Scope
from quancheng.identity.vault import Purpose, the_vault
from quancheng.kernel.errors import UnableToFind

SHOWN_AT_MOST = 50


class UnableToFindApplicant(UnableToFind):
    """An applicant that does not exist, or is outside what the reader may see."""


@dataclass(frozen=True, slots=True)
class ApplicantView:
    """An applicant as lists and pages show him: number, phone and address are masked."""

    id: int
    region_code: str
    kind: ApplicantKind
    name: str
    id_kind: IdKind
    id_masked: str
    phone_masked: str
    address_masked: str
    birthday: date | None
    sex: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """Where an applicant is told of his case, in full; never for a screen or a log."""

    phone: str = field(repr=False)
    email: str = field(default="", repr=False)
    address: str = field(default="", repr=False)


def digest_of_id(*, id_kind: IdKind, number: str) -> bytes:
    """The keyed digest by which a document's number (in its one spelling) is found."""
    return the_vault().digest(number, purpose=f"{Purpose.ID_DIGEST}.{id_kind}")


def digest_of_phone(number: str) -> bytes:
    """The keyed digest by which a telephone number (in its one spelling) is found."""
    return the_vault().digest(number, purpose=Purpose.PHONE_DIGEST)


def _view(row: Applicant) -> ApplicantView:
    vault = the_vault()
    number = vault.open(row.id_cipher, purpose=Purpose.APPLICANT_ID)
    phone = vault.open(row.phone_cipher, purpose=Purpose.APPLICANT_PHONE)
    address = vault.open(row.address_cipher, purpose=Purpose.APPLICANT_ADDRESS)
    return ApplicantView(
        id=row.pk,
        region_code=row.region_id,
        kind=ApplicantKind(row.kind),
        name=row.name,
        id_kind=IdKind(row.id_kind),
        id_masked=rules.mask_id(number, id_kind=row.id_kind),
        phone_masked=rules.mask_phone(phone),
        address_masked=rules.mask_address(address),
        birthday=row.birthday,
        sex=row.sex,
        created_at=row.created_at,
    )


def applicant_by_id_digest(
    *, region_code: str, id_kind: IdKind | str, id_number: str
) -> ApplicantView | None:
    """The applicant of a county known by this document, ``None`` where there is none yet.

    Raises ``UnableToReadId`` for a number that cannot be right.
    """
    kind = rules.read_id_kind(id_kind)
    number = rules.read_id(kind, id_number).number
    row = Applicant.objects.filter(
        region_id=region_code,
        id_kind=kind,
        id_digest=digest_of_id(id_kind=kind, number=number),
    ).first()
    return _view(row) if row else None


def applicant(*, applicant_id: int, scope: Scope) -> ApplicantView:
    """One applicant of the scope's counties; raises :class:`UnableToFindApplicant`."""
    row = Applicant.objects.filter(pk=applicant_id, region_id__in=scope.counties).first()
    if row is None:
        raise UnableToFindApplicant("没有找到这位申请人，请返回办件重新查找。")
    return _view(row)


def applicant_kind(*, applicant_id: int) -> ApplicantKind:
    """Whether a person or an organisation; raises :class:`UnableToFindApplicant`."""
    kind = Applicant.objects.filter(pk=applicant_id).values_list("kind", flat=True).first()
    if kind is None:
        raise UnableToFindApplicant("没有找到这位申请人，请返回办件重新查找。")
    return ApplicantKind(kind)


def applicants_named(*, scope: Scope, name: str, limit: int = 20) -> tuple[ApplicantView, ...]:
    """Applicants of the scope's counties whose name begins with ``name``, latest first."""
    rows = Applicant.objects.filter(
        region_id__in=scope.counties, name__startswith=rules.clean_text(name)
    )
    newest = rows.order_by("-updated_at", "-pk")[: min(limit, SHOWN_AT_MOST)]
    return tuple(_view(row) for row in newest)


def applicant_ids_by_phone(*, region_code: str, phone: str) -> tuple[int, ...]:
    """Applicants of a county who gave this number; raises ``UnableToReadPhone``."""
    rows = Applicant.objects.filter(
        region_id=region_code, phone_digest=digest_of_phone(rules.read_phone(phone))
    )
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def contact_of(applicant_id: int) -> Contact:
    """Where the sender of notices reaches an applicant; raises :class:`UnableToFindApplicant`."""
    row = Applicant.objects.filter(pk=applicant_id).first()
    if row is None:
        raise UnableToFindApplicant("没有找到这位申请人，通知无法发送，请核对办件。")
    vault = the_vault()
    return Contact(
        phone=vault.open(row.phone_cipher, purpose=Purpose.APPLICANT_PHONE),
        address=vault.open(row.address_cipher, purpose=Purpose.APPLICANT_ADDRESS),
    )
