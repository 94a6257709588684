"""Finding the item, and opening the draft."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.journeys.prepare import drafts as journey
from quancheng.journeys.prepare import items
from quancheng.kernel import moments
from quancheng.web.counter.pages.home import home_page, words_of
from quancheng.web.counter.roles import COUNTER, READERS, doing
from quancheng.web.ui.pages import is_htmx, render_page
from quancheng.web.ui.posts import DeskRequest, at_desk


@at_desk(*READERS)
@never_cache
@require_safe
def home(request: DeskRequest) -> HttpResponse:
    """Words find items; the scanned code of a case opens the case."""
    if not is_htmx(request):
        number = items.scanned_case(scope=request.scope, code=words_of(request))
        if number:
            return HttpResponseRedirect(reverse("counter:case", args=[number]))
    page = home_page(request, now=moments.now())
    return render_page(request, "counter/home.html", {"page": page, "shell": page.shell})


@at_desk(*COUNTER)
@require_http_methods(["GET", "POST"])
def begin(request: DeskRequest) -> HttpResponse:
    """Open a draft for the chosen item; a visit by address goes back to the search."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("counter:home"))
    typed = request.POST.get("item", "").replace("\x00", "")[:90]
    code = items.scanned_item(region_code=request.actor.county, code=typed) or typed
    draft = journey.begin(doing=doing(request), item_code=code)
    return HttpResponseRedirect(reverse("counter:draft", args=[draft.token]))
