"""An intake from its first key to the receipt: begun, saved as it is typed, handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from quancheng.cases.operations import drafts
from quancheng.cases.operations.drafts import DraftView
from quancheng.cases.rules.materials import Tick
from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import Guide
from quancheng.delivery.rules import has_end
from quancheng.hall.queries import CounterView
from quancheng.identity.rules import Act, Actor, check_may
from quancheng.journeys.act import Doing, Outcome
from quancheng.journeys.apply import UnableToTakeIn
from quancheng.journeys.examine import person
from quancheng.journeys.prepare import body as bodies
from quancheng.journeys.prepare import reading, receiving
from quancheng.journeys.prepare.applicants import Known, known_applicant, reach_of
from quancheng.journeys.prepare.items import check_takes_in, place_of
from quancheng.ledger import queries as ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft with everything its page shows: item, counter, known applicant, files."""

    draft: DraftView
    guide: Guide
    place: CounterView
    known: Known | None
    files: tuple[dict[str, Any], ...]

    @property
    def body(self) -> dict[str, Any]:
        """The form as it was typed."""
        return self.draft.body

    @property
    def uploaded(self) -> frozenset[str]:
        """The materials that have files."""
        return frozenset(str(file["material_code"]) for file in self.files)

    @property
    def ticks(self) -> dict[str, Tick]:
        """What is ticked, by the code of the material."""
        return bodies.ticks_of(body=self.body, guide=self.guide, uploaded=self.uploaded)

    @property
    def renewable(self) -> bool:
        """Whether the item's results end one day, so that an application may renew one."""
        return has_end(self.guide.result_validity)

    @property
    def renews(self) -> str:
        """The number of the result that is to be renewed; empty for a new one."""
        return str(self.body.get("renews", "")).strip() if self.renewable else ""

    @property
    def by_agent(self) -> bool:
        """Whether somebody comes in the applicant's stead."""
        return self.body.get("agent_on") == bodies.YES

    @property
    def lacking(self) -> tuple[str, ...]:
        """The codes of the materials still to be handed in."""
        return bodies.lacking(guide=self.guide, ticks=self.ticks, by_agent=self.by_agent)


def begin(*, doing: Doing, item_code: str) -> DraftView:
    """Open a draft for an item that this counter takes in.

    Raises ``UnableToTakeInHere``, ``UnableToFindItem``, ``UnableToAct``.
    """
    actor = person(doing)
    check_may(actor, act=Act.TAKE_IN, region_code=actor.region_code)
    place = place_of(actor)
    guide = catalogue.guide(region_code=actor.county, item_code=item_code, on=doing.today)
    check_takes_in(place=place, guide=guide)
    return drafts.open_draft(
        region_code=actor.county,
        post_id=actor.post_id,
        item_id=guide.item_id,
        edition_id=guide.edition_id,
        now=doing.now,
    )


def prepared(*, actor: Actor, token: str) -> Prepared:
    """A draft of this post; raises ``UnableToFindDraft``."""
    draft = drafts.draft(region_code=actor.county, post_id=actor.post_id, token=token)
    guide = catalogue.guide_of_edition(edition_id=draft.edition_id)
    kind = bodies.kind_of(body=draft.body, guide=guide)
    known = known_applicant(
        region_code=draft.region_code,
        id_kind=bodies.id_kind_of(body=draft.body, kind=kind),
        id_number=str(draft.body.get("applicant_id_number", "")),
        fields=guide.fields,
    )
    return Prepared(
        draft=draft,
        guide=guide,
        place=place_of(actor),
        known=known,
        files=tuple(drafts.attachments_of_draft(draft_id=draft.id)),
    )


def save(*, doing: Doing, token: str, posted: Mapping[str, str]) -> Prepared:
    """Save the form as it stands and read it again; raises ``UnableToSaveDraft``."""
    actor = person(doing)
    draft = drafts.draft(region_code=actor.county, post_id=actor.post_id, token=token)
    guide = catalogue.guide_of_edition(edition_id=draft.edition_id)
    body = bodies.kept_body(posted=posted, guide=guide)
    _write(draft=draft, guide=guide, body=body, now=doing.now)
    return prepared(actor=actor, token=token)


def _write(*, draft: DraftView, guide: Guide, body: Mapping[str, Any], now: datetime) -> None:
    drafts.save_draft(
        region_code=draft.region_code,
        post_id=draft.post_id,
        token=draft.token,
        body=body,
        applicant_name=str(body.get("applicant_name", ""))[:200],
        personal=bodies.personal_keys(guide),
        now=now,
    )


def recall(*, doing: Doing, token: str, posted: Mapping[str, str]) -> Prepared:
    """Save the form; where the document is known, fill in what is known and still empty.

    Phone, address and the standing answers come masked; what the counter has typed stays.
    """
    found = save(doing=doing, token=token, posted=posted)
    if found.known is None:
        return found
    view = found.known.applicant
    brought = found.known.shown | {
        "applicant_name": view.name,
        "applicant_phone": view.phone_masked,
        "applicant_address": view.address_masked,
    }
    body = {key: value for key, value in brought.items() if value} | found.body
    _write(draft=found.draft, guide=found.guide, body=body, now=doing.now)
    return replace(found, draft=replace(found.draft, body=body))


def _read(found: Prepared, today: date) -> reading.Typed:
    reach = reach_of(
        known=found.known,
        phone=str(found.body.get("applicant_phone", "")),
        address=str(found.body.get("applicant_address", "")),
    )
    return reading.read_body(
        body=found.body, guide=found.guide, known=found.known, reach=reach, today=today
    )


def errors_of(*, prepared: Prepared, today: date) -> dict[str, str]:
    """Everything that is wrong with the form, as sentences by key."""
    typed = _read(prepared, today)
    return reading.errors_of(typed=typed, guide=prepared.guide, today=today)


def receive_key(token: str) -> str:
    """The idempotency key of handing a draft in: a draft becomes a case once."""
    return f"draft-{token}"


def receive(
    *, doing: Doing, token: str, posted: Mapping[str, str], at_once: bool = True
) -> Outcome:
    """Save the form, then take the application in; a case with its receipt code comes out.

    With ``at_once`` an 即办件 that lacks nothing is accepted in the same press. Raises ``UnableToTakeIn`` with
    every error by key; the draft stays as it was saved.
    """
    actor = person(doing)
    earlier = received_as(actor=actor, token=token)
    if earlier is not None:
        return earlier
    found = save(doing=doing, token=token, posted=posted)
    typed = _read(found, doing.today)
    errors = reading.errors_of(typed=typed, guide=found.guide, today=doing.today)
    errors |= receiving.renewal_errors(
        guide=found.guide,
        region_code=actor.county,
        renews=found.renews,
        applicant_id=found.known.applicant.id if found.known else None,
        today=doing.today,
    )
    if errors:
        raise UnableToTakeIn(f"申请表有 {len(errors)} 处要改，改好后再收件。", errors)
    intake = reading.intake_of(
        typed=typed,
        body=found.body,
        guide=found.guide,
        place=found.place,
        draft_id=found.draft.id,
        uploaded=found.uploaded,
    )
    doing = replace(doing, key=receive_key(token))
    outcome = receiving.taken_in(
        doing=doing, region_code=actor.county, intake=intake, renews=found.renews
    )
    if not at_once or found.guide.handling_type != "instant" or found.lacking:
        return outcome
    return receiving.accepted_too(doing=doing, outcome=outcome)


def received_as(*, actor: Actor, token: str) -> Outcome | None:
    """The case that a draft has become, ``None`` while it is still a draft."""
    record = ledger.outcome_of(region_code=actor.county, key=receive_key(token))
    return Outcome.from_record(record) if record else None
