"""Reading the tree of regions. Regions are public: these reads need no scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quancheng.kernel.errors import UnableToFind
from quancheng.regions import rules
from quancheng.regions.models import Region


class UnableToFindRegion(UnableToFind):
    """A code that is not in the tree of regions."""


@dataclass(frozen=True, slots=True)
class RegionView:
    """One region as the screens show it; ``level`` is city, county or town."""

    code: str
    name: str
    level: str
    parent_code: str | None


def _view(row: Region) -> RegionView:
    return RegionView(code=row.code, name=row.name, level=row.level, parent_code=row.parent_id)


def region(code: str) -> RegionView:
    """The region with this code; raises :class:`UnableToFindRegion`."""
    row = Region.objects.filter(code=code).first()
    if row is None:
        raise UnableToFindRegion(f"没有代码为 {code[:12]} 的区划，请核对区划代码或先导入区划表。")
    return _view(row)


def county_of(code: str) -> RegionView:
    """The county in which ``code`` lies; raises :class:`UnableToFindRegion`."""
    return region(rules.county_of(code))


def descendants(code: str) -> tuple[str, ...]:
    """The codes of this region (first) and of all regions below it, in order of code."""
    children: dict[str | None, list[str]] = {}
    for child, parent in Region.objects.order_by("code").values_list("code", "parent_id"):
        children.setdefault(parent, []).append(child)
    found: list[str] = []
    waiting = [region(code).code]
    while waiting:
        current = waiting.pop(0)
        found.append(current)
        waiting.extend(children.get(current, ()))
    return tuple(found)


def every_code() -> tuple[str, ...]:
    """The codes of all regions, in order."""
    return tuple(Region.objects.order_by("code").values_list("code", flat=True))


def counties_of(city: str) -> tuple[RegionView, ...]:
    """The counties of a city, in order of code."""
    rows = Region.objects.filter(parent_id=city, level=Region.Level.COUNTY).order_by("code")
    return tuple(_view(row) for row in rows)


def towns_of(county: str) -> tuple[RegionView, ...]:
    """The towns of a county, in order of code."""
    rows = Region.objects.filter(parent_id=county, level=Region.Level.TOWN).order_by("code")
    return tuple(_view(row) for row in rows)


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Names by code; a code that is not in the tree is left out."""
    return dict(Region.objects.filter(code__in=set(codes)).values_list("code", "name"))
