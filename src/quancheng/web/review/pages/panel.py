"""The panel on the right, first on the phone: what this person can do now, or whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from quancheng.cases.rules.snapshot import WaitingTask
from quancheng.cases.states import State, allows
from quancheng.identity import queries as identity
from quancheng.identity.rules import Act, Role
from quancheng.journeys.decide import GRANTED, REFUSED
from quancheng.journeys.examine import AGREE
from quancheng.journeys.papers.matter import county_name
from quancheng.web.review.forms.acts import SEND_BACK, SIGNED, SeenForm, VerdictForm
from quancheng.web.review.pages import options
from quancheng.web.review.pages.hearing import BEGINNINGS
from quancheng.web.review.pages.reading import DELIVER, CaseRead
from quancheng.web.review.pages.sides import SIDES, SideShown, show
from quancheng.web.ui.components import Fact, Facts, Note
from quancheng.web.ui.presenters import dates

PHRASES = {
    "decide": (
        ("同意审查意见", "同意审查意见，准予许可。"),
        ("同意，加条件", "同意，请申请人按审查意见落实各项条件。"),
    ),
    "await": (("上级已答复", "上级已答复，见来文。"),),
    "forward": (("请予审批", "材料齐全，符合条件，请予审批。"),),
    "examine": (("符合条件", "材料齐全，符合条件。"), ("已核原件", "材料与原件一致，符合条件。")),
}
"""Usual words by kind of step: what the button says, what it writes."""
BUTTONS = {GRANTED: "签批准予", REFUSED: "签批不予", SEND_BACK: "退回"}
MAIN = ("resume", "return")
"""Acts that are the panel's one purpose when they can be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChoice:
    """One of the buttons; ``act`` is what the big button then says."""

    value: str
    label: str
    act: str
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The form of an opinion or a decision."""

    url: str
    form: VerdictForm
    choices: tuple[VerdictChoice, ...]
    act: str
    phrases: tuple[tuple[str, str], ...]
    signs: bool
    kept_signature: str
    drawn: bool
    facts: Facts | None
    remedies: Note | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The panel. Without ``verdict`` and ``main``, ``turn`` says whose turn it is.

    ``waits`` says why a joint case cannot be decided yet.
    """

    heading: str
    verdict: Verdict | None
    main: SideShown | None
    sides: tuple[SideShown, ...]
    waits: Note | None
    turn: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A form that could not be done: which, and with what in it."""

    key: str
    form: SeenForm


def panel_of(read: CaseRead, *, tried: Tried | None = None) -> Panel:
    """What can be done, with the form that was tried as it was filled in."""
    task = read.mine
    main = next((key for key in MAIN if SIDES[key].shown(read, task)), None)
    acts = task is not None and _allowed(read, task)
    waits = read.waits if task is not None and acts and options.decides(task) else ""
    says = task is not None and acts and bool(options.open_verdicts(read, task))
    sides = [
        show(side, read=read, task=task, tried=_of(tried, side.key))
        for side in (SIDES | BEGINNINGS).values()
        if side.key not in MAIN and side.shown(read, task)
    ]
    return Panel(
        heading=_heading(read, task if acts else None, main),
        verdict=verdict_of(read, task, tried=tried) if says and task and not main else None,
        main=show(SIDES[main], read=read, task=task, tried=_of(tried, main)) if main else None,
        sides=tuple(sides),
        waits=Note(text=waits, tone="today") if waits else None,
        turn=() if acts or main else whose_turn(read),
    )


def _of(tried: Tried | None, key: str) -> SeenForm | None:
    return tried.form if tried is not None and tried.key == key else None


def _allowed(read: CaseRead, task: WaitingTask) -> bool:
    if options.decides(task):
        act = Act.OPINE if task.kind == "await" else Act.DECIDE
        return allows(act=GRANTED, state=read.now.state) and read.may(act, task=task)
    kind = "forwarded" if task.kind == "forward" else "opinion"
    return allows(act=kind, state=read.now.state) and read.may(Act.OPINE, task=task)


def _heading(read: CaseRead, task: WaitingTask | None, main: str | None) -> str:
    if main is not None:
        return SIDES[main].label
    if task is None:
        return "轮到谁办"
    if task.kind == "await":
        return "上级的答复"
    deputed = read.name(task.holder) if task.holder in read.actor.covers else ""
    what = "决定" if task.kind == "decide" else "意见"
    return f"代{deputed}的{what}" if deputed else f"我的{what}"


def verdict_form(read: CaseRead, task: WaitingTask, data: QueryDict | None) -> VerdictForm:
    """The form of the task's verdict."""
    choices = options.verdicts(read, task)
    first = (options.open_verdicts(read, task) or choices)[0]
    targets = options.back_targets(read, task)
    return VerdictForm(
        data,
        initial={
            "seen": str(read.file.line.version),
            "verdict": first[0],
            "to_node": targets[0][0] if targets else "",
        },
        auto_id="op-%s",
        choices=choices,
        targets=targets,
        kept_signature=options.kept_signature(read, task),
        kind=task.kind,
        today=read.today,
        validity=options.validity_to_name(read, task),
    )


def verdict_of(read: CaseRead, task: WaitingTask, *, tried: Tried | None) -> Verdict:
    """The form as the page shows it."""
    form = _of(tried, "verdict")
    shown = form if isinstance(form, VerdictForm) else verdict_form(read, task, None)
    given = options.open_verdicts(read, task)
    chosen = str(shown["verdict"].value() or AGREE)
    if chosen not in dict(given):
        chosen = given[0][0]
    choices = tuple(
        VerdictChoice(value=value, label=label, act=_act(value, task), checked=value == chosen)
        for value, label in given
    )
    signs = any(choice.value in SIGNED for choice in choices)
    return Verdict(
        url=reverse("review:verdict", args=[read.file.line.number, task.id]),
        form=shown,
        choices=choices,
        act=_act(chosen, task),
        phrases=PHRASES.get(task.kind, PHRASES["examine"])
        if signs == options.decides(task)
        else (),
        signs=signs,
        kept_signature=shown.kept_signature,
        drawn=bool(shown["signature"].value()) or bool(shown["signature"].errors),
        facts=_facts(read, task) if signs else None,
        remedies=_remedies(read) if signs and task.kind != "await" else None,
    )


def _act(value: str, task: WaitingTask) -> str:
    if task.kind == "await" and value in SIGNED:
        return "录入答复并签名"
    if task.kind == "forward" and value != SEND_BACK:
        return "上报"
    return BUTTONS.get(value, "提交意见")


def _facts(read: CaseRead, task: WaitingTask) -> Facts:
    paper = "上级决定告知书，录入后" if task.kind == "await" else "决定书，签批后"
    after = "今天通知申请人，转统一送达窗口" if read.plan.delivery else "今天通知申请人，当即办结"
    return Facts(
        rows=(
            Fact(label="文书", value=f"{paper}自动生成"),
            Fact(label="签名", value=f"{read.actor.name} · 手写签名和电子签名"),
            Fact(label="之后", value=after),
        )
    )


def _remedies(read: CaseRead) -> Note:
    county = county_name(read.now.region_code)
    return Note(
        title="不予要写明理由",
        text=(
            f"决定书会一并告知：60 日内可以向{county}人民政府申请行政复议，"
            f"或者 6 个月内向{county}人民法院起诉。"
        ),
    )


def whose_turn(read: CaseRead) -> tuple[str, ...]:
    """Sentences that say who has to act now, when it is not this person."""
    line = read.file.line
    if line.state in {State.CLOSED, State.DECLINED, State.WITHDRAWN, State.TERMINATED}:
        ended = f"，{dates.short_date(line.closed_at)}" if line.closed_at else ""
        return (f"这件{line.state.label}{ended}，不用再办。",)
    if line.state is State.CORRECTING:
        return ("等申请人补正材料。补正以后由窗口受理。",)
    if line.state is State.RECEIVED:
        return (f"等 {line.counter or '镇便民服务中心'} 窗口答复申请人：受理、补正，或不予受理。",)
    return tuple(_turn(read, task) for task in read.now.tasks) or (f"这件{line.state.label}。",)


def _turn(read: CaseRead, task: WaitingTask) -> str:
    if task.kind == DELIVER:
        return "等统一送达窗口把结果交给申请人。"
    if task.role == options.SUPERIOR:
        return f"“{task.name}”等上级部门答复，收到后由本局录入。"
    if task.holder is not None:
        named = read.names.get(task.holder)
        return (
            f"“{task.name}”由{named.label} {named.name}在办。"
            if named
            else f"“{task.name}”有人在办。"
        )
    posts = identity.posts_in(
        region_code=task.town_code or read.now.region_code,
        role=Role(task.role),
        office_id=None if task.town_code else (task.office_id or read.now.office_id),
        today=read.today,
    )
    here = "、".join(post.name for post in posts if not post.absent)[:60]
    place = posts[0].label if posts else Role(task.role).label
    return f"“{task.name}”等{place}办理{f'：{here}' if here else ''}。"
