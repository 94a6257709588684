"""The page of a case at the counter: the same screen as the intake, one step further."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from quancheng.cases.queries.file import case_file
from quancheng.cases.rules.views import CaseFile
from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import Guide
from quancheng.identity import queries as identity
from quancheng.journeys.read_clock import ClockView, clock_view
from quancheng.kernel.identifiers import show_case_number
from quancheng.kernel.moments import day_of
from quancheng.web.counter.pages import case_parts as parts
from quancheng.web.counter.pages.case_keys import Turn, case_keys, turn_of
from quancheng.web.counter.pages.case_panel import Panel, panel_of
from quancheng.web.counter.pages.case_story import story_of
from quancheng.web.counter.pages.frame import desk_shell
from quancheng.web.ui.components import (
    DaysLeft,
    Facts,
    Keys,
    Note,
    Receipt,
    Ribbon,
    Story,
    Tag,
    Tags,
)
from quancheng.web.ui.posts import DeskRequest
from quancheng.web.ui.presenters import clocks, dates
from quancheng.web.ui.presenters.renewals import linked_result, renewal_words
from quancheng.web.ui.shells import DeskShell


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """The page."""

    shell: DeskShell
    number: str
    shown_number: str
    title: str
    applicant: str
    facts_line: str
    state: Tags
    left: DaysLeft
    ribbon: Ribbon | None
    saying: str
    renewal: Note | None
    applicant_facts: Facts
    groups: tuple[parts.AnswerGroup, ...]
    materials: tuple[parts.CaseMaterial, ...]
    materials_summary: str
    papers: tuple[parts.PaperLine, ...]
    receipt: Receipt
    story: Story
    panel: Panel | None
    turn: Turn
    keys: Keys
    forget: str
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Everything that is read for the page."""

    file: CaseFile
    guide: Guide
    view: ClockView
    lacking: tuple[str, ...]
    forms: dict[str, Any] = field(default_factory=dict)


def read_case(request: DeskRequest, number: str, *, now: datetime) -> Read:
    """Read a case of the scope; raises ``UnableToFindCase``."""
    file = case_file(scope=request.scope, number=number.replace("\x00", "")[:60])
    guide = catalogue.guide_of_edition(edition_id=file.line.edition_id)
    return Read(
        file=file,
        guide=guide,
        view=clock_view(line=file.line, today=day_of(now)),
        lacking=parts.lacking_of(file=file, guide=guide),
    )


def _state(file: CaseFile) -> Tags:
    line = file.line
    tone = "g" if line.state.value == "closed" else "b"
    tags = [Tag(text=line.state.label, tone="g" if tone == "g" else "b")]
    waits = line.step or (f"等{line.state.owner}" if line.state.owner else "")
    if waits:
        tags.append(Tag(text=waits))
    return Tags(tags=tuple(tags))


def _renewal(file: CaseFile) -> Note | None:
    """What the case renews."""
    linked = linked_result(file.entries)
    return Note(text=renewal_words(linked)) if linked else None


def _ribbon(read: Read) -> Ribbon | None:
    """The days, with the sheet that proves them once they count."""
    line = read.file.line
    return clocks.ribbon(
        days=read.view.ribbon(),
        promised=read.view.promised,
        statutory=read.view.statutory,
        proof_url=reverse("counter:proof", args=[line.number]) if line.accepted_on else "",
    )


def _left(read: Read, today: Any) -> DaysLeft:
    line = read.file.line
    if line.state.value == "received" and line.correction_due:
        days = read.view.calendar.count(today, line.correction_due)
        figure = str(days) if isinstance(days, int) else "—"
        due = dates.day_month(line.correction_due)
        return DaysLeft(figure=figure, unit="个工作日", note=f"最迟 {due} 答复")
    return clocks.days_left(promised=read.view.promised, statutory=read.view.statutory, today=today)


def case_page(
    request: DeskRequest,
    read: Read,
    *,
    now: datetime,
    act: str,
    form: Any = None,
    trouble: str = "",
) -> CasePage:
    """The page, with the panel of ``act`` in the right column."""
    file, guide = read.file, read.guide
    line = file.line
    applicant = identity.applicant(applicant_id=file.applicant_id, scope=request.scope)
    turn = turn_of(request, read.file, lacking=read.lacking, validity=guide.result_validity)
    received = sum(1 for each in file.materials if each.received)
    token = request.GET.get("from", "")
    return CasePage(
        shell=desk_shell(request, "home"),
        number=line.number,
        shown_number=show_case_number(line.number),
        title=line.item_name,
        applicant=line.applicant_name,
        facts_line=" · ".join(
            (guide.handling_label, guide.office_short_name, show_case_number(line.number))
        ),
        state=_state(file),
        left=_left(read, day_of(now)),
        ribbon=_ribbon(read),
        saying=turn.saying,
        renewal=_renewal(file),
        applicant_facts=parts.applicant_facts(file=file, applicant=applicant),
        groups=parts.answer_groups(file=file, guide=guide),
        materials=parts.case_materials(file=file, lacking=read.lacking),
        materials_summary=f"共 {len(file.materials)} 项，已收 {received} 项",
        papers=parts.papers_of(file),
        receipt=parts.receipt_of(file=file, guide=guide, view=read.view, now=now),
        story=story_of(file),
        panel=panel_of(read.file, guide, act=act, turn=turn, lacking=read.lacking, form=form),
        turn=turn,
        keys=case_keys(file, turn=turn),
        forget=reverse("counter:save", args=[token]) if token.isalnum() else "",
        trouble=trouble,
    )
