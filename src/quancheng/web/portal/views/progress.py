"""Following a case: ask for its codes, then show it. No address holds a check code."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.journeys import follow
from quancheng.journeys.papers.printing import progress_letter_pdf
from quancheng.kernel import moments
from quancheng.web.portal import access
from quancheng.web.portal.forms.progress import ProgressForm
from quancheng.web.portal.pages import progress as pages
from quancheng.web.ui.pages import render_page


@sensitive_post_parameters("check_code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, receipt: str = "") -> HttpResponse:
    """Ask for number and check code; when they belong together, go to the case."""
    form = ProgressForm(request.POST or None, initial={"number": receipt[:40]})
    found = pages.look_up(form=form, caller=access.caller(request), now=moments.now())
    if found.number:
        response = HttpResponseRedirect(reverse("portal:case", args=[found.number]))
        access.open_case(request, response, found.number)
        return response
    page = pages.ask_page(receipt=receipt)
    context = {"page": page, "form": form, "active_nav": "progress"}
    answer = render_page(request, "portal/progress/ask.html", context, status=found.status)
    if found.wait:
        answer["Retry-After"] = str(found.wait)
    return answer


def scanned(request: HttpRequest, receipt: str) -> HttpResponse:
    """The address in the QR of every paper: the receipt code is known, the check code is asked for."""
    return ask(request, receipt=receipt)


@never_cache
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Where the case stands, in plain words; without its code, the question for it."""
    if not access.may_show(request, number):
        return HttpResponseRedirect(reverse("portal:progress"))
    file = follow.followed(region_code=number[:6], number=number)
    page = pages.case_page(file=file, now=moments.now(), public_url=settings.PUBLIC_URL)
    return render_page(
        request, "portal/progress/case.html", {"page": page, "active_nav": "progress"}
    )


@never_cache
@require_safe
def letter(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """A letter of the case as PDF, marked as a copy."""
    if not access.may_show(request, number):
        return HttpResponseRedirect(reverse("portal:progress"))
    file = follow.followed(region_code=number[:6], number=number)
    name, body = progress_letter_pdf(file=file, letter_id=letter_id, public_url=settings.PUBLIC_URL)
    return _pdf(name, body)


@never_cache
@require_safe
def result(request: HttpRequest, number: str) -> HttpResponse:
    """A copy of the result as PDF, after the original was handed over."""
    if not access.may_show(request, number):
        return HttpResponseRedirect(reverse("portal:progress"))
    file = follow.followed(region_code=number[:6], number=number)
    name, body = follow.result_paper(file=file, public_url=settings.PUBLIC_URL)
    return _pdf(name, body)


def _pdf(name: str, body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    return response
