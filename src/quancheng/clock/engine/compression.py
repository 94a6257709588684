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
