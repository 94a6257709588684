"""Everything the page of a case is made from, each part read once, when it is asked for.

The page shows all of it; an act looks at the case and its tasks alone, and reads no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from quancheng.cases.queries import joint
from quancheng.cases.queries.extension_requests import Asked, request_of
from quancheng.cases.queries.file import case_file
from quancheng.cases.queries.review import OpenSuspension, open_suspensions
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.joint import JOINT, why_waiting
from quancheng.cases.rules.snapshot import Snapshot, WaitingTask
from quancheng.cases.rules.tasks import may_take
from quancheng.cases.rules.views import CaseFile, CaseLine
from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import Guide
from quancheng.identity import queries as identity
from quancheng.identity.queries import PostName, PostView
from quancheng.identity.rules import Act, Actor, Role, Scope, may
from quancheng.journeys.read_clock import ClockView, clock_view, clock_views
from quancheng.kernel.moments import day_of
from quancheng.workflow import queries as workflow
from quancheng.workflow.engine.plan import Plan

DELIVER = "deliver"


@dataclass(frozen=True, kw_only=True)
class CaseRead:
    """A case as its page needs it, and who looks at it when."""

    file: CaseFile
    now: Snapshot
    actor: Actor
    scope: Scope
    at: datetime

    @cached_property
    def guide(self) -> Guide:
        """What the edition asks that the case is pinned to."""
        return catalogue.guide_of_edition(edition_id=self.file.line.edition_id)

    @cached_property
    def clock(self) -> ClockView:
        """Both clocks on this day."""
        return clock_view(line=self.file.line, today=self.today)

    @cached_property
    def plan(self) -> Plan:
        """The compiled flow the case runs on."""
        return workflow.plan(self.file.flow_digest)

    @cached_property
    def names(self) -> Mapping[int, PostName]:
        """The posts that have acted or worked on the case, by id."""
        return identity.post_names(_posts(self.file))

    @cached_property
    def held(self) -> OpenSuspension | None:
        """The suspension that holds the clocks now."""
        return open_suspensions(case_ids=[self.file.line.id]).get(self.file.line.id)

    @cached_property
    def children(self) -> tuple[CaseLine, ...]:
        """The children of a joint case."""
        if self.now.handling_type != JOINT:
            return ()
        return joint.children_of(region_code=self.now.region_code, case_id=self.now.id)

    @cached_property
    def parent(self) -> CaseLine | None:
        """The joint case of which this is a child."""
        return joint.parent_of(self.file.line)

    @cached_property
    def _near(self) -> tuple[CaseLine, ...]:
        return (*self.children, *([self.parent] if self.parent else []))

    @cached_property
    def near_clocks(self) -> Mapping[int, ClockView]:
        """The clocks of children and parent on this day, by id."""
        return clock_views(lines=self._near, today=self.today)

    @cached_property
    def openable(self) -> frozenset[int]:
        """Those of the children, and of parents, that this person may open."""
        return joint.seen_among(scope=self.scope, case_ids=[each.id for each in self._near])

    @property
    def waits(self) -> str:
        """Why the case cannot end yet: the sentence that names its open children, or nothing."""
        return why_waiting(self.children)

    @cached_property
    def asked(self) -> Asked | None:
        """The extension that was asked for and waits for the head's answer."""
        return request_of(case_id=self.file.line.id)

    @cached_property
    def _candidates(self) -> dict[int, tuple[PostView, ...]]:
        return {}

    def candidates(self, task: WaitingTask) -> tuple[PostView, ...]:
        """The posts that may do a task, read once however many parts of the page ask."""
        if task.id not in self._candidates:
            self._candidates[task.id] = identity.posts_in(
                region_code=task.town_code or self.now.region_code,
                role=Role(task.role),
                office_id=None if task.town_code else (task.office_id or self.now.office_id),
                today=self.today,
            )
        return self._candidates[task.id]

    @property
    def today(self) -> date:
        """The day of the reading."""
        return day_of(self.at)

    @property
    def mine(self) -> WaitingTask | None:
        """The first open task that this person may do now."""
        for task in self.now.tasks:
            if task.kind != DELIVER and may_take(actor=self.actor, task=task):
                return task
        return None

    def may(self, act: Act, *, task: WaitingTask | None = None) -> bool:
        """Whether the person's post allows ``act`` on the case, or on one of its tasks."""
        town = task.town_code if task else self.now.town_code
        office = (task.office_id if task else None) or self.now.office_id
        return may(
            self.actor,
            act=act,
            region_code=town or self.now.region_code,
            office_id=None if town else office,
        )

    @property
    def chair(self) -> str:
        """Who presides over the hearing, by name; empty before that is settled."""
        post = self.now.hearing.chair if self.now.hearing else None
        named = identity.post_names([post]).get(post or 0) if post else None
        return f"{named.name}（{named.label}）" if named else ""

    def name(self, post: int | None) -> str:
        """The name of the holder of a post; empty where it is not known."""
        named = self.names.get(post or 0)
        return named.name if named else ""


def read_case(*, actor: Actor, scope: Scope, number: str, at: datetime) -> CaseRead:
    """Read case ``number``; raises ``UnableToFindCase`` outside the scope."""
    file = case_file(scope=scope, number=number)
    line = file.line
    now = snapshot(region_code=line.region_code, number=line.number)
    return CaseRead(file=file, now=now, actor=actor, scope=scope, at=at)


def _posts(file: CaseFile) -> set[int | None]:
    acted = {entry.post for entry in file.entries} | {entry.on_behalf_of for entry in file.entries}
    worked = {task.holder for task in file.tasks} | {task.done_by for task in file.tasks}
    return acted | worked
