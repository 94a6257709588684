"""Both limits of all items at once, for the public figure of how much shorter the promises are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from quancheng.catalogue.models import Edition
from quancheng.catalogue.queries.editions import in_force
from quancheng.clock.engine import LimitPair, Unit

_INSTANT: Final = "instant"


@dataclass(frozen=True, slots=True)
class ItemPair:
    """One item in force with both its limits."""

    item_id: int
    code: str
    name: str
    office_id: int
    instant: bool
    pair: LimitPair


def limit_pairs(*, region_code: str, on: date) -> list[LimitPair]:
    """The limits of the items in force on a day (law R13), in one query."""
    return [each.pair for each in item_pairs(region_code=region_code, on=on)]


def item_pairs(*, region_code: str, on: date) -> list[ItemPair]:
    """The items in force on a day with both limits (law R13), in one query, in list order.

    An on-the-spot promise is 0 in the unit of its statutory limit. A promise in another unit than
    the law's cannot be compared: its pair has no statutory limit, so that it counts as skipped.
    """
    rows = Edition.objects.filter(in_force(on), region_id=region_code)
    found = rows.order_by("item__position", "item_id").values_list(
        "item_id",
        "item__code",
        "name",
        "item__office_id",
        "promised_limit",
        "promised_unit",
        "statutory_limit",
        "statutory_unit",
    )
    return [
        ItemPair(
            item_id=item_id,
            code=code,
            name=name,
            office_id=office_id,
            instant=promised_unit == _INSTANT,
            pair=LimitPair(
                promised=0 if promised_unit == _INSTANT else promised,
                statutory=statutory if promised_unit in (_INSTANT, statutory_unit) else 0,
                unit=Unit(statutory_unit),
                label=name,
            ),
        )
        for (
            item_id,
            code,
            name,
            office_id,
            promised,
            promised_unit,
            statutory,
            statutory_unit,
        ) in found
    ]
