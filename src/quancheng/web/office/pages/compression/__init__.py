"""Wording of the compression pages: county, office, item, and the cases behind."""

from quancheng.web.office.pages.compression.board import (
    CHART,
    BoardPage,
    county_page,
    months_table,
    office_page,
)
from quancheng.web.office.pages.compression.item import ItemPage, item_page
from quancheng.web.office.pages.compression.period import Period, period

__all__ = [
    "CHART",
    "BoardPage",
    "ItemPage",
    "Period",
    "county_page",
    "item_page",
    "months_table",
    "office_page",
    "period",
]
