"""How often what happens in the invented county, and when (all shares are of one)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """The habits of the county.

    The shares follow what service centres report in public: most matters are closed at the
    counter, one in ten needs a correction, few are declined or refused.
    """

    instant: float = 0.62
    correction: float = 0.09
    declined: float = 0.015
    withdrawn: float = 0.006
    silent: float = 0.003
    disagree: float = 0.02
    sent_back: float = 0.015
    suspended: float = 0.95
    extended: float = 0.01
    refused: float = 0.03
    late: float = 0.012
    by_agent: float = 0.12
    known_applicant: float = 0.3
    posted: float = 0.15
    uncollected: float = 0.05
    in_town: float = 0.12


MIX = Mix()
# Visitors by half hour from 9:00 to 17:30, with the two peaks every hall knows.
_HALF_HOURS = (
    (9.0, 9), (9.5, 14), (10.0, 16), (10.5, 13), (11.0, 9), (11.5, 4), (13.5, 6), (14.0, 10),
    (14.5, 12), (15.0, 11), (15.5, 9), (16.0, 6), (16.5, 4), (17.0, 1),
)  # fmt: skip

# Visitors by day of the week from Monday: most come after the weekend, fewest before it.
_WEEK = (1.16, 1.05, 1.0, 0.97, 0.86, 0.7, 0.6)


def visits_on(random: Random, *, day: date, usual: int) -> int:
    """How many people come on a day, where ``usual`` come on an ordinary Wednesday."""
    return max(1, round(usual * _WEEK[day.weekday()] * random.uniform(0.94, 1.06)))


def minute_of_day(random: Random) -> int:
    """The minute after midnight at which somebody steps to a counter."""
    hours = [hour for hour, _ in _HALF_HOURS]
    hour = random.choices(hours, weights=[weight for _, weight in _HALF_HOURS])[0]
    return int(hour * 60) + random.randint(0, 29)


def happens(random: Random, share: float) -> bool:
    """Whether something with this share happens this time."""
    return random.random() < share


def popularity(rank: int) -> float:
    """The weight of the item at ``rank`` (from 0): a few are asked for every day, most seldom."""
    return float(1 / (rank + 4) ** 0.9)
