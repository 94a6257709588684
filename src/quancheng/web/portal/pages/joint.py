"""联办 for the applicant: the parts of his joint case, or the joint case that this is a part of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.cases.queries import joint as queries
from quancheng.cases.rules.joint import JOINT, waited_for
from quancheng.cases.rules.views import CaseLine
from quancheng.journeys.read_clock import clock_views
from quancheng.kernel.identifiers import show_case_number
from quancheng.web.ui.components import Tag
from quancheng.web.ui.presenters import joint


@dataclass(frozen=True, slots=True, kw_only=True)
class PartShown:
    """One of the cases that are handled together."""

    item: str
    number: str
    tags: tuple[Tag, ...]
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointShown:
    """The section: what it says, and the cases it names."""

    title: str
    said: str
    parts: tuple[PartShown, ...]


def joint_of(line: CaseLine, *, today: date) -> JointShown | None:
    """The section of a case that has children or a parent, with their clocks on a day."""
    parent = queries.parent_of(line)
    if parent is not None:
        waits = "，主件要等这件办结" if line.required_by_parent else ""
        return JointShown(
            title="所属联办主件",
            said=f"这件和下面这件一起办{waits}。这件的时限照自己的算。",
            parts=_parts((parent,), today),
        )
    children = (
        queries.children_of(region_code=line.region_code, case_id=line.id)
        if line.handling_type == JOINT
        else ()
    )
    if not children:
        return None
    waiting = len(waited_for(children))
    said = f"还差 {waiting} 件没有办结，都办结了才能决定这件。" if waiting else "不用再等子件了。"
    return JointShown(
        title="联办子件",
        said=f"{said if line.state.is_open else ''}每件都有自己的时限。",
        parts=_parts(children, today),
    )


def _parts(lines: Sequence[CaseLine], today: date) -> tuple[PartShown, ...]:
    clocks = clock_views(lines=lines, today=today)
    return tuple(
        PartShown(
            item=line.item_name,
            number=show_case_number(line.number),
            tags=joint.state_tags(line),
            days=joint.days(line, clock=clocks[line.id]),
        )
        for line in lines
    )
