"""Work planned for moments, and done in their order."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from quancheng.clock import queries as clock
from quancheng.clock.engine import Calendar, Unknown
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import at, day_of

Work = Callable[[datetime], None]
OPENS, CLOSES = 9, 17


@dataclass(order=True, slots=True)
class Planned:
    """A piece of work that will be done at ``when``."""

    when: datetime
    order: int
    work: Work = field(compare=False)


class Schedule:
    """A queue of planned work of one county, and the moments at which such work is done."""

    def __init__(self, *, region_code: str, random: Random) -> None:
        self._region, self._random = region_code, random
        self._queue: list[Planned] = []
        self._order = 0
        self.refused: Counter[str] = Counter()

    @property
    def calendar(self) -> Calendar:
        """The county's working calendar."""
        return clock.calendar_for(region_code=self._region)

    def run_until(self, moment: datetime, *, tick: Callable[[datetime], None]) -> None:
        """Do everything that is planned up to ``moment``; ``tick`` is told when each was done."""
        while self._queue and self._queue[0].when <= moment:
            planned = heapq.heappop(self._queue)
            self._do(planned.work, planned.when)
            tick(planned.when)

    def do_next(self, now: datetime) -> None:
        """Do now what is planned first, however far off it is."""
        if self._queue:
            self._do(heapq.heappop(self._queue).work, now)

    def _do(self, work: Work, when: datetime) -> None:
        try:
            work(when)
        except UnableTo as problem:
            self.refused[problem.sentence] += 1

    def waiting(self) -> int:
        """How much is planned."""
        return len(self._queue)

    def _plan(self, when: datetime, work: Work) -> None:
        self._order += 1
        heapq.heappush(self._queue, Planned(when, self._order, work))

    def _minutes(self, now: datetime, least: int, most: int) -> datetime:
        return now + timedelta(minutes=self._random.randint(least, most))

    def _work_days(self, now: datetime, days: int) -> datetime:
        """A moment in office hours ``days`` working days later (the same day for none)."""
        if days <= 0:
            later = self._minutes(now, 5, 90)
            if later.hour < CLOSES:
                return later
            days = 1
        day = self.calendar.add(day_of(now), days)
        found = day.at_least if isinstance(day, Unknown) else day
        minute = self._random.randint(0, (CLOSES - OPENS) * 60 - 1)
        return at(found, OPENS + minute // 60, minute % 60)
