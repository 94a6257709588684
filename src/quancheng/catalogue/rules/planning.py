"""The plan of an import: what is new, changed, unchanged and no longer listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from quancheng.catalogue.rules.assembling import Assembled
from quancheng.catalogue.rules.compose import Composed
from quancheng.catalogue.rules.conflicts import Conflict
from quancheng.catalogue.rules.differences import EditionDiff
from quancheng.catalogue.rules.headers import HeaderMatch
from quancheng.catalogue.rules.rows import Problem

COUNT_LABELS: Final[Mapping[str, str]] = {
    "new": "新增事项",
    "changed": "有变化的事项",
    "unchanged": "没有变化的事项",
    "missing": "清单里不再有的事项",
    "held": "暂不导入的事项",
    "elements": "数据元",
    "materials": "材料",
    "bundles": "一件事",
    "problems": "问题",
    "warnings": "提醒",
    "conflicts": "与法律不一致",
}
"""What the counts of a plan are called on screens."""


@dataclass(frozen=True, slots=True)
class Existing:
    """An item the region has, with its open edition if it has one."""

    item_id: int
    code: str
    name: str
    edition_id: int | None
    digest: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item in a preview: kind is new, changed or retired; ``diff`` for a changed one."""

    code: str
    name: str
    kind: str
    diff: EditionDiff | None = None


@dataclass(slots=True)
class Plan:
    """What an import would do, and why it may not.

    ``missing`` are items in force that the list no longer names; they are retired only on
    request. ``counts`` has the keys new, changed, unchanged, missing, held, elements,
    materials, bundles, problems, warnings and conflicts.
    """

    new: list[Composed] = field(default_factory=list)
    changed: list[tuple[Composed, Existing]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    missing: list[Existing] = field(default_factory=list)
    assembled: Assembled = field(default_factory=Assembled)
    changes: list[ItemChange] = field(default_factory=list)
    headers: list[HeaderMatch] = field(default_factory=list)
    left_out: int = 0
    on: date | None = None
    """The day from which the new editions would be in force."""

    @property
    def problems(self) -> list[Problem]:
        """What keeps rows from being imported."""
        return self.assembled.problems

    @property
    def warnings(self) -> list[Problem]:
        """What a person should look at; it keeps nothing from being imported."""
        return self.assembled.warnings

    @property
    def conflicts(self) -> list[Conflict]:
        """Where items contradict the law on time; it keeps nothing from being imported."""
        return self.assembled.conflicts

    @property
    def unmapped(self) -> list[HeaderMatch]:
        """Headers that no column claims; their cells are kept as they are."""
        return [match for match in self.headers if match.how == "unknown"]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "missing": len(self.missing),
            "held": len(self.assembled.held),
            "elements": len(self.assembled.elements),
            "materials": len(self.assembled.materials),
            "bundles": len(self.assembled.bundles),
            "problems": len(self.problems),
            "warnings": len(self.warnings),
            "conflicts": len(self.conflicts),
        }


def plan(
    assembled: Assembled,
    *,
    existing: Mapping[str, Existing],
    headers: Sequence[HeaderMatch] = (),
    left_out: int = 0,
) -> Plan:
    """Compare what was assembled with what the region has, by item code."""
    result = Plan(assembled=assembled, headers=list(headers), left_out=left_out)
    for made in assembled.items:
        known = existing.get(made.code)
        if known is None or known.edition_id is None:
            result.new.append(made)
        elif known.digest == made.digest:
            result.unchanged.append(made.code)
        else:
            result.changed.append((made, known))
    listed = {made.code for made in assembled.items} | set(assembled.held)
    result.missing = [
        known for code, known in existing.items() if known.edition_id and code not in listed
    ]
    return result
