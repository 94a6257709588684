"""Taking in an application (收件): the receipt code is there at once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection, transaction

from quancheng.cases.operations.intake import NewCase, NewMaterial, intake_clauses, new_ids
from quancheng.cases.operations.move import letters_clause
from quancheng.cases.rules.answers import KeptAnswers, keep_answers
from quancheng.cases.rules.letter_numbers import letter_number
from quancheng.cases.rules.materials import (
    TakenMaterial,
    Tick,
    WantedMaterial,
    take_materials,
    usual_grade,
)
from quancheng.cases.states import State
from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import Guide
from quancheng.catalogue.rules.answers import validate_answers
from quancheng.clock import queries as clock
from quancheng.clock import rules as clock_rules
from quancheng.clock.engine import Calendar
from quancheng.identity import operations as identity
from quancheng.identity.operations import Recognised
from quancheng.identity.rules import (
    Act,
    check_may,
    mask_address,
    mask_id,
    mask_phone,
    read_phone,
)
from quancheng.identity.vault import the_vault
from quancheng.journeys import clocks, flow
from quancheng.journeys.act import Doing, Outcome, message_rows, once, run
from quancheng.journeys.examine import person
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.identifiers import case_number, new_check_code, new_receipt_code
from quancheng.kernel.statement import Clause
from quancheng.ledger.operations import entry_clause, receipt_clause
from quancheng.ledger.rules import CASE, Recorded
from quancheng.notices.operations import messages_clause
from quancheng.workflow.operations import instance_clause

MASKS = {"id_card": mask_id, "phone": mask_phone, "address": mask_address}
ANSWERS_PURPOSE = "case-answers"
AGENT_PURPOSE = "case-agent"
RECEIPT = "receipt"


class UnableToTakeIn(UnableTo):
    """The intake is not complete; ``errors`` maps field names to sentences."""

    def __init__(self, sentence: str, errors: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.errors = dict(errors or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantGiven:
    """The applicant as given at the counter."""

    kind: str
    name: str
    id_kind: str
    id_number: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentGiven:
    """Who comes in the applicant's stead, and by what authority."""

    name: str
    id_number: str
    authority: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One application as the counter hands it in.

    ``answers`` maps element codes to values, ``ticks`` material codes to ticks, ``uploaded``
    names the materials that have files. ``intake_point`` is the counter's two characters.
    ``renamed``: the counter has seen proof that a known applicant bears another name now.
    """

    item_code: str
    applicant: ApplicantGiven
    agent: AgentGiven | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    uploaded: frozenset[str] = frozenset()
    channel: str = "counter"
    counter: str = ""
    intake_point: str = "00"
    town_code: str = ""
    draft_id: int | None = None
    renamed: bool = False


def _wanted(guide: Guide) -> list[WantedMaterial]:
    return [
        WantedMaterial(
            code=line.code,
            name=line.name,
            need=line.need,
            originals=line.originals,
            copies=line.copies,
            condition=line.condition,
            issued_by=line.issued_by,
        )
        for line in guide.materials
    ]


def _new_material(taken: TakenMaterial, *, uploaded: bool, position: int) -> NewMaterial:
    tick = taken.tick
    grade = tick.grade or (usual_grade(taken.wanted, uploaded=uploaded) if tick.received else "")
    return NewMaterial(
        code=taken.wanted.code,
        name=taken.wanted.name[:300],
        required=taken.wanted.need,
        originals=tick.originals,
        copies=tick.copies,
        grade=grade,
        received=tick.received,
        deferred=taken.deferred,
        position=position,
    )


def _check_channel(*, guide: Guide, intake: Intake) -> None:
    if intake.channel == "town" and not guide.delegated_to_towns:
        raise UnableToTakeIn("这个事项没有下放到镇，请引导申请人到县政务服务中心办理。")
    if guide.applicant_kind not in ("both", intake.applicant.kind):
        raise UnableToTakeIn(f"这个事项只面向{guide.applicant_label}，请核对申请人类型。")


def _check_answers(*, guide: Guide, intake: Intake, doing: Doing) -> dict[str, Any]:
    checked = validate_answers(fields=guide.fields, answers=intake.answers, today=doing.today)
    if checked.errors:
        labels = {field.code: field.label for field in guide.fields}
        first = next(iter(checked.errors))
        raise UnableToTakeIn(
            f"申请表有 {len(checked.errors)} 处要改，先看“{labels.get(first, first)}”："
            f"{checked.errors[first]}",
            checked.errors,
        )
    return dict(checked.cleaned)


def _phone(intake: Intake) -> str:
    return read_phone(intake.applicant.phone) if intake.applicant.phone.strip() else ""


def _seal(text: str, *, purpose: str) -> bytes | None:
    return the_vault().seal(text, purpose=purpose) if text else None


def _recognised(*, doing: Doing, region_code: str, intake: Intake) -> Recognised:
    return identity.recognise_applicant(
        region_code=region_code,
        kind=intake.applicant.kind,
        name=intake.applicant.name,
        id_kind=intake.applicant.id_kind,
        id_number=intake.applicant.id_number,
        phone=_phone(intake),
        address=intake.applicant.address,
        renamed=intake.renamed,
        now=doing.now,
    )


def _kept(*, guide: Guide, intake: Intake, doing: Doing) -> KeptAnswers:
    return keep_answers(
        answers=_check_answers(guide=guide, intake=intake, doing=doing),
        datatypes={field.code: field.datatype for field in guide.fields},
        masks=MASKS,
    )


def _materials(*, guide: Guide, intake: Intake) -> list[NewMaterial]:
    taken = take_materials(wanted=_wanted(guide), ticks=intake.ticks)
    return [
        _new_material(line, uploaded=line.wanted.code in intake.uploaded, position=position)
        for position, line in enumerate(taken)
    ]


def _agent(intake: Intake) -> dict[str, Any]:
    agent = intake.agent
    if agent is None:
        return {"agent_name": "", "agent_sealed": None, "agent_authority": ""}
    return {
        "agent_name": agent.name.strip()[:80],
        "agent_sealed": _seal(f"{agent.id_number}\n{agent.phone}", purpose=AGENT_PURPOSE),
        "agent_authority": agent.authority.strip()[:200],
    }


def _new_case(
    *, doing: Doing, region_code: str, intake: Intake, guide: Guide
) -> tuple[NewCase, Recognised]:
    """What is written; a number is drawn last, when nothing can be refused any more."""
    kept = _kept(guide=guide, intake=intake, doing=doing)
    materials = _materials(guide=guide, intake=intake)
    phone = _phone(intake)
    applicant = _recognised(doing=doing, region_code=region_code, intake=intake)
    case_id, serial, calendar_version = new_ids()
    calendar = clock.calendar_for(
        region_code=intake.town_code or region_code, version=calendar_version
    )
    new = NewCase(
        region_code=region_code,
        town_code=intake.town_code or None,
        case_id=case_id,
        number=case_number(
            area=region_code, intake_point=intake.intake_point, day=doing.today, serial=serial
        ),
        receipt_code=new_receipt_code(),
        check_code=new_check_code(),
        applicant_name=intake.applicant.name.strip()[:200],
        **_agent(intake),
        phone_mask=mask_phone(phone) if phone else "",
        answers=kept.shown,
        sealed=_seal(kept.personal_text, purpose=ANSWERS_PURPOSE),
        channel=intake.channel,
        counter=intake.counter,
        taken_by=person(doing).post_id,
        item_id=guide.item_id,
        edition_id=guide.edition_id,
        office_id=flow.office_id_of(region_code=region_code, code=guide.office_code),
        item_name=guide.name[:200],
        handling_type=guide.handling_type,
        step="等窗口受理",
        received_at=doing.now,
        received_on=doing.today,
        correction_due=_answer_by(doing=doing, calendar=calendar, guide=guide),
        draft_id=intake.draft_id,
        materials=materials,
    )
    return new, applicant


def _answer_by(*, doing: Doing, calendar: Calendar, guide: Guide) -> Any:
    return clocks.known(
        clock_rules.correction_due(
            received_on=doing.today,
            window=catalogue.limits_of(edition_id=guide.edition_id).correction,
            calendar=calendar,
        )
    )


def _entry(*, doing: Doing, new: NewCase) -> Recorded:
    actor = person(doing)
    return Recorded(
        region_code=new.region_code,
        stream=CASE,
        subject=new.case_id,
        seq=1,
        kind="received",
        recorded_at=doing.now,
        effective_on=doing.today,
        actor=actor.account_id,
        post=actor.post_id,
        on_behalf_of=actor.on_behalf_of,
        actor_name=actor.name,
        step="收件",
        data={
            "number": new.number,
            "materials": sum(1 for line in new.materials if line.received),
            "letters": [RECEIPT],
            "changes": {
                "state": State.RECEIVED.value,
                "step": new.step,
                "correction_due": new.correction_due.isoformat() if new.correction_due else None,
                "item_id": new.item_id,
                "office_id": new.office_id,
                "town_id": new.town_code,
                "counter": new.counter,
            },
        },
        edition=new.edition_id,
    )


@once
def take_in(*, doing: Doing, region_code: str, intake: Intake) -> Outcome:
    """Receive an application: applicant, form, materials, case, receipt, in one statement.

    Raises :class:`UnableToTakeIn` (with the errors by field) and nothing is lost: the draft
    stays as it was saved.
    """
    check_may(person(doing), act=Act.TAKE_IN, region_code=intake.town_code or region_code)
    guide = catalogue.guide(region_code=region_code, item_code=intake.item_code, on=doing.today)
    _check_channel(guide=guide, intake=intake)
    new, applicant = _new_case(doing=doing, region_code=region_code, intake=intake, guide=guide)
    try:
        return _written(doing=doing, new=new, guide=guide, applicant=applicant)
    except IntegrityError:
        # Another counter has registered the same person, or the receipt code is taken already:
        # with other numbers it goes through, unless it is the same act once more.
        new, applicant = _new_case(doing=doing, region_code=region_code, intake=intake, guide=guide)
        return _written(doing=doing, new=new, guide=guide, applicant=applicant)


def _written(*, doing: Doing, new: NewCase, guide: Guide, applicant: Recognised) -> Outcome:
    entry = _entry(doing=doing, new=new)
    outcome = Outcome(
        number=new.number,
        state=State.RECEIVED,
        version=1,
        case_id=new.case_id,
        region_code=new.region_code,
        receipt_code=new.receipt_code,
        check_code=new.check_code,
    )
    clauses = [
        applicant.clause(),
        instance_clause(region_code=new.region_code, definition=guide.flow_digest),
        *intake_clauses(new),
        entry_clause(entry, after="moved"),
        receipt_clause(key=doing.key, outcome=outcome.to_record()),
        *_papers(new=new, doing=doing),
    ]
    with transaction.atomic() if connection.in_atomic_block else nullcontext():
        run(clauses, returning="SELECT id, version FROM moved")
    return outcome


def _papers(*, new: NewCase, doing: Doing) -> list[Clause]:
    number = letter_number(number=new.number, seq=1, ordinal=0)
    facts: dict[str, object] = {
        "name": new.applicant_name,
        "item": new.item_name,
        "receipt": f"{new.receipt_code[:4]}-{new.receipt_code[4:]}",
        "check": new.check_code,
        "answer_by": new.correction_due,
    }
    return [
        letters_clause(letters=[(RECEIPT, number)], now=doing.now),
        messages_clause(
            applicant_id=None,
            messages=message_rows(number=new.number, seq=1, messages=[("received", facts)]),
            now=doing.now,
            after="moved",
        ),
    ]
