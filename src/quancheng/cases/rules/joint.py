"""联办: which case may be the child of which, and what the parent waits for (许可法 42; R5; pure).

One level: a parent is nobody's child, a child nobody's parent. Each keeps its own number, flow and
limits; all that joins them is that the parent does not end before its required children have.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.rules.views import CaseLine
from quancheng.cases.states import allows
from quancheng.clock.rules import ChildState, UnableToCloseParent, check_parent_closes
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.identifiers import show_case_number

JOINT: Final = "joint"
"""The handling type of the cases that may have children."""


class UnableToJoin(UnableTo):
    """The one case cannot be a child of the other."""


class UnableToLeave(UnableTo):
    """The case cannot be taken out of the joint handling."""


def check_parent(case: Snapshot) -> None:
    """Raise :class:`UnableToJoin` unless ``case`` is one that may have children."""
    if case.handling_type != JOINT:
        raise UnableToJoin(f"“{case.item_name}”不是联办件，不能并入子件，请到联办主件的页面办理。")
    if case.parent_id is not None:
        raise UnableToJoin("这件自己是联办子件，联办只有一层，请到它的主件页面并入。")


def may_have_children(case: Snapshot) -> bool:
    """Whether the case is one that may have children; derived from :func:`check_parent`."""
    try:
        check_parent(case)
    except UnableToJoin:
        return False
    return True


def check_child(child: Snapshot, *, parent: Snapshot, has_children: bool) -> None:
    """Raise :class:`UnableToJoin` unless ``child`` may become a child of ``parent``.

    Both are of one county. ``has_children``: whether the child is a parent itself.
    """
    named = f"《{child.item_name}》（{show_case_number(child.number)}）"
    if child.id == parent.id:
        raise UnableToJoin("子件编号就是这件自己的编号，请核对后重新填写。")
    if child.parent_id == parent.id:
        raise UnableToJoin(f"{named}已经是这件的子件，不用再并入。")
    if child.applicant_id != parent.applicant_id:
        raise UnableToJoin(
            "子件和主件不是同一个申请人，不能联办。请核对子件编号；编号没有错的，两件各自办理。"
        )
    if child.parent_id is not None:
        raise UnableToJoin(f"{named}已经并入另一件联办主件，请先在那件里退出联办，再并入这件。")
    if has_children:
        raise UnableToJoin(f"{named}自己有联办子件，联办只有一层，请把它的子件分别并入这件。")
    if not allows(act="joined", state=child.state):
        raise UnableToJoin(f"{named}现在是“{child.state.label}”，已经结束，不用再并入。")


def check_leaves(child: Snapshot, *, parent: Snapshot) -> None:
    """Raise :class:`UnableToLeave` unless ``child`` is an open child of ``parent``."""
    if child.parent_id != parent.id:
        raise UnableToLeave("这件不是本件的联办子件，可能已经退出了。请刷新后再看。")
    if not allows(act="left", state=child.state):
        raise UnableToLeave(
            f"《{child.item_name}》已经是“{child.state.label}”，留在联办的记录里，不用退出。"
        )


def waited_for(children: Iterable[CaseLine]) -> tuple[CaseLine, ...]:
    """The required children that have not ended.

    Decided, declined, withdrawn and terminated is ended: the hand-over of a child's outcome is
    not waited for.
    """
    return tuple(each for each in children if each.required_by_parent and each.state.is_open)


def check_children_ended(children: Iterable[CaseLine]) -> None:
    """Raise ``UnableToCloseParent``, naming them, while required children are open (R5)."""
    check_parent_closes(
        children=[
            ChildState(
                name=f"《{each.item_name}》（{show_case_number(each.number)}）",
                required=each.required_by_parent,
                closed=not each.state.is_open,
            )
            for each in children
        ]
    )


def why_waiting(children: Iterable[CaseLine]) -> str:
    """The sentence of :func:`check_children_ended`; empty when the parent may end."""
    try:
        check_children_ended(children)
    except UnableToCloseParent as error:
        return error.sentence
    return ""
