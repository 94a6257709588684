"""Cases in every state, reached by running the real journeys."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from quancheng.cases.queries.file import progress
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.materials import Tick
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.rules.views import LetterView
from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import Guide
from quancheng.delivery.rules import Term
from quancheng.hall import queries as hall
from quancheng.identity.rules import Actor
from quancheng.journeys import accept, apply, decide, deliver, examine, forward
from quancheng.journeys.act import Outcome
from quancheng.journeys.apply import ApplicantGiven, Intake
from quancheng.kernel.moments import day_of
from quancheng.ops.simulator.handwriting import DRAWN
from quancheng.ops.simulator.people import Invented, Inventor
from quancheng.ops.simulator.terms import term_for
from tests.factories.county import COUNTY, TODAY, Staff, doing, moment

FOOD = "食品(含保健食品)经营许可核发"
FLOOD = "洪水影响评价审批"


def guide_named(part: str, *, on: date = TODAY) -> Guide:
    """The guide of the first item, by code, whose name has ``part``."""
    page = catalogue.list_items(
        scope=catalogue.ItemScope(region_codes=(COUNTY,)),
        filters=catalogue.ItemFilters(words=part),
        on=on,
        size=50,
    )
    line = next(line for line in page.items if part in line.name)
    return catalogue.guide(region_code=COUNTY, item_code=line.code, on=on)


def intake_for(
    guide: Guide,
    *,
    counter: str = "W06",
    applicant: Invented | None = None,
    seed: int = 1,
    ticked: bool = True,
) -> Intake:
    """A complete intake of ``guide``'s item by an invented applicant."""
    inventor = Inventor(Random(seed))
    person = applicant or inventor.applicant(guide.applicant_kind)
    place = hall.counter(region_code=COUNTY, number=counter)
    assert place is not None
    return Intake(
        item_code=guide.item_code,
        applicant=ApplicantGiven(
            kind=person.kind,
            name=person.name,
            id_kind=person.id_kind,
            id_number=person.id_number,
            phone=person.phone,
            address=person.address,
        ),
        answers=inventor.answers(guide.fields, person),
        ticks={
            line.code: Tick(received=ticked, originals=line.originals, copies=line.copies)
            for line in guide.materials
        },
        counter=counter,
        intake_point=place.intake_point,
        channel="town" if place.kind == "town" else "counter",
        town_code=place.town_code,
    )


def received(
    staff: Staff,
    guide: Guide,
    *,
    now: datetime | None = None,
    counter: str = "W06",
    seed: int = 1,
    applicant: Invented | None = None,
) -> Outcome:
    """A case that has just been taken in."""
    return apply.take_in(
        doing=doing(staff.at_counter(counter), now=now),
        region_code=COUNTY,
        intake=intake_for(guide, counter=counter, seed=seed, applicant=applicant),
    )


def accepted(
    staff: Staff, guide: Guide, *, now: datetime | None = None, counter: str = "W06", seed: int = 1
) -> Snapshot:
    """A case that has been accepted."""
    outcome = received(staff, guide, now=now, counter=counter, seed=seed)
    accept.accept(
        doing=doing(staff.at_counter(counter), now=now), region_code=COUNTY, number=outcome.number
    )
    return read(outcome.number)


def read(number: str) -> Snapshot:
    """The case as it stands."""
    return snapshot(region_code=COUNTY, number=number)


def person_for(staff: Staff, case: Snapshot, task_index: int = 0) -> Actor:
    """Somebody who may do the case's open task."""
    task = case.tasks[task_index]
    role = "head" if task.role == "superior" else task.role
    return staff.for_task(role=role, office_id=task.office_id, town_code=task.town_code)


def examined(
    staff: Staff, case: Snapshot, *, now: datetime | None = None, until: str = "decide"
) -> Snapshot:
    """The case after every examining step has agreed, up to a task of kind ``until``."""
    while case.tasks and case.tasks[0].kind not in (until, "await", "deliver"):
        if case.tasks[0].kind == "forward":
            case = forwarded(staff, case, now=now)
            continue
        examine.give_opinion(
            doing=doing(person_for(staff, case), now=now),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            opinion=examine.AGREE,
            reason="材料齐全，符合条件。",
        )
        case = read(case.number)
    return case


def decided(
    staff: Staff,
    case: Snapshot,
    *,
    outcome: str = "granted",
    reason: str = "",
    now: datetime | None = None,
    term: Term | None = None,
) -> Snapshot:
    """The case after its decision."""
    decide.decide(
        doing=doing(person_for(staff, case), now=now),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        outcome=outcome,
        reason=reason or ("不符合法定条件第三项。" if outcome == "refused" else ""),
        signature=DRAWN,
        answer=answer_of(case, now=now),
        term=term or term_for(edition_id=case.edition_id, on=day_of(now or moment())),
    )
    return read(case.number)


def forwarded(staff: Staff, case: Snapshot, *, now: datetime | None = None) -> Snapshot:
    """The case after its review was sent to the superior organ."""
    when = now or moment()
    forward.forward(
        doing=doing(person_for(staff, case), now=when),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        superior="安康市主管部门",
        document="紫报〔2026〕18号",
        expected_on=day_of(when) + timedelta(days=30),
        reason="材料齐全，符合条件，请予审批。",
    )
    return read(case.number)


def answer_of(case: Snapshot, *, now: datetime | None = None) -> decide.Answer | None:
    """The superior's document for a case that waits for it."""
    if case.tasks[0].kind != "await":
        return None
    return decide.Answer(document="安批〔2026〕7号", decided_on=day_of(now or moment()))


def handed_over(staff: Staff, case: Snapshot, *, now: datetime | None = None) -> Snapshot:
    """The case after its outcome was handed to somebody who came for the applicant."""
    deliver.hand_over(
        doing=doing(staff.in_role("delivery"), now=now or moment(16)),
        region_code=COUNTY,
        number=case.number,
        method="pick_up",
        receiver=deliver.Receiver(
            name="柏青禾",
            relation="代领",
            id_number=Inventor(Random(7)).person().id_number,
            signature=DRAWN,
        ),
    )
    return read(case.number)


def letter_of(case: Snapshot, kind: str) -> LetterView:
    """The first letter of a kind that the case has."""
    file = progress(
        region_code=COUNTY, number_or_receipt=case.receipt_code, check_code=case.check_code
    )
    return next(letter for letter in file.letters if letter.kind == kind)
