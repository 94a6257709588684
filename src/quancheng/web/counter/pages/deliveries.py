"""The delivery window: what waits to be collected, and the hand-over of one case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from quancheng.cases.queries import lists as cases
from quancheng.cases.queries.file import case_file
from quancheng.cases.rules.views import CaseFile, CaseLine
from quancheng.cases.states import State
from quancheng.clock import queries as clock
from quancheng.clock.engine import Calendar
from quancheng.delivery import queries as delivery
from quancheng.delivery.queries import HandOverView
from quancheng.identity import queries as identity
from quancheng.identity.rules import Act, may
from quancheng.journeys.prepare.applicants import Match, match_of
from quancheng.kernel.identifiers import show_case_number
from quancheng.kernel.moments import day_of
from quancheng.ledger.rules import Recorded
from quancheng.web.counter.forms.deliveries import HandOverForm
from quancheng.web.counter.pages import case_parts as parts
from quancheng.web.counter.pages.filters import number_of, words_of
from quancheng.web.counter.pages.frame import desk_shell, waiting_for
from quancheng.web.ui.components import (
    Cell,
    Column,
    Empty,
    Fact,
    Facts,
    Key,
    Keys,
    Note,
    Pager,
    Row,
    Tab,
    Table,
    Tabs,
)
from quancheng.web.ui.posts import DeskRequest
from quancheng.web.ui.presenters import dates
from quancheng.web.ui.shells import DeskShell

SIZE = 30
OUTCOMES = {"granted": "准予", "refused": "不予许可"}
FORM = "handover"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveriesPage:
    """The list."""

    shell: DeskShell
    lead: str
    tabs: Tabs
    words: str
    uncollected: bool
    table: Table
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPage:
    """The hand-over of one case."""

    shell: DeskShell
    number: str
    title: str
    applicant: str
    facts: Facts
    papers: tuple[parts.PaperLine, ...]
    may_hand_over: bool
    done: Facts | None
    signature: str
    note: Note | None
    form: HandOverForm
    trouble: str
    keys: Keys


def _left_cell(line: CaseLine, *, today: date, calendar: Calendar) -> Cell:
    due = line.delivery_due
    if due is None:
        return Cell(text="等放假安排", tone="dim")
    if due < today:
        over = calendar.count(due, today)
        return Cell(text=f"超期 {over} 个工作日", tone="red", sub=f"{dates.day_month(due)} 到期")
    left = calendar.count(today, due)
    words = "今天到期" if due == today else f"还剩 {left} 个工作日"
    tone = "amber" if due == today else ""
    return Cell(text=words, tone=tone, sub=f"最迟 {dates.short_date(due, calendar=calendar)}")  # type: ignore[arg-type]


def _row(line: CaseLine, *, today: date, calendar: Calendar) -> Row:
    url = reverse("counter:delivery", args=[line.number])
    return Row(
        cells=(
            Cell(text=line.item_name, url=url, sub=show_case_number(line.number), tone="strong"),
            Cell(text=line.applicant_name),
            Cell(text=OUTCOMES.get(line.outcome, ""), sub=_decided(line)),
            _left_cell(line, today=today, calendar=calendar),
        )
    )


def _decided(line: CaseLine) -> str:
    return f"{dates.day_month(line.decided_on)} 决定" if line.decided_on else ""


def deliveries_page(request: DeskRequest, *, now: datetime) -> DeliveriesPage:
    """待送达 or 超期未领."""
    today, uncollected = day_of(now), request.GET.get("show") == "uncollected"
    page = cases.to_deliver(
        scope=request.scope,
        today=today,
        uncollected=uncollected,
        words=words_of(request),
        number=number_of(request),
        size=SIZE,
    )
    calendar = clock.calendar_for(region_code=request.actor.county)
    counts = waiting_for(request)
    here = reverse("counter:deliveries")
    oldest = min((line.decided_on for line in page.lines if line.decided_on), default=None)
    lead = f"{page.total} 件等领取" + (f"，最早 {dates.short_date(oldest)} 决定" if oldest else "")
    return DeliveriesPage(
        shell=desk_shell(request, "deliveries", counts),
        lead=lead,
        tabs=Tabs(
            label="待送达",
            tabs=(
                Tab(label="待送达", url=here, active=not uncollected, count=counts.delivering),
                Tab(
                    label="超期未领",
                    url=f"{here}?show=uncollected",
                    active=uncollected,
                    count=counts.uncollected,
                ),
            ),
        ),
        words=words_of(request),
        uncollected=uncollected,
        table=_table(
            tuple(_row(line, today=today, calendar=calendar) for line in page.lines),
            uncollected=uncollected,
        ),
        pager=Pager.of(request, number=page.number, size=page.size, total=page.total),
    )


def _table(rows: tuple[Row, ...], *, uncollected: bool) -> Table:
    return Table(
        caption="超期未领的办件" if uncollected else "待送达的办件",
        columns=(
            Column(label="事项"),
            Column(label="申请人"),
            Column(label="决定", hide_on_phone=True),
            Column(label="送达期限（10 个工作日）"),
        ),
        rows=rows,
        empty=Empty(
            title="没有超期未领的件" if uncollected else "没有等领取的件",
            text="决定作出后 10 个工作日内要送达；到期没领的会列在“超期未领”。",
        ),
    )


def _facts(file: CaseFile, request: DeskRequest) -> Facts:
    applicant = identity.applicant(applicant_id=file.applicant_id, scope=request.scope)
    line, result = file.line, delivery.result_of(case_id=file.line.id)
    rows = [
        Fact(label="申请人", value=applicant.name, strong=True),
        Fact(label=applicant.id_kind.label, value=applicant.id_masked, mono=True),
        Fact(label="手机", value=file.phone_mask or applicant.phone_masked, mono=True),
        Fact(label="代办人", value=file.agent_name) if file.agent_name else None,
        Fact(label="决定", value=OUTCOMES.get(line.outcome, ""), extra=_decided(line)),
        Fact(label="结果文书", value=f"{result.name}\n{result.number}") if result else None,
        Fact(label="送达期限", value=dates.cn_date(line.delivery_due) if line.delivery_due else ""),
        Fact(label="办件编号", value=show_case_number(line.number), mono=True),
    ]
    return Facts(rows=tuple(row for row in rows if row))


def _done(found: HandOverView | None) -> Facts | None:
    if found is None:
        return None
    rows = [
        Fact(label="送达方式", value=found.method_label),
        Fact(label="领取人", value=f"{found.receiver_name}（{found.receiver_relation}）"),
        Fact(label="时间", value=dates.moment(found.handed_at)),
    ]
    if found.tracking_number and found.signed_on:
        rows.append(Fact(label="签收日期", value=dates.cn_date(found.signed_on)))
    if found.tracking_number:
        rows.append(Fact(label="邮件号", value=found.tracking_number, mono=True))
    return Facts(rows=tuple(rows))


def delivery_page(
    request: DeskRequest, number: str, *, form: HandOverForm | None = None, trouble: str = ""
) -> DeliveryPage:
    """The page of one hand-over; raises ``UnableToFindCase``."""
    file = case_file(scope=request.scope, number=number.replace("\x00", "")[:60])
    line = file.line
    handed = delivery.hand_over_of(case_id=line.id)
    allowed = line.state is State.DELIVERING and may(
        request.actor, act=Act.HAND_OVER, region_code=line.town_code or line.region_code
    )
    sent = _sent(file)
    initial = {
        "method": "post" if sent else "pick_up",
        "tracking_number": sent.data["tracking_number"] if sent else "",
        "receiver_relation": "本人",
        "id_kind": "resident_id",
        "receiver_name": line.applicant_name,
    }
    return DeliveryPage(
        shell=desk_shell(request, "deliveries"),
        number=line.number,
        title=line.item_name,
        applicant=line.applicant_name,
        facts=_facts(file, request),
        papers=parts.papers_of(file),
        may_hand_over=allowed,
        done=_done(handed),
        signature=handed.signature if handed else "",
        note=_note(line, sent, allowed=allowed, handed=handed is not None),
        form=form or HandOverForm(initial=initial),
        trouble=trouble,
        keys=_keys(line, allowed=allowed),
    )


def _sent(file: CaseFile) -> Recorded | None:
    """The last time the result was sent by courier, if it was."""
    return next((entry for entry in reversed(file.entries) if entry.kind == "posted"), None)


def _note(line: CaseLine, sent: Recorded | None, *, allowed: bool, handed: bool) -> Note | None:
    if handed:
        return None
    if not allowed:
        return _not_now(line)
    if sent is None:
        return None
    when = dates.short_moment(sent.recorded_at)
    return Note(
        text=f"{when}已寄出，邮件号 {sent.data['tracking_number']}。收到签收回执后填写签收人和签收日期，再交件。"
    )


def _not_now(line: CaseLine) -> Note:
    return Note(text=f"这件现在是“{line.state.label}”，还不能在这里交件。", tone="today")


def _keys(line: CaseLine, *, allowed: bool) -> Keys:
    return Keys(
        keys=(
            Key(key="F3", label="待送达", url=reverse("counter:deliveries")),
            Key(key="F4", label="读证", act="card"),
            Key(key="F6", label="看办件", url=reverse("counter:case", args=[line.number])),
            Key(key="F9", label="交件", form=FORM, primary=True)
            if allowed
            else Key(key="F9", label="交件", disabled=True),
            Key(key="F10", label="打印结果", form="print"),
        )
    )


def match_note(request: DeskRequest, number: str, *, id_kind: str, id_number: str) -> Note:
    """Whether the shown document is the applicant's or his agent's, in words."""
    file = case_file(scope=request.scope, number=number.replace("\x00", "")[:60])
    match = match_of(
        applicant_id=file.applicant_id,
        region_code=file.line.region_code,
        id_kind=id_kind,
        id_number=id_number,
    )
    words = {
        Match.SAME: ("证件与申请人一致，可以交给本人。", "done"),
        Match.OTHER: ("证件不是申请人本人的。请选“代领”，并核对委托书。", "today"),
        Match.ORGANISATION: ("申请人是单位，请核对领取人的介绍信或委托书，选“代领”。", ""),
        Match.UNREADABLE: ("证件号码校验不通过，请重新读证或对照证件输入。", "over"),
    }
    text, tone = words[match]
    return Note(text=text, tone=tone, live=True)  # type: ignore[arg-type]
