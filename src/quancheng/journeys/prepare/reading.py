"""What the body of a draft says, and what is still wrong with it: all errors at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from quancheng.cases.rules.standing import SEXES, asked_once
from quancheng.catalogue.queries import Guide
from quancheng.catalogue.rules.answers import validate_answers
from quancheng.hall.queries import CounterView
from quancheng.identity.rules import IdKind, clean_text, read_id, read_name, read_phone
from quancheng.journeys.apply import AgentGiven, ApplicantGiven, Intake, UnableToTakeIn
from quancheng.journeys.prepare.applicants import Known, Reach, read_document
from quancheng.journeys.prepare.body import YES, id_kind_of, kind_of, ticks_of
from quancheng.kernel.errors import UnableTo

_BLOCK: Final[Mapping[str, str]] = {
    "name": "applicant_name",
    "id_kind_label": "applicant_id_kind",
    "id_number": "applicant_id_number",
    "sex_label": "applicant_id_number",
    "birthday": "applicant_id_number",
    "phone": "applicant_phone",
    "address": "applicant_address",
    "agent_name": "agent_name",
    "agent_id_number": "agent_id_number",
    "agent_phone": "agent_phone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A draft's body read against its item: who applies, by whom, with which answers."""

    kind: str
    id_kind: str
    facts: dict[str, str] = field(repr=False)
    answers: dict[str, Any] = field(repr=False)
    by_agent: bool


def read_body(
    *, body: Mapping[str, Any], guide: Guide, known: Known | None, reach: Reach, today: date
) -> Typed:
    """Read a body: masked values stand for what is registered, doubled elements are filled in."""
    kind = kind_of(body=body, guide=guide)
    id_kind = id_kind_of(body=body, kind=kind)
    by_agent = body.get("agent_on") == YES
    facts = _facts(body=body, id_kind=id_kind, reach=reach, by_agent=by_agent, today=today)
    once = asked_once(kind=kind, id_kind=id_kind)
    answers = {
        spec.code: facts[once[spec.name]]
        if spec.name in once
        else _in_full(spec.code, str(body.get(spec.code, "")), known)
        for spec in guide.fields
    }
    return Typed(kind=kind, id_kind=id_kind, facts=facts, answers=answers, by_agent=by_agent)


def _facts(
    *, body: Mapping[str, Any], id_kind: str, reach: Reach, by_agent: bool, today: date
) -> dict[str, str]:
    number = str(body.get("applicant_id_number", ""))
    reading = read_document(id_kind=id_kind, id_number=number, on=today)
    agent = {
        key: clean_text(str(body.get(key, ""))) if by_agent else ""
        for key in ("agent_name", "agent_id_number", "agent_phone", "agent_authority")
    }
    return agent | {
        "name": clean_text(str(body.get("applicant_name", ""))),
        "id_kind_label": IdKind(id_kind).label,
        "id_number": reading.number if reading else clean_text(number),
        "sex_label": SEXES[reading.sex] if reading else "",
        "birthday": reading.birthday.isoformat() if reading and reading.birthday else "",
        "phone": clean_text(reach.phone),
        "address": clean_text(reach.address),
    }


def _in_full(code: str, typed: str, known: Known | None) -> str:
    if known is not None and typed and typed == known.shown.get(code):
        return known.full.get(code, typed)
    return typed


def errors_of(*, typed: Typed, guide: Guide, today: date) -> dict[str, str]:
    """Everything that is wrong, as sentences by key: all at once, never one after the other."""
    errors = _applicant_errors(typed) | (_agent_errors(typed) if typed.by_agent else {})
    checked = validate_answers(fields=guide.fields, answers=typed.answers, today=today)
    once = asked_once(kind=typed.kind, id_kind=typed.id_kind)
    names = {spec.code: spec.name for spec in guide.fields}
    for code, sentence in checked.errors.items():
        fact = once.get(names[code], "")
        errors.setdefault(_BLOCK.get(fact, code), sentence)
    return errors


def _applicant_errors(typed: Typed) -> dict[str, str]:
    facts, id_kind = typed.facts, typed.id_kind
    checks: list[tuple[str, Callable[[], object]]] = [
        ("applicant_name", lambda: read_name(facts["name"])),
        ("applicant_id_number", lambda: _read_number(id_kind, facts["id_number"])),
    ]
    if facts["phone"]:
        checks.append(("applicant_phone", lambda: read_phone(facts["phone"])))
    return _sentences(checks)


def _agent_errors(typed: Typed) -> dict[str, str]:
    facts = typed.facts
    checks: list[tuple[str, Callable[[], object]]] = [
        ("agent_name", lambda: read_name(facts["agent_name"])),
        ("agent_id_number", lambda: _read_number(IdKind.RESIDENT_ID, facts["agent_id_number"])),
        ("agent_authority", lambda: _read_authority(facts["agent_authority"])),
    ]
    if facts["agent_phone"]:
        checks.append(("agent_phone", lambda: read_phone(facts["agent_phone"])))
    return _sentences(checks)


def _read_number(id_kind: str, number: str) -> None:
    if not number:
        raise UnableToTakeIn("请填写证件号码，读卡或对照证件输入。")
    read_id(id_kind, number)


def _read_authority(words: str) -> None:
    if not words:
        raise UnableToTakeIn("请写明代办依据，如“授权委托书”或“法定监护人”。")


def _sentences(checks: Sequence[tuple[str, Callable[[], object]]]) -> dict[str, str]:
    errors: dict[str, str] = {}
    for key, check in checks:
        try:
            check()
        except UnableTo as error:
            errors[key] = error.sentence
    return errors


def intake_of(
    *,
    typed: Typed,
    body: Mapping[str, Any],
    guide: Guide,
    place: CounterView,
    draft_id: int,
    uploaded: frozenset[str],
) -> Intake:
    """The application as the journey takes it in."""
    facts = typed.facts
    return Intake(
        item_code=guide.item_code,
        applicant=ApplicantGiven(
            kind=typed.kind,
            name=facts["name"],
            id_kind=typed.id_kind,
            id_number=facts["id_number"],
            phone=facts["phone"],
            address=facts["address"],
        ),
        agent=AgentGiven(
            name=facts["agent_name"],
            id_number=facts["agent_id_number"],
            authority=facts["agent_authority"],
            phone=facts["agent_phone"],
        )
        if typed.by_agent
        else None,
        answers=typed.answers,
        ticks=ticks_of(body=body, guide=guide, uploaded=uploaded),
        uploaded=uploaded,
        channel="town" if place.town_code else "counter",
        counter=place.number,
        intake_point=place.intake_point,
        town_code=place.town_code,
        draft_id=draft_id,
        renamed=body.get("renamed") == YES,
    )
