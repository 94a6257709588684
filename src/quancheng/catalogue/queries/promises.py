"""Both limits of all items at once, for the public figure of how much shorter the promises are."""

from __future__ import annotations

from datetime import date
from typing import Final

from quancheng.catalogue.models import Edition
from quancheng.catalogue.queries.editions import in_force
from quancheng.clock.engine import LimitPair, Unit

_INSTANT: Final = "instant"


def limit_pairs(*, region_code: str, on: date) -> list[LimitPair]:
    """The limits of the items in force on a day (law R13), in one query.

    An on-the-spot promise is 0 in the unit of its statutory limit. A promise in another unit than
    the law's cannot be compared: its pair has no statutory limit, so that it counts as skipped.
    """
    rows = Edition.objects.filter(in_force(on), region_id=region_code).order_by("item_id")
    names = ("promised_limit", "promised_unit", "statutory_limit", "statutory_unit")
    return [
        LimitPair(
            promised=0 if promised_unit == _INSTANT else promised,
            statutory=statutory if promised_unit in (_INSTANT, statutory_unit) else 0,
            unit=Unit(statutory_unit),
        )
        for promised, promised_unit, statutory, statutory_unit in rows.values_list(*names)
    ]
