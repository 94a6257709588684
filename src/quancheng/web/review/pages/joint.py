"""联办子件: the children of a joint case and what can be done about them; a child's parent."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from quancheng.cases.rules import joint as rules
from quancheng.cases.rules.snapshot import WaitingTask
from quancheng.cases.rules.views import CaseLine
from quancheng.cases.states import allows
from quancheng.identity import queries as identity
from quancheng.identity.rules import Act
from quancheng.kernel.identifiers import show_case_number
from quancheng.web.review.forms.acts import SeenForm
from quancheng.web.review.forms.joint import JoinForm, LeaveForm
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.review.pages.sides import Side, SideShown, acts_here, seen_version, show
from quancheng.web.ui.components import Link, Note, Tag
from quancheng.web.ui.presenters import joint

Tried = tuple[str, SeenForm] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildShown:
    """A child: ``url`` is empty where the reader may not open it."""

    item: str
    number: str
    url: str
    office: str
    tags: tuple[Tag, ...]
    days: tuple[str, ...]
    required: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointPanel:
    """The panel of a parent."""

    said: str
    note: Note | None
    children: tuple[ChildShown, ...]
    sides: tuple[SideShown, ...]


def joint_panel(read: CaseRead, *, tried: Tried) -> JointPanel | None:
    """The panel of a case that has children, or may have some by this person's hand."""
    sides = [side for side in JOINT.values() if side.shown(read, None)]
    if not read.children and not sides:
        return None
    waiting = len(rules.waited_for(read.children))
    return JointPanel(
        said=_said(read, waiting),
        note=_note(read, waiting),
        children=_children(read),
        sides=tuple(
            show(
                side,
                read=read,
                task=None,
                tried=tried[1] if tried and tried[0] == side.key else None,
            )
            for side in sides
        ),
    )


def _said(read: CaseRead, waiting: int) -> str:
    if waiting:
        return f"还差 {waiting} 件未办结"
    return f"共 {len(read.children)} 件，不用再等" if read.children else "还没有"


def _note(read: CaseRead, waiting: int) -> Note | None:
    if not waiting or not read.file.line.state.is_open:
        return None
    return Note(text="子件各算各的时限。必须办结的子件都办结以前，主件不能决定、撤回或终止。")


def _children(read: CaseRead) -> tuple[ChildShown, ...]:
    offices = identity.offices_by_id(each.office_id for each in read.children)
    return tuple(
        ChildShown(
            item=each.item_name,
            number=show_case_number(each.number),
            url=reverse("review:case", args=[each.number]) if each.id in read.openable else "",
            office=offices[each.office_id].short_name,
            tags=joint.state_tags(each),
            days=joint.days(each, clock=read.near_clocks[each.id]),
            required="主件要等它办结" if each.required_by_parent else "主件不等它",
        )
        for each in read.children
    )


def parent_note(read: CaseRead) -> Note | None:
    """所属联办主件 on the page of a child, with the days of the joint limit."""
    parent = read.parent
    if parent is None:
        return None
    days = " · ".join(joint.days(parent, clock=read.near_clocks[parent.id]))
    waits = "主件要等这件办结。" if read.file.line.required_by_parent else "主件不等这件。"
    number = show_case_number(parent.number)
    seen = parent.id in read.openable
    url = reverse("review:case", args=[parent.number]) if seen else ""
    return Note(
        title=f"所属联办主件：{parent.item_name}",
        text=f"{'' if seen else f'{number}，'}联办时限：{days}。{waits}这件的时限照自己的算。",
        link=Link(label=number, url=url) if seen else None,
    )


# ── the acts ──


def _open_children(read: CaseRead) -> tuple[CaseLine, ...]:
    return tuple(each for each in read.children if allows(act="left", state=each.state))


def _join(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    return JoinForm(data, initial=seen_version(read), auto_id="join-%s")


def _leave(read: CaseRead, _task: WaitingTask | None, data: QueryDict | None) -> SeenForm:
    children = [
        (each.number, f"{each.item_name} {each.number[-7:]}") for each in _open_children(read)
    ]
    return LeaveForm(data, initial=seen_version(read), auto_id="leave-%s", children=children)


def _may_join(read: CaseRead, _task: WaitingTask | None) -> bool:
    possible = rules.may_have_children(read.now) and allows(
        act="child_joined", state=read.now.state
    )
    return possible and acts_here(read, Act.JOIN)


def _may_leave(read: CaseRead, _task: WaitingTask | None) -> bool:
    possible = bool(_open_children(read)) and allows(act="child_left", state=read.now.state)
    return possible and acts_here(read, Act.JOIN)


_TABLE = (
    Side(
        key="join",
        label="并入子件",
        button="并入",
        note="同一申请人的在办件可以并入。子件的编号、流程和时限都不变。",
        make=_join,
        shown=_may_join,
    ),
    Side(
        key="leave",
        label="退出联办",
        button="退出联办",
        note="退出以后各办各的，主件不再等它。",
        make=_leave,
        shown=_may_leave,
    ),
)
JOINT = {side.key: side for side in _TABLE}
"""The acts of a parent on its children."""
