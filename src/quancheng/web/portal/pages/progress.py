"""A case as its applicant sees it: the day it will be done first, then the story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from quancheng.cases.rules.views import CaseFile
from quancheng.cases.states import State
from quancheng.clock.engine import Status, Verdict
from quancheng.identity import queries as identity
from quancheng.journeys import follow
from quancheng.journeys.papers.letters import NAMES
from quancheng.journeys.read_clock import ClockView, clock_view
from quancheng.journeys.throttle import UnableToTryAgain
from quancheng.kernel.identifiers import show_case_number, show_receipt_code
from quancheng.kernel.moments import day_of
from quancheng.web.portal.forms.progress import ProgressForm
from quancheng.web.portal.pages.joint import JointShown, joint_of
from quancheng.web.portal.pages.progress_steps import NextStep, headline, next_step
from quancheng.web.portal.pages.progress_story import BEFORE, ENDED, Teller, story
from quancheng.web.ui.components import (
    DocumentLink,
    Documents,
    Pace,
    Ribbon,
    Story,
    TwoClocks,
)
from quancheng.web.ui.presenters import clocks, dates


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """What a look-up came to: the case number, or the status of the question asked again.

    ``wait`` are the seconds until the next try, where there were too many.
    """

    number: str = ""
    status: int = 200
    wait: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """The page that asks for the codes; ``scanned`` when it was opened from a QR code."""

    scanned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Big:
    """The figure of the days: words before, the figure, words after."""

    before: str
    figure: str
    after: str
    pace: str

    @property
    def css(self) -> str:
        """Smaller where the figure is a word."""
        return f"{self.pace}{'' if self.figure.isdigit() else ' is-word'}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """The page of a case."""

    title: str
    item: str
    applicant: str
    big: Big
    latest: str
    lawful: str
    ribbon: Ribbon | None
    two: TwoClocks | None
    story: Story
    next: NextStep
    joint: JointShown | None
    papers: Documents | None
    number: tuple[str, ...]
    receipt: str
    qr: str


def ask_page(*, receipt: str) -> AskPage:
    """The question."""
    return AskPage(scanned=bool(receipt))


def look_up(*, form: ProgressForm, caller: str, now: datetime) -> LookUp:
    """Look up what the form asks for; what is wrong goes into the form."""
    if not form.is_bound:
        return LookUp()
    if not form.is_valid():
        return LookUp(status=422)
    given = form.cleaned_data
    try:
        file = follow.follow(
            region_code=settings.COUNTY,
            number=given["number"],
            check_code=given["check_code"],
            caller=caller,
            now=now,
        )
    except follow.UnableToFollow as error:
        form.add_error(None, error.sentence)
        return LookUp(status=404)
    except UnableToTryAgain as error:
        form.add_error(None, error.sentence)
        return LookUp(status=429, wait=error.wait)
    return LookUp(number=file.line.number)


def case_page(*, file: CaseFile, now: datetime, public_url: str) -> CasePage:
    """The page of a case for its applicant."""
    today = day_of(now)
    line = file.line
    clock = clock_view(line=line, today=today)
    teller = Teller(
        file=file,
        posts=identity.post_names([entry.post for entry in file.entries]),
        calendar=clock.calendar,
        today=today,
    )
    started = line.accepted_on is not None
    return CasePage(
        title=headline(line=line, pace=clocks.pace(clock.promised or clock.statutory, today=today)),
        item=line.item_name,
        applicant=line.applicant_name,
        big=_big(file, clock, now),
        latest=_latest(file, clock),
        lawful=_lawful(clock),
        ribbon=_ribbon(clock, line.number) if started else None,
        two=clocks.two_clocks(promised=clock.promised, statutory=clock.statutory, today=today)
        if started
        else None,
        story=story(teller),
        next=next_step(file=file, calendar=clock.calendar),
        joint=joint_of(line, today=today),
        papers=_papers(file),
        number=tuple(show_case_number(line.number).split(" ")),
        receipt=show_receipt_code(file.receipt_code),
        qr=f"{public_url}/p/{file.receipt_code}/",
    )


def _big(file: CaseFile, clock: ClockView, now: datetime) -> Big:
    line, today = file.line, day_of(now)
    lead = clock.promised or clock.statutory
    if line.state in BEFORE:
        return Big(before="现在", figure="待受理" if line.state is State.RECEIVED else "待补正",
                   after="受理后起算", pace="is-hold")  # fmt: skip
    if lead is None or lead.status is Status.NOT_STARTED:
        return Big(before="现在", figure=line.state.label, after="", pace="is-done")
    unit = clocks.unit_words(lead.unit)
    pace = clocks.pace(lead, today=today)
    if pace is Pace.OVER:
        return Big(before="超过承诺", figure=str(lead.overdue), after=unit, pace=pace.css)
    if lead.stopped_on is not None or line.state in ENDED:
        figure, after = (str(lead.used), unit) if lead.used else ("当场", "办结")
        return Big(before="用了" if lead.used else "", figure=figure, after=after, pace="is-done")
    if pace is Pace.HOLD:
        return Big(before=f"还剩 {lead.left} {unit}", figure="停计时", after="", pace=pace.css)
    if pace is Pace.TODAY:
        return Big(before="承诺", figure="今天", after="办结", pace=pace.css)
    return Big(before="还剩", figure=str(lead.left), after=unit, pace="")


def _latest(file: CaseFile, clock: ClockView) -> str:
    """The bold day of the sentence: the latest day, or the day on which it was decided."""
    line, lead = file.line, clock.promised or clock.statutory
    if line.decided_on is not None:
        return f"{dates.cn_date(line.decided_on, calendar=clock.calendar)}作出决定"
    if line.state is State.RECEIVED and line.correction_due:
        due = dates.cn_date(line.correction_due, calendar=clock.calendar)
        return f"窗口最迟 {due}答复是否受理"
    if line.state in ENDED or line.state is State.CORRECTING or lead is None:
        return ""
    return f"{clocks.due_sentence(lead, calendar=clock.calendar)}办结"


def _lawful(clock: ClockView) -> str:
    promised, statutory = clock.promised, clock.statutory
    if promised is None or statutory is None or statutory.due is None or promised.due is None:
        return ""
    if _stopped(promised):
        return f"法律允许到 {dates.day_month(statutory.due)}。"
    earlier = "，我们承诺更早" if promised.due < statutory.due else ""
    return f"法律允许到 {dates.day_month(statutory.due)}{earlier}。"


def _stopped(verdict: Verdict) -> bool:
    return verdict.stopped_on is not None


def _ribbon(clock: ClockView, number: str) -> Ribbon | None:
    return clocks.ribbon(
        days=clock.ribbon(),
        promised=clock.promised,
        statutory=clock.statutory,
        proof_url=reverse("portal:proof", args=[number]),
        for_applicant=True,
    )


def _papers(file: CaseFile) -> Documents | None:
    """The letters, and the result once its original was handed over."""
    number = file.line.number
    items = [
        DocumentLink(
            name=NAMES.get(letter.kind, "文书"),
            url=reverse("portal:letter", args=[number, letter.id]),
            note=dates.day_month(letter.issued_at),
        )
        for letter in file.letters
    ]
    if follow.may_take_result(file):
        items.append(
            DocumentLink(
                name="办理结果（副本）",
                url=reverse("portal:result", args=[number]),
                icon="file-certificate",
            )
        )
    return Documents(items=tuple(items)) if items else None
