"""The people of the county's desks, as actors for the simulator."""

from __future__ import annotations

from datetime import date
from random import Random

from quancheng.cases.rules.snapshot import WaitingTask
from quancheng.hall import queries as hall
from quancheng.hall.queries import CounterView
from quancheng.identity import queries as identity
from quancheng.identity.rules import Actor, Role
from quancheng.kernel.errors import UnableTo

SUPERIOR_ANSWERED_BY = "head"


class UnableToFindHands(UnableTo):
    """Nobody of the county can do what has to be done."""


class Desks:
    """Finds somebody who may do a piece of work; keeps whom it has found."""

    def __init__(self, *, region_code: str, today: date, random: Random) -> None:
        self._region = region_code
        self._today = today
        self._random = random
        self._found: dict[tuple[str, int | None, str, str], list[Actor]] = {}
        self._counters = hall.counters_of(region_code=region_code)
        self._by_number = {counter.number: counter for counter in self._counters}

    def at_counter(self, counter: CounterView) -> Actor:
        """Somebody at ``counter``."""
        region = counter.town_code or self._region
        return self._one(role="counter", office=None, counter=counter.number, region=region)

    def counter_named(self, number: str) -> CounterView:
        """The counter with this number, open or not."""
        return self._by_number[number]

    def delivering(self, town_code: str) -> Actor:
        """Somebody who hands results over, in the town where that is its counter's work."""
        if town_code:
            return self._one(role="counter", office=None, counter="", region=town_code)
        return self._one(role="delivery", office=None, counter="", region=self._region)

    def for_task(self, task: WaitingTask, office_id: int) -> Actor:
        """Whoever holds ``task`` of a case of ``office_id``, else somebody who may take it."""
        role = SUPERIOR_ANSWERED_BY if task.role == "superior" else task.role
        office = None if task.town_code else (task.office_id or office_id)
        region = task.town_code or self._region
        return self._one(role=role, office=office, counter="", region=region, post=task.holder)

    def head_of(self, office_id: int) -> Actor:
        """The head of an office."""
        return self._one(role="head", office=office_id, counter="", region=self._region)

    def counters_for(self, *, office_code: str, in_town: bool) -> list[CounterView]:
        """The open counters that take in items of an office."""
        if in_town:
            return [c for c in self._counters if c.kind == "town" and c.is_open]
        return [
            counter
            for counter in self._counters
            if counter.is_open
            and counter.kind in ("general", "special")
            and office_code in counter.office_codes
        ]

    def _one(
        self, *, role: str, office: int | None, counter: str, region: str, post: int | None = None
    ) -> Actor:
        key = (role, office, counter, region)
        if key not in self._found:
            posts = identity.posts_in(
                region_code=region,
                role=Role(role),
                office_id=office,
                counter=counter,
                today=self._today,
            )
            self._found[key] = [
                identity.actor_for(account_id=p.account_id, post_id=p.id, today=self._today)
                for p in posts
                if p.rank == "A"
            ]
        if not self._found[key]:
            raise UnableToFindHands(f"{region} 没有可以办理的岗位（{role}）。")
        holders = [actor for actor in self._found[key] if actor.post_id == post]
        return self._random.choice(holders or self._found[key])
