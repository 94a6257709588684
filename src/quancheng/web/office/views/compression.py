"""Compression: the county, an office, an item, and the decided cases behind each figure."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from quancheng.identity.rules import Role
from quancheng.journeys import read_compression as read
from quancheng.kernel import moments
from quancheng.web.office.pages import compression as pages
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.reading import page_number
from quancheng.web.office.roles import READERS, county_of
from quancheng.web.ui.components import Pager
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk

BOARD = "office/compression/board.html"
ITEM = "office/compression/item.html"
SEES = (*READERS, Role.HEAD)
OPENS_CASES = (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.HEAD)


@require_safe
@at_desk(*SEES)
def county(request: DeskRequest) -> HttpResponse:
    """The county, or what of it the reader may see, office by office and month by month."""
    period, board = _board(request)
    page = pages.county_page(board, at=period)
    return _render(request, BOARD, {"page": page, "period": period, "is_county": True})


@require_safe
@at_desk(*SEES)
def office(request: DeskRequest, code: str) -> HttpResponse:
    """One office, item by item and month by month."""
    period, board = _board(request)
    line = read.office_line(board=board, code=code)
    own = board.only(office_code=code)
    page = pages.office_page(line, own, board.items_of(office_code=code), at=period)
    return _render(request, BOARD, {"page": page, "period": period, "is_county": False})


@require_safe
@at_desk(*SEES)
def item(request: DeskRequest, code: str) -> HttpResponse:
    """One item with its decided cases, each of which leads to its proof sheet."""
    period, board = _board(request)
    pair = read.item_pair(board=board, code=code)
    number = page_number(request)
    found = read.cases_behind(
        scope=request.scope,
        region_code=county_of(request),
        item_id=pair.item_id,
        first=board.first,
        last=board.last,
        today=moments.day_of(moments.now()),
        number=number,
    )
    page = pages.item_page(
        board.item(pair=pair),
        found,
        office=board.offices[pair.office_id][1],
        at=period,
        links=request.actor.role in OPENS_CASES,
    )
    pager = Pager.of(
        request, number=number, size=found.page.size, total=found.page.total, noun="件"
    )
    return _render(request, ITEM, {"page": page, "period": period, "pager": pager})


def _board(request: DeskRequest) -> tuple[pages.Period, read.Board]:
    today = moments.day_of(moments.now())
    months = read.months(today=today)
    period = pages.period(months=months, chosen=request.GET.get("month", ""))
    first, last = months[0], today
    if period.chosen:
        first = date.fromisoformat(f"{period.chosen}-01")
        last = read.last_of(month=first, today=today)
    board = read.board(
        scope=request.scope,
        region_code=county_of(request),
        today=today,
        first=first,
        last=last,
    )
    return period, board


def _render(request: DeskRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    shell = office_shell(request, "compression")
    return render_page(request, name, context | {"shell": shell})
