"""What stands on the proof sheet 时限计算书: every day, counted or not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from quancheng.cases.letters.head import Head

RowKind = Literal["plain", "rest", "suspended", "due"]


@dataclass(frozen=True, kw_only=True)
class ProofClock:
    """One clock's result: its name and length in words, its last moment, how it was reached.

    ``name`` 承诺 8 个工作日 · ``last`` 2月24日（周二）17:30 · ``reckoning`` 1月26日受理 + 8 天.
    """

    name: str
    last: str
    reckoning: str


@dataclass(frozen=True, kw_only=True)
class ProofRow:
    """One calendar day: counted or not, why, and what each clock read at its end.

    A reading is ``None`` before the clock starts and after it has ended.
    """

    day: date
    counted: bool
    reason: str
    promised: int | None
    statutory: int | None
    kind: RowKind = "plain"
    future: bool = False


@dataclass(frozen=True, kw_only=True)
class ProofPart:
    """A child of a joint case (联办子件), with its own deadlines where they are known."""

    item: str
    number: str
    state: str
    required: bool
    promised: date | None
    statutory: date | None


@dataclass(frozen=True, kw_only=True)
class ProofSheetLetter:
    """时限计算书, one A4 page where the days fit. ``notes`` are the numbered sources below.

    ``parts`` are the children of a joint case.

    ``total`` calendar days from the day after the start to the last day are the sum of
    ``counted``, ``suspended`` and ``rest``.
    """

    title: ClassVar[str] = "时限计算书"
    template: ClassVar[str] = "proof_sheet"
    head: Head
    made_at: datetime
    clocks: tuple[ProofClock, ...]
    rows: tuple[ProofRow, ...]
    total: int
    counted: int
    suspended: int
    rest: int
    notes: tuple[str, ...] = ()
    parts: tuple[ProofPart, ...] = ()
    remark: str = ""
