"""The material list of an intake (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quancheng.kernel.errors import UnableTo

GRADES = ("A", "B", "C", "D")
MOST_COPIES = 99


class UnableToTakeMaterials(UnableTo):
    """The ticks on the material list do not make sense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedMaterial:
    """A line of the edition: ``need`` is required, optional or deferrable (容缺)."""

    code: str
    name: str
    need: str
    originals: int
    copies: int
    condition: str
    issued_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What the counter ticked for a line."""

    received: bool = False
    originals: int = 0
    copies: int = 0
    grade: str = ""
    not_applicable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenMaterial:
    """A line as it is stored."""

    wanted: WantedMaterial
    tick: Tick
    deferred: bool


def usual_grade(wanted: WantedMaterial, *, uploaded: bool) -> str:
    """The grade a line gets unless the counter says otherwise.

    A form is the applicant's own word (D), an upload is C, anything shown at the counter is
    checked against the original (B). A is only for what comes from an authority's own register.
    """
    if uploaded:
        return "C"
    return "D" if wanted.issued_by == "applicant" else "B"


def take_materials(
    *, wanted: Sequence[WantedMaterial], ticks: Mapping[str, Tick]
) -> list[TakenMaterial]:
    """Every line of the edition with its tick.

    Raises :class:`UnableToTakeMaterials` for a line the edition does not have, an unknown
    grade or an impossible count.
    """
    known = {line.code for line in wanted}
    for code, tick in ticks.items():
        if code not in known:
            raise UnableToTakeMaterials("有一份材料不在事项清单里，不能要求申请人提交，请去掉它。")
        if tick.grade and tick.grade not in GRADES:
            raise UnableToTakeMaterials("材料可信等级只有 A、B、C、D 四级，请重新选择。")
        if not (0 <= tick.originals <= MOST_COPIES and 0 <= tick.copies <= MOST_COPIES):
            raise UnableToTakeMaterials(f"份数要在 0 到 {MOST_COPIES} 之间，请改正。")
    return [
        TakenMaterial(
            wanted=line,
            tick=ticks.get(line.code, Tick()),
            deferred=line.need == "deferrable" and not ticks.get(line.code, Tick()).received,
        )
        for line in wanted
    ]


def missing(taken: Sequence[TakenMaterial]) -> list[WantedMaterial]:
    """Required lines that were not handed in and do apply."""
    return [
        line.wanted
        for line in taken
        if line.wanted.need == "required"
        and not line.tick.received
        and not line.tick.not_applicable
        and not line.wanted.condition
    ]
