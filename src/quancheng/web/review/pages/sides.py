"""The acts beside the verdict: their forms, when they are shown, and where they go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from quancheng.cases.rules.snapshot import WaitingTask
from quancheng.cases.states import allows
from quancheng.identity.rules import Act
from quancheng.web.review.forms import acts as forms
from quancheng.web.review.forms import clock as clock_forms
from quancheng.web.review.forms.acts import SeenForm
from quancheng.web.review.forms.hearing import RenewalForm, TerminateForm
from quancheng.web.review.pages import options
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.ui.components import Note

Made = Callable[[CaseRead, WaitingTask | None, QueryDict | None], SeenForm]
Shown = Callable[[CaseRead, WaitingTask | None], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One act: its words, its form, when it may be done."""

    key: str
    label: str
    button: str
    make: Made
    shown: Shown
    note: str = ""
    of_task: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SideShown:
    """The act as the page shows it; ``open`` after an error in its form."""

    key: str
    label: str
    button: str
    note: Note | None
    url: str
    form: SeenForm
    open: bool
    at_once: bool


def seen_version(read: CaseRead) -> dict[str, str]:
    """What every form starts with: the version of the case that the page shows."""
    return {"seen": str(read.file.line.version)}


def _claim(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    return forms.ClaimForm(data, initial=seen_version(read), auto_id="claim-%s")


def _transfer(read: CaseRead, task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    posts = options.colleagues(read, task) if task else []
    return forms.TransferForm(data, initial=seen_version(read), auto_id="transfer-%s", posts=posts)


def _suspend(read: CaseRead, task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    grounds = options.grounds(read)
    here = task.name if task and task.name in grounds else ""
    return clock_forms.SuspendForm(
        data,
        initial={**seen_version(read), "ground": here},
        auto_id="suspend-%s",
        grounds=grounds,
        allowed=options.allowed_words(read),
    )


def _resume(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    return clock_forms.ResumeForm(
        data, initial=seen_version(read), auto_id="resume-%s", grounds=options.open_grounds(read)
    )


def _extend(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    limit = options.extensible(read)
    most = limit.extension.value if limit and limit.extension else 0
    unit = options.extension_unit(limit) if limit else "天"
    asked = {"days": read.asked.days, "reason": read.asked.reason} if read.asked else {}
    return clock_forms.ExtendForm(
        data,
        initial={**seen_version(read), **asked},
        auto_id="extend-%s",
        most=most,
        unit=unit,
        by_government=options.government_approves(limit),
    )


def _ask_extension(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    limit = options.extensible(read)
    return clock_forms.AskExtensionForm(
        data,
        initial=seen_version(read),
        auto_id="ask-extension-%s",
        most=limit.extension.value if limit and limit.extension else 0,
        unit=options.extension_unit(limit) if limit else "天",
    )


def _decline_extension(
    read: CaseRead, _task: WaitingTask | None, data: QueryDict | None
) -> SeenForm:
    return clock_forms.DeclineExtensionForm(
        data, initial=seen_version(read), auto_id="decline-extension-%s"
    )


def _terminate(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    return TerminateForm(data, initial=seen_version(read), auto_id="terminate-%s")


def _renewal(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    initial = {**seen_version(read), "result_number": read.now.renews}
    return RenewalForm(data, initial=initial, auto_id="renewal-%s")


def _return(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    materials = [(line.code, line.name) for line in read.file.materials]
    return forms.ReturnForm(
        data, initial=seen_version(read), auto_id="return-%s", materials=materials
    )


def _may(read: CaseRead, task: WaitingTask | None, *, act: Act, kind: str) -> bool:
    return task is not None and allows(act=kind, state=read.now.state) and read.may(act, task=task)


def _may_claim(read: CaseRead, task: WaitingTask | None) -> bool:
    return (
        _may(read, task, act=Act.CLAIM, kind="claimed") and task is not None and task.holder is None
    )


def _may_release(read: CaseRead, task: WaitingTask | None) -> bool:
    held = task is not None and task.holder in read.actor.posts
    return held and _may(read, task, act=Act.CLAIM, kind="released")


def _may_transfer(read: CaseRead, task: WaitingTask | None) -> bool:
    if task is None or not _may(read, task, act=Act.TRANSFER, kind="transferred"):
        return False
    return bool(options.colleagues(read, task))


def _may_suspend(read: CaseRead, task: WaitingTask | None) -> bool:
    return _may(read, task, act=Act.SUSPEND, kind="suspended") and bool(options.grounds(read))


def _may_resume(read: CaseRead, _task: WaitingTask | None) -> bool:
    offices = {task.office_id for task in read.now.tasks} | {read.now.office_id}
    own = read.actor.office_id in offices or bool(read.actor.town)
    waits = bool(options.open_grounds(read))
    return (
        own
        and waits
        and allows(act="resumed", state=read.now.state)
        and acts_here(read, Act.RESUME)
    )


def _may_terminate(read: CaseRead, _task: WaitingTask | None) -> bool:
    possible = allows(act="terminated", state=read.now.state) and not read.waits
    return possible and acts_here(read, Act.TERMINATE)


def _may_renew(read: CaseRead, _task: WaitingTask | None) -> bool:
    if "延续" not in read.file.line.item_name and not read.now.renews:
        return False
    return allows(act="renewal_linked", state=read.now.state) and acts_here(read, Act.LINK_RENEWAL)


def acts_here(read: CaseRead, act: Act) -> bool:
    """Whether the post may do the act at its own office, which works on the case."""
    task = next((each for each in read.now.tasks if each.office_id == read.actor.office_id), None)
    return read.may(act, task=task)


def _may_extend(read: CaseRead, _task: WaitingTask | None) -> bool:
    if options.extensible(read) is None or not allows(act="extended", state=read.now.state):
        return False
    return read.may(Act.APPROVE_EXTENSION)


def _may_ask_extension(read: CaseRead, _task: WaitingTask | None) -> bool:
    if options.extensible(read) is None or read.may(Act.APPROVE_EXTENSION):
        return False
    open_now = allows(act="extension_requested", state=read.now.state) and read.asked is None
    return open_now and read.may(Act.EXTEND)


def _may_decline_extension(read: CaseRead, _task: WaitingTask | None) -> bool:
    return read.asked is not None and read.may(Act.APPROVE_EXTENSION)


def _may_return(read: CaseRead, _task: WaitingTask | None) -> bool:
    return allows(act="returned", state=read.now.state) and read.may(Act.RETURN_FOR_CORRECTION)


_TABLE = (
    Side(
        key="claim",
        label="领取",
        button="领取",
        of_task=True,
        make=_claim,
        shown=_may_claim,
    ),
    Side(
        key="extend",
        label="延长审批",
        button="批准延长",
        note="期满以前批准并告知申请人才有效（许可法第 42 条）。",
        make=_extend,
        shown=_may_extend,
    ),
    Side(
        key="decline-extension",
        label="不同意延长",
        button="不同意延长",
        note="期限不变，理由记入办理经过，申请的人会看到。",
        make=_decline_extension,
        shown=_may_decline_extension,
    ),
    Side(
        key="ask-extension",
        label="申请延长",
        button="交部门负责人批准",
        note="由部门负责人在期满以前批准并告知申请人才有效（许可法第 42 条）；申请期间照常计时。",
        make=_ask_extension,
        shown=_may_ask_extension,
    ),
    Side(
        key="suspend",
        label="停计时",
        button="停计时并告知申请人",
        note="只能依许可法第 45 条的事由。两个钟从明天起停，告知书自动生成。",
        of_task=True,
        make=_suspend,
        shown=_may_suspend,
    ),
    Side(
        key="transfer",
        label="转同事",
        button="转给这位同事",
        of_task=True,
        make=_transfer,
        shown=_may_transfer,
    ),
    Side(
        key="release",
        label="放回",
        button="放回",
        of_task=True,
        make=_claim,
        shown=_may_release,
    ),
    Side(
        key="resume",
        label="恢复计时",
        button="恢复计时",
        note="从明天起接着计时，并告知申请人。",
        make=_resume,
        shown=_may_resume,
    ),
    Side(
        key="renewal",
        label="关联原证照",
        button="关联",
        note="延续要对应原证照：到期前没有作出决定的，依法视为准予延续（许可法第 50 条）。",
        make=_renewal,
        shown=_may_renew,
    ),
    Side(
        key="terminate",
        label="终止办理",
        button="终止办理并告知申请人",
        note="终止后这件结束，两个钟停止，告知书自动生成。",
        make=_terminate,
        shown=_may_terminate,
    ),
    Side(
        key="return",
        label="退回窗口补正",
        button="退回窗口补正",
        note="写明要补什么，由窗口一次告知申请人。法定的告知时间照常走，过期没有告知的视为受理。",
        make=_return,
        shown=_may_return,
    ),
)
SIDES = {side.key: side for side in _TABLE}
AT_ONCE = frozenset({"claim", "release"})
"""Acts that need no words: a button, no form to open."""


def side_url(side: Side, *, number: str, task: WaitingTask | None) -> str:
    """Where the form of the act goes."""
    own = [task.id] if side.of_task and task else []
    return reverse(f"review:{side.key}", args=[number, *own])


def show(
    side: Side, *, read: CaseRead, task: WaitingTask | None, tried: SeenForm | None
) -> SideShown:
    """The act with its form: the one that was tried, or a fresh one."""
    return SideShown(
        key=side.key,
        label=side.label,
        button=side.button,
        note=Note(text=side.note) if side.note else None,
        url=side_url(side, number=read.file.line.number, task=task),
        form=tried or side.make(read, task, None),
        open=tried is not None,
        at_once=side.key in AT_ONCE,
    )
