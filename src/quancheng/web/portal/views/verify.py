"""查验真伪: is this certificate real."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from quancheng.kernel import moments
from quancheng.web.portal.access import caller
from quancheng.web.portal.forms.verify import VerifyForm
from quancheng.web.portal.pages import verify as pages
from quancheng.web.ui.pages import render_page


@sensitive_post_parameters("check_code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for number and check code; answer what may be known of the result."""
    form = VerifyForm(request.POST or None, initial={"number": request.GET.get("number", "")[:60]})
    page = pages.verify_page(form=form, caller=caller(request), now=moments.now())
    context = {"page": page, "form": form, "active_nav": "verify"}
    return pages.answered(render_page(request, "portal/verify/verify.html", context), page)
