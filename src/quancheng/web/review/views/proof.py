"""时限计算书 for staff: page, paper, data."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quancheng.web.review.pages.shell import READERS
from quancheng.web.ui.posts import DeskRequest, at_desk
from quancheng.web.ui.proofs import sheet_data, sheet_paper, sheet_shown


@never_cache
@require_safe
@at_desk(*READERS)
def show(request: DeskRequest, number: str) -> HttpResponse:
    """Every day, counted or not and why, with both clocks."""
    return sheet_shown(request, number, desk="review")


@never_cache
@require_safe
@at_desk(*READERS)
def paper(request: DeskRequest, number: str) -> HttpResponse:
    """The sheet as PDF."""
    return sheet_paper(request, number)


@never_cache
@require_safe
@at_desk(*READERS)
def data(request: DeskRequest, number: str) -> HttpResponse:
    """The sheet as data that anybody can recompute."""
    return sheet_data(request, number)
