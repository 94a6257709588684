"""The limits the law itself writes, as records an edition can start from (law text and date)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from quancheng.clock.engine.limits import (
    Approver,
    ClockName,
    CorrectionWindow,
    Extension,
    Limit,
    StartsOn,
    Unit,
)
from quancheng.kernel.errors import UnableTo


class UnableToReadUnit(UnableTo):
    """The words of a limit's unit mean nothing known."""


LICENCE_LAW = "《中华人民共和国行政许可法》"
LICENCE_LAW_TEXT = date(2019, 4, 23)

WINDOW_OF_LAW = CorrectionWindow()
"""Five working days to say everything at once, silence accepts (行政许可法 32(4))."""

LICENCE_20 = Limit(
    value=20,
    extension=Extension(value=10, basis=f"{LICENCE_LAW}第四十二条第一款"),
    correction=WINDOW_OF_LAW,
    basis=f"{LICENCE_LAW}第四十二条第一款",
    text_date=LICENCE_LAW_TEXT,
)
"""An ordinary licence: 20 working days, +10 once by the organ's head."""

JOINT_45 = Limit(
    value=45,
    extension=Extension(
        value=15,
        approved_by=Approver.GOVERNMENT_HEAD,
        basis=f"{LICENCE_LAW}第四十二条第二款",
    ),
    correction=WINDOW_OF_LAW,
    basis=f"{LICENCE_LAW}第四十二条第二款",
    text_date=LICENCE_LAW_TEXT,
)
"""Joint or unified handling: 45 working days, +15 once by the government's head."""

FIRST_REVIEW_20 = Limit(
    value=20,
    correction=WINDOW_OF_LAW,
    basis=f"{LICENCE_LAW}第四十三条",
    text_date=LICENCE_LAW_TEXT,
)
"""The first review by a lower organ: 20 working days."""

BUILDING_PERMIT_7 = Limit(
    value=7,
    unit=Unit.NATURAL_DAY,
    starts=StartsOn.RECEIVED,
    basis="《中华人民共和国建筑法》第八条",
    text_date=date(2019, 4, 23),
)
"""施工许可: 7 days from the receipt of the application."""

ENVIRONMENT_REPORT_60 = Limit(
    value=60,
    unit=Unit.NATURAL_DAY,
    starts=StartsOn.RECEIVED,
    basis="《中华人民共和国环境影响评价法》第二十二条",
    text_date=date(2018, 12, 29),
)
"""环境影响报告书: 60 days from the receipt."""

ENVIRONMENT_FORM_30 = Limit(
    value=30,
    unit=Unit.NATURAL_DAY,
    starts=StartsOn.RECEIVED,
    basis="《中华人民共和国环境影响评价法》第二十二条",
    text_date=date(2018, 12, 29),
)
"""环境影响报告表: 30 days from the receipt."""

WATER_45 = Limit(
    value=45,
    basis="《取水许可和水资源费征收管理条例》第十九条",
    text_date=date(2017, 3, 1),
)
"""取水许可: 45 working days."""

MARKET_ENTITY_3 = Limit(
    value=3,
    starts=StartsOn.COMPLETE,
    extension=Extension(value=3, basis="《中华人民共和国市场主体登记管理条例》第十九条"),
    correction=CorrectionWindow(
        value=0,
        silence_accepts=False,
        basis="《中华人民共和国市场主体登记管理条例》第十九条",
    ),
    basis="《中华人民共和国市场主体登记管理条例》第十九条",
    text_date=date(2021, 7, 27),
)
"""市场主体登记 where it is not done on the spot: 3 working days from the complete file, +3."""

REAL_ESTATE_30 = Limit(
    value=30,
    correction=CorrectionWindow(
        value=0, silence_accepts=True, basis="《不动产登记暂行条例》第十七条"
    ),
    basis="《不动产登记暂行条例》第二十条",
    text_date=date(2024, 3, 10),
)
"""不动产登记: 30 working days; defects are told on the spot, otherwise it is accepted."""

FIRE_CHECK_10 = Limit(
    value=10,
    basis="《中华人民共和国消防法》第十五条",
    text_date=date(2021, 4, 29),
)
"""公众聚集场所消防安全检查 that is not on promise: 10 working days."""

DELIVERY_10 = Limit(
    value=10,
    starts=StartsOn.DECIDED,
    basis=f"{LICENCE_LAW}第四十四条",
    text_date=LICENCE_LAW_TEXT,
)
"""Issue and deliver the document: 10 working days from the decision (R7)."""

LIMITS_OF_LAW: Mapping[str, Limit] = MappingProxyType(
    {
        "licence": LICENCE_20,
        "joint": JOINT_45,
        "first_review": FIRST_REVIEW_20,
        "building_permit": BUILDING_PERMIT_7,
        "environment_report": ENVIRONMENT_REPORT_60,
        "environment_form": ENVIRONMENT_FORM_30,
        "water": WATER_45,
        "market_entity": MARKET_ENTITY_3,
        "real_estate": REAL_ESTATE_30,
        "fire_check": FIRE_CHECK_10,
        "delivery": DELIVERY_10,
    }
)
"""The limits above by a short name."""

ON_THE_SPOT_PROMISE = Limit(value=0, unit=Unit.INSTANT, clock=ClockName.PROMISED)
"""The promise of a 即办件: the same day, or the next working day for what came in on a rest day."""

_UNITS = {
    "工作日": Unit.WORKING_DAY,
    "自然日": Unit.NATURAL_DAY,
    "日历日": Unit.NATURAL_DAY,
    "日": Unit.NATURAL_DAY,
    "天": Unit.NATURAL_DAY,
    "月": Unit.MONTH,
    "当场": Unit.INSTANT,
    "当场办结": Unit.INSTANT,
    "即时": Unit.INSTANT,
    "即办": Unit.INSTANT,
}


def unit_named(words: str) -> Unit:
    """The unit that the words of a list of items or of a law mean.

    日 without 工作日 is a natural day: 行政许可法 82 makes working days the unit of that law's own
    periods only. Raises ``UnableToReadUnit``.
    """
    found = _UNITS.get(words.strip().removeprefix("个").removesuffix("内"))
    if found is None:
        raise UnableToReadUnit(f"看不懂时限单位“{words.strip()}”，请写工作日、自然日、月或者当场。")
    return found


def delivery_limit() -> Limit:
    """The limit for handing the result over (R7); it stops on ``Facts.delivered_on``."""
    return DELIVERY_10
