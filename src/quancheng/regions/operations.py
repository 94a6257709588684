"""Writing the tree of regions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from quancheng.kernel.errors import UnableTo
from quancheng.regions import rules
from quancheng.regions.models import Region


class UnableToLoadRegions(UnableTo):
    """A table of regions with a row that cannot stand."""


_LEVELS = ("city", "county", "town")
_LENGTHS = {6, 9, 12}


def _checked(row: Mapping[str, str], known: Mapping[str, str]) -> Region:
    code, name, level = (row.get(key, "").strip() for key in ("code", "name", "level"))
    parent = row.get("parent_code", "").strip()
    if not code.isascii() or not code.isdigit() or len(code) not in _LENGTHS:
        raise UnableToLoadRegions(f"区划代码“{code}”不是 6、9 或 12 位数字，请在区划表中改正。")
    if not name or level not in _LEVELS:
        raise UnableToLoadRegions(f"区划 {code} 缺少名称或级别（city、county、town），请补齐。")
    if level == "city":
        parent_level, wanted = "", ""
    else:
        parent_level = known.get(parent, "")
        wanted = _LEVELS[_LEVELS.index(level) - 1]
    if parent_level != wanted or (level == "city" and parent):
        raise UnableToLoadRegions(f"区划 {code} 的上级代码“{parent}”不对，请先列出它的上级再导入。")
    if parent and not rules.is_within(code, parent):
        raise UnableToLoadRegions(f"区划代码 {code} 不在上级 {parent} 的号段内，请核对。")
    return Region(
        code=code,
        name=name,
        level=level,
        parent_id=parent or None,
        code_is_official=row.get("code_is_official", "1").strip() != "0",
    )


@transaction.atomic
def load_regions(rows: Iterable[Mapping[str, str]]) -> int:
    """Bring the tree of regions to the state of ``rows``; answers how many rows there were.

    Columns as in ``regions.csv``: code, name, level (city, county, town), parent_code,
    code_is_official (1 or 0). A parent stands before its children or is there already. Loading
    the same rows again changes nothing; regions that are not named stay. Raises
    :class:`UnableToLoadRegions` naming the first row that cannot stand, and then writes nothing.
    """
    known = dict(Region.objects.values_list("code", "level"))
    made: dict[str, Region] = {}
    for row in rows:
        region = _checked(row, known)
        known[region.code] = region.level
        made[region.code] = region
    Region.objects.bulk_create(
        made.values(),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "parent", "code_is_official"],
    )
    return len(made)
