"""联办 in the simulated county: one company brings a joint case and what belongs to it."""

from __future__ import annotations

from datetime import datetime

from quancheng.journeys import accept, apply, join
from quancheng.ops.simulator.county_at_work import CountyAtWork
from quancheng.ops.simulator.schedule import Work
from quancheng.ops.simulator.visits import Visit

PARENT = "工程建设项目联合验收"
CHILDREN = ("特殊建设工程消防验收", "洪水影响评价审批")


class FamiliesAtWork(CountyAtWork):
    """The county at work, with joint cases and their children among the others."""

    def plan_family(self, when: datetime) -> None:
        """Plan the visit of a company with a joint case; nothing where the items are not served."""
        self._plan(when, self._brings_family)

    def _brings_family(self, now: datetime) -> None:
        visits = self._visitors.together((PARENT, *CHILDREN))
        numbers = [self._takes_in(visit, now) for visit in visits]
        if numbers:
            self._plan(self._minutes(now, 20, 60), self._joins(numbers))

    def _takes_in(self, visit: Visit, now: datetime) -> str:
        """The number of a case that was taken in and accepted at once."""
        actor = self._desks.at_counter(visit.counter)
        number = apply.take_in(
            doing=self._doing(actor, now), region_code=self._region, intake=visit.intake
        ).number
        accept.accept(doing=self._doing(actor, now), region_code=self._region, number=number)
        self.done["received"] += 1
        self.done["accepted"] += 1
        return number

    def _joins(self, numbers: list[str]) -> Work:
        def work(now: datetime) -> None:
            parent = self._read(numbers[0])
            actor = self._desks.for_task(parent.tasks[0], parent.office_id)
            for number in numbers[1:]:
                join.join(
                    doing=self._doing(actor, now),
                    region_code=self._region,
                    number=parent.number,
                    child_number=number,
                )
                self.done["joined"] += 1
            for number in numbers:
                self._plan_next(self._read(number), now)

        return work
