"""Applicants: found again or registered, and opened in full as an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from quancheng.identity.models import Applicant
from quancheng.identity.operations.keys import ensure_vault
from quancheng.identity.queries.applicants import (
    UnableToFindApplicant,
    digest_of_id,
    digest_of_phone,
)
from quancheng.identity.rules import (
    Act,
    Actor,
    ApplicantKind,
    IdKind,
    IdReading,
    check_may,
    clean_text,
    mask_name,
    read_applicant_kind,
    read_id,
    read_id_kind,
    read_name,
    read_phone,
)
from quancheng.identity.vault import Purpose, the_vault
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import day_of
from quancheng.kernel.statement import Clause
from quancheng.ledger.operations import record

STREAM = "applicant"
ADDRESS_LENGTH = 300
_REASON_LENGTH = 200
Sealed = Literal["id", "phone", "address"]
_COLUMNS: dict[Sealed, tuple[str, str, str]] = {
    "id": ("id_cipher", Purpose.APPLICANT_ID, "证件号码"),
    "phone": ("phone_cipher", Purpose.APPLICANT_PHONE, "联系电话"),
    "address": ("address_cipher", Purpose.APPLICANT_ADDRESS, "地址"),
}
_SAME_DOCUMENT = """
    SELECT id, name, kind, phone_digest, address_cipher FROM identity_applicant
     WHERE region_id = %(region)s AND id_kind = %(id_kind)s AND id_digest = %(id_digest)s
"""
# What is not sealed comes in one value: the statement of an intake has few parameters to spare.
_INSERT = (
    "INSERT INTO identity_applicant (region_id, kind, name, id_kind, birthday, sex, id_cipher,"
    " id_digest, phone_cipher, phone_digest, address_cipher, created_at, updated_at)\n"
    "SELECT %(region)s, t.*, %(id_cipher)s, %(id_digest)s, %(phone_cipher)s::bytea,"
    " %(phone_digest)s::bytea, %(address_cipher)s::bytea, %(now)s, %(now)s\n"
    "FROM jsonb_to_record(%(applicant)s) AS t(kind text, name text, id_kind text, birthday date,"
    " sex text)"
)
_SEALED = ("id_cipher", "id_digest", "phone_cipher", "phone_digest", "address_cipher")


class UnableToRegisterApplicant(UnableTo):
    """An applicant whose name does not fit the document, or whose kinds do not fit."""


class UnableToOpenInFull(UnableTo):
    """A number that nobody gave, or an opening without a reason."""


def _check_kinds(kind: ApplicantKind, id_kind: IdKind) -> None:
    if kind is ApplicantKind.PERSON and id_kind is IdKind.USCC:
        raise UnableToRegisterApplicant(
            "自然人不用统一社会信用代码申请，请改选证件类型或申请人类型。"
        )
    if kind is ApplicantKind.ORGANISATION and id_kind not in {IdKind.USCC, IdKind.OTHER}:
        raise UnableToRegisterApplicant("法人或其他组织请填写统一社会信用代码。")


def _row(
    *, reading: IdReading, id_kind: IdKind, name: str, phone: str, address: str
) -> dict[str, Any]:
    vault = the_vault()
    return {
        "name": name,
        "id_kind": id_kind.value,
        "id_digest": digest_of_id(id_kind=id_kind, number=reading.number),
        "id_cipher": vault.seal(reading.number, purpose=Purpose.APPLICANT_ID),
        "phone_cipher": vault.seal(phone, purpose=Purpose.APPLICANT_PHONE) if phone else None,
        "phone_digest": digest_of_phone(phone) if phone else None,
        "address_cipher": (
            vault.seal(address, purpose=Purpose.APPLICANT_ADDRESS) if address else None
        ),
        "birthday": reading.birthday,
        "sex": reading.sex,
    }


@dataclass(frozen=True, slots=True)
class Recognised:
    """An applicant as he was given, and his id where the county knows him already.

    ``row`` holds sealed values only; it is what is written for one who is not known.
    """

    applicant_id: int | None
    row: Mapping[str, Any]

    def clause(self) -> Clause:
        """The clause ``applicant``: his id, for whom is not known after registering him.

        Where somebody else registers him in the meantime, the statement fails with an
        ``IntegrityError`` and nothing of it is written.
        """
        if self.applicant_id is None:
            return Clause("applicant", f"{_INSERT} RETURNING id", self.row)
        known = "SELECT %(applicant_id)s::bigint AS id"
        return Clause("applicant", known, {"applicant_id": self.applicant_id})


def recognise_applicant(
    *,
    region_code: str,
    kind: ApplicantKind | str,
    name: str,
    id_kind: IdKind | str,
    id_number: str,
    now: datetime,
    phone: str = "",
    address: str = "",
    renamed: bool = False,
) -> Recognised:
    """Look for the applicant of a county known by this document; registers nobody.

    A known applicant's phone and address are brought up to what is given now; what is left
    empty stays. Another name than the known one is refused, unless ``renamed`` says that the
    counter has seen the proof. Raises ``UnableToReadId``, ``UnableToReadName``,
    ``UnableToReadPhone``, :class:`UnableToRegisterApplicant`.
    """
    kind, id_kind = read_applicant_kind(kind), read_id_kind(id_kind)
    _check_kinds(kind, id_kind)
    ensure_vault(now=now)
    row = _row(
        reading=read_id(id_kind, id_number, on=day_of(now)),
        id_kind=id_kind,
        name=read_name(name),
        phone=read_phone(phone) if phone.strip() else "",
        address=clean_text(address)[:ADDRESS_LENGTH],
    )
    found = _same({"region": region_code, "id_kind": id_kind.value, "id_digest": row["id_digest"]})
    if found:
        _bring_up_to_date(found[0], row=row, renamed=renamed, now=now)
    birthday = row["birthday"].isoformat() if row["birthday"] else None
    plain = {"kind": kind.value, "name": row["name"], "id_kind": id_kind.value}
    plain |= {"birthday": birthday, "sex": row["sex"]}
    sealed = {name: row[name] for name in _SEALED}
    return Recognised(
        applicant_id=found[0].id if found else None,
        row=sealed | {"applicant": Jsonb(plain), "region": region_code, "now": now},
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """An applicant as he is registered."""

    id: int
    name: str
    kind: str
    phone_digest: bytes | None
    address_cipher: bytes | None


def _same(document: dict[str, Any]) -> list[_Known]:
    """The one applicant with this document, or none."""
    with connection.cursor() as cursor:
        cursor.execute(_SAME_DOCUMENT, document)
        return [_Known(*row) for row in cursor.fetchall()]


def _bring_up_to_date(known: _Known, *, row: dict[str, Any], renamed: bool, now: datetime) -> None:
    changed: dict[str, Any] = {}
    if known.name != row["name"]:
        if not renamed:
            raise UnableToRegisterApplicant(
                f"该证件号码已登记为“{mask_name(known.name, kind=known.kind)}”，与填写的姓名或名称"
                "不一致，请核对证件；确已更名的，请勾选“已更名”。"
            )
        changed["name"] = row["name"]
    if row["phone_digest"] is not None and row["phone_digest"] != known.phone_digest:
        changed |= {part: row[part] for part in ("phone_cipher", "phone_digest")}
    address, purpose = row["address_cipher"], Purpose.APPLICANT_ADDRESS
    if isinstance(address, bytes):
        vault = the_vault()
        before = vault.open(known.address_cipher, purpose=purpose)
        if vault.open(address, purpose=purpose) != before:
            changed["address_cipher"] = address
    if changed:
        Applicant.objects.filter(pk=known.id).update(**changed, updated_at=now)


@transaction.atomic
def open_in_full(
    *,
    actor: Actor,
    applicant_id: int,
    field: Sealed,
    reason: str,
    now: datetime,
    case_number: str = "",
) -> str:
    """The number, phone or address of an applicant in full; the opening goes on the record.

    ``reason`` says why the person needs it (个人信息保护法 第6条); ``case_number`` names the case
    for which. Raises ``UnableToAct``, ``UnableToFindApplicant``, :class:`UnableToOpenInFull`.
    """
    check_may(actor, act=Act.OPEN_IN_FULL, region_code=actor.region_code)
    row = Applicant.objects.filter(pk=applicant_id, region_id=actor.county).first()
    if row is None:
        raise UnableToFindApplicant("没有找到这位申请人，请返回办件重新查找。")
    why = clean_text(reason)[:_REASON_LENGTH]
    if not why:
        raise UnableToOpenInFull("查看完整个人信息要写明理由，请填写后再试。")
    column, purpose, words = _COLUMNS[field]
    text = the_vault().open(getattr(row, column), purpose=purpose)
    if not text:
        raise UnableToOpenInFull(f"申请人没有登记{words}，可在收件时补充。")
    record(
        region_code=row.region_id,
        stream=STREAM,
        subject=row.pk,
        kind="opened_in_full",
        actor=actor.account_id,
        post=actor.post_id,
        on_behalf_of=actor.on_behalf_of,
        actor_name=actor.name,
        reason=why,
        data={"field": field, "case": case_number},
        now=now,
    )
    return text
