"""Where to go and when: counters and town centres in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quancheng.hall import queries as hall
from quancheng.hall.queries import CounterView

SERVING = frozenset({"general", "special"})
MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """All counters of a county, read once."""

    counters: tuple[CounterView, ...]

    @property
    def centre(self) -> tuple[CounterView, ...]:
        """The counters of the county centre."""
        return tuple(each for each in self.counters if each.kind != "town")

    @property
    def towns(self) -> tuple[CounterView, ...]:
        """The town centres."""
        return tuple(each for each in self.counters if each.kind == "town")

    @property
    def open_windows(self) -> int:
        """How many windows of the centre are open."""
        return sum(1 for each in self.centre if each.is_open)

    def serving(self, office_code: str) -> tuple[CounterView, ...]:
        """The counters that take in the items of an office; the general ones come first."""
        found = [
            each
            for each in self.centre
            if each.kind in SERVING and office_code in each.office_codes
        ]
        return tuple(sorted(found, key=lambda each: (each.kind != "special", each.number)))

    def of_kind(self, kind: str) -> CounterView | None:
        """The counter of a kind of which a centre has one: bank, delivery."""
        return next((each for each in self.centre if each.kind == kind), None)


def places(*, region_code: str) -> Places:
    """The counters of a county, in one query."""
    return Places(counters=tuple(hall.counters_of(region_code=region_code)))


def words(counter: CounterView) -> str:
    """``W06 行业准入综合窗口（一）``."""
    return f"{counter.number} {counter.name}"


def where(counters: Sequence[CounterView], *, centre: str) -> str:
    """The lines of 地点: the centre, then its counters."""
    named = [words(each) for each in counters[:MOST_NAMED]]
    more = len(counters) - len(named)
    if more:
        named[-1] += f" 等 {len(counters)} 个窗口"
    return "\n".join([centre, *named]) if named else f"{centre}\n请先到咨询引导台"
