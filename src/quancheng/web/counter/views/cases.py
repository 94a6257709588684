"""The page of a case."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quancheng.kernel import moments
from quancheng.web.counter.pages.case import case_page, read_case
from quancheng.web.counter.roles import READERS
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk

UNPROCESSABLE = 422


def show(
    request: DeskRequest, number: str, *, act: str, form: Any = None, trouble: str = ""
) -> HttpResponse:
    """The page with a panel open; ``form`` and ``trouble`` come from an act that was refused."""
    now = moments.now()
    read = read_case(request, number, now=now)
    page = case_page(request, read, now=now, act=act, form=form, trouble=trouble)
    context = {"page": page, "shell": page.shell}
    failed = form is not None or trouble
    return render_page(
        request, "counter/case.html", context, status=UNPROCESSABLE if failed else 200
    )


@at_desk(*READERS)
@never_cache
@require_safe
def case(request: DeskRequest, number: str) -> HttpResponse:
    """The case as it stands; the panel stands in the address."""
    return show(request, number, act=request.GET.get("act", ""))
