"""Compression (压缩率, R13): how much shorter than the law the promise, or the work, is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from quancheng.clock.engine.limits import Unit


@dataclass(frozen=True, slots=True)
class LimitPair:
    """One item or one closed case: what was promised (or taken), and what the law allows.

    Both in ``unit``; ``suspended`` days are listed beside the rate and are not part of
    ``promised``.
    """

    promised: int
    statutory: int
    unit: Unit = Unit.WORKING_DAY
    label: str = ""
    suspended: int = 0

    @property
    def rate(self) -> Fraction | None:
        """``1 - promised/statutory``; ``None`` where the law sets no limit."""
        if self.statutory <= 0:
            return None
        return 1 - Fraction(self.promised, self.statutory)


@dataclass(frozen=True, slots=True)
class Compression:
    """The two figures of R13 over ``items`` pairs with a statutory limit.

    ``skipped`` pairs have none. The sums, and so the rate of the sums, are ``None`` unless every
    pair has the same unit. ``suspended`` is the sum of the suspended days.
    """

    items: int
    skipped: int
    mean_of_rates: Fraction | None
    rate_of_sums: Fraction | None
    promised_sum: int | None
    statutory_sum: int | None
    suspended: int


@dataclass(frozen=True, slots=True)
class UnitSum:
    """What was promised or taken, and what the law allows, summed over one unit alone."""

    unit: Unit
    count: int
    taken: int
    statutory: int

    @property
    def rate(self) -> Fraction:
        """The rate of the sums."""
        return 1 - Fraction(self.taken, self.statutory)


def sums_by_unit(*, pairs: Iterable[LimitPair]) -> tuple[UnitSum, ...]:
    """Sum only like units, in the order of the units; pairs without a limit of the law are out."""
    counted = [pair for pair in pairs if pair.rate is not None]
    return tuple(
        UnitSum(
            unit,
            len(like),
            sum(pair.promised for pair in like),
            sum(pair.statutory for pair in like),
        )
        for unit in Unit
        if (like := [pair for pair in counted if pair.unit is unit])
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """Closed cases that share a unit and a statutory limit: how many, and the days they took.

    ``used`` are the days actually used, net of suspensions; ``suspended`` the days of suspension,
    which fell on ``held`` of the cases. ``statutory`` 0 is none: such cases are skipped.
    """

    unit: Unit
    statutory: int
    cases: int
    used: int
    suspended: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Achieved:
    """Achieved compression (R13) of ``cases`` closed cases.

    ``skipped`` cases have no statutory limit to be measured by. ``sums`` are by unit, because days
    of different kinds cannot be added; ``suspended`` days are listed and are in no rate.
    """

    cases: int
    skipped: int
    mean_of_rates: Fraction | None
    sums: tuple[UnitSum, ...]
    suspended: int
    held: int


def achieved(*, tallies: Iterable[Tally]) -> Achieved:
    """The mean of the rates of all cases, and the rate of the sums of each unit, exactly (R13)."""
    every = list(tallies)
    measured = [each for each in every if each.statutory > 0]
    cases = sum(each.cases for each in measured)
    rates = sum(
        (each.cases - Fraction(each.used, each.statutory) for each in measured), Fraction(0)
    )
    sums = tuple(
        UnitSum(
            unit,
            sum(each.cases for each in like),
            sum(each.used for each in like),
            sum(each.cases * each.statutory for each in like),
        )
        for unit in Unit
        if (like := [each for each in measured if each.unit is unit])
    )
    return Achieved(
        cases=cases,
        skipped=sum(each.cases for each in every) - cases,
        mean_of_rates=rates / cases if cases else None,
        sums=sums,
        suspended=sum(each.suspended for each in every),
        held=sum(each.held for each in every),
    )


def compression(*, pairs: Iterable[LimitPair]) -> Compression:
    """Compute the mean of the rates and the rate of the sums, exactly (R13).

    A 当场 promise is 0 in the unit of its statutory limit: pass it so.
    """
    every = list(pairs)
    counted = [pair for pair in every if pair.rate is not None]
    rates = [rate for pair in counted if (rate := pair.rate) is not None]
    comparable = len({pair.unit for pair in counted}) == 1
    promised = sum(pair.promised for pair in counted) if comparable else None
    statutory = sum(pair.statutory for pair in counted) if comparable else None
    return Compression(
        items=len(counted),
        skipped=len(every) - len(counted),
        mean_of_rates=sum(rates, Fraction(0)) / len(rates) if rates else None,
        rate_of_sums=(
            1 - Fraction(promised, statutory)
            if promised is not None and statutory is not None
            else None
        ),
        promised_sum=promised,
        statutory_sum=statutory,
        suspended=sum(pair.suspended for pair in counted),
    )
