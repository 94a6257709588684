"""The review desk's day: cases of the county's water office in every state, by real operations."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from PIL import Image, ImageDraw

from quancheng.cases import files, letters
from quancheng.cases.operations import drafts
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.catalogue.queries import Guide
from quancheng.journeys import accept, apply, decide, examine, suspend, sweep_clocks
from quancheng.journeys.papers.proof_sheet import proof_of_time
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

DAY = date(2026, 2, 24)
WATER = "D19"


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of 2026."""
    return moment(hour, minute, on=date(2026, month, day))


def drawn(words: str) -> bytes:
    """A scanned page: a white picture with lines."""
    picture = Image.new("RGB", (900, 640), "white")
    pen = ImageDraw.Draw(picture)
    for line in range(12):
        pen.line(
            (80, 90 + line * 40, 820 - (line * 37) % 200, 90 + line * 40), fill="#445164", width=3
        )
    pen.text((80, 40), words, fill="black")
    body = io.BytesIO()
    picture.save(body, "PNG")
    return body.getvalue()


def _attach(draft: drafts.DraftView, *, code: str, name: str, body: bytes, now: datetime) -> None:
    stored = files.store(
        stream=io.BytesIO(body),
        claimed_name=name,
        root=settings.FILES_FOLDER,
        limits=files.Limits(),
        scanner=files.scanner_at(""),
    )
    drafts.attach(
        draft_id=draft.id,
        region_code=COUNTY,
        post_id=draft.post_id,
        file=drafts.NewAttachment(
            material_code=code,
            digest=stored.digest,
            size=stored.size,
            media_type=stored.media_type,
            name=stored.original_name,
            pages=2,
        ),
        now=now,
    )


def received_with_files(
    staff: Staff, guide: Guide, *, now: datetime, seed: int = 1, pdf: bytes = b""
) -> str:
    """A received case whose first material is a picture, and perhaps whose second is a PDF."""
    actor = staff.at_counter("W13")
    draft = drafts.open_draft(
        region_code=COUNTY,
        post_id=actor.post_id,
        item_id=guide.item_id,
        edition_id=guide.edition_id,
        now=now,
    )
    codes = [line.code for line in guide.materials]
    _attach(draft, code=codes[0], name="申请表.png", body=drawn("1"), now=now)
    if pdf and len(codes) > 1:
        _attach(draft, code=codes[1], name="评价报告.pdf", body=pdf, now=now)
    given = cases.intake_for(guide, counter="W13", seed=seed)
    intake = type(given)(
        **{name: getattr(given, name) for name in type(given).__slots__ if name != "draft_id"},
        draft_id=draft.id,
    )
    outcome = apply.take_in(doing=doing(actor, now=now), region_code=COUNTY, intake=intake)
    return outcome.number


def accept_at_counter(staff: Staff, number: str, *, now: datetime) -> Snapshot:
    """The case after its acceptance."""
    accept.accept(doing=doing(staff.at_counter("W13"), now=now), region_code=COUNTY, number=number)
    return cases.read(number)


def opinion(staff: Staff, case: Snapshot, *, now: datetime, reason: str = "") -> Snapshot:
    """The case after an agreeing opinion on its first task."""
    examine.give_opinion(
        doing=doing(cases.person_for(staff, case), now=now),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        opinion=examine.AGREE,
        reason=reason,
    )
    return cases.read(case.number)


def stopped(staff: Staff, case: Snapshot, *, now: datetime, days: int = 8) -> Snapshot:
    """The case with its clocks stopped for expert review."""
    suspend.suspend(
        doing=doing(cases.person_for(staff, case), now=now),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        ground="专家评审",
        expected_days=days,
    )
    return cases.read(case.number)


@dataclass(frozen=True, slots=True)
class Scene:
    """The day at the water office: the case that is due today, and the others."""

    today: Snapshot
    late: Snapshot
    soon: Snapshot
    held: Snapshot
    fresh: Snapshot


def due_today(staff: Staff, guide: Guide) -> Snapshot:
    """Accepted on 26 January, stopped from 2 to 12 February, at the head since this morning."""
    pdf = letters.render(_sheet(staff, guide))
    number = received_with_files(staff, guide, now=at(1, 23, 16, 52), seed=3, pdf=pdf)
    case = accept_at_counter(staff, number, now=at(1, 26, 9, 40))
    case = stopped(staff, case, now=at(2, 2, 11, 30))
    suspend.resume(
        doing=doing(cases.person_for(staff, case), now=at(2, 12, 15, 10)),
        region_code=COUNTY,
        number=number,
        remark="收到评审意见。",
    )
    words = "按评审意见第 3、5 条修改后，阻水比 4.6%，满足防洪评价导则要求。"
    case = opinion(staff, cases.read(number), now=at(2, 14, 16, 20), reason=words)
    return opinion(staff, case, now=at(2, 24, 9, 2), reason="评审已结束。")


def _sheet(staff: Staff, guide: Guide) -> letters.ProofSheetLetter:
    """Some real paper to read: the proof sheet of a first case."""
    from quancheng.identity.queries import scope_of

    case = cases.accepted(staff, guide, now=at(1, 19), counter="W13", seed=90)
    proof = proof_of_time(
        scope=scope_of(staff.of_office(WATER, "head")),
        number=case.number,
        now=at(1, 20),
        public_url="http://localhost:8000",
    )
    return proof.letter


def scene(staff: Staff) -> Scene:
    """Cases that are late, due today, due soon, stopped and new."""
    guide = cases.guide_named(cases.FLOOD)
    today = due_today(staff, guide)
    late = cases.accepted(staff, guide, now=at(2, 3), counter="W13", seed=4)
    late = opinion(staff, opinion(staff, late, now=at(2, 5)), now=at(2, 11))
    soon = cases.accepted(staff, guide, now=at(2, 14), counter="W13", seed=5)
    soon = opinion(staff, opinion(staff, soon, now=at(2, 14, 15)), now=at(2, 24, 9))
    held = cases.accepted(staff, guide, now=at(2, 11), counter="W13", seed=6)
    held = opinion(staff, opinion(staff, held, now=at(2, 12)), now=at(2, 12, 11))
    held = stopped(staff, held, now=at(2, 13))
    fresh = cases.accepted(staff, guide, now=at(2, 24, 9), counter="W13", seed=7)
    cases.received(staff, guide, now=at(2, 24, 9, 30), counter="W13", seed=9)
    sweep_clocks.sweep(now=at(2, 24, 9, 40))
    return Scene(today=today, late=late, soon=soon, held=held, fresh=fresh)


def signed_before(staff: Staff, guide: Guide, *, now: datetime, signature: str) -> Snapshot:
    """A case that the head has granted with a drawn signature."""
    case = cases.examined(
        staff, cases.accepted(staff, guide, now=now, counter="W13", seed=8), now=now
    )
    decide.decide(
        doing=doing(cases.person_for(staff, case), now=now),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        outcome="granted",
        reason="",
        signature=signature,
    )
    return cases.read(case.number)
