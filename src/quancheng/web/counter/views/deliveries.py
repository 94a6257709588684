"""The delivery window."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quancheng.journeys.deliver import hand_over, post_out
from quancheng.journeys.prepare.items import scanned_case
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo, UnableToFind, UnableToPermit
from quancheng.kernel.identifiers import spell_case_number
from quancheng.web.counter.forms.deliveries import HandOverForm, PostForm
from quancheng.web.counter.pages import deliveries as pages
from quancheng.web.counter.pages.filters import words_of
from quancheng.web.counter.roles import DELIVERY, READERS, doing
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk

UNPROCESSABLE = 422


@at_desk(*READERS)
@never_cache
@require_safe
def deliveries(request: DeskRequest) -> HttpResponse:
    """待送达、超期未领; a scanned code opens the hand-over."""
    number = scanned_case(scope=request.scope, code=words_of(request))
    if number:
        return HttpResponseRedirect(reverse("counter:delivery", args=[number]))
    page = pages.deliveries_page(request, now=moments.now())
    return render_page(request, "counter/deliveries.html", {"page": page, "shell": page.shell})


def _show(
    request: DeskRequest, number: str, *, form: HandOverForm | None = None, trouble: str = ""
) -> HttpResponse:
    page = pages.delivery_page(request, number, form=form, trouble=trouble)
    context = {"page": page, "shell": page.shell}
    status = UNPROCESSABLE if form is not None else 200
    return render_page(request, "counter/delivery.html", context, status=status)


@at_desk(*READERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: DeskRequest, number: str) -> HttpResponse:
    """The hand-over of one case."""
    if request.method == "POST":
        return _hand_over(request, number)
    return _show(request, number)


@sensitive_post_parameters()
def _hand_over(request: DeskRequest, number: str) -> HttpResponse:
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return _show(request, number, form=form)
    try:
        hand_over(
            doing=doing(request),
            region_code=request.actor.county,
            number=spell_case_number(number.replace("\x00", "")[:60]),
            **form.given(),
        )
    except (UnableToFind, UnableToPermit):
        raise
    except UnableTo as error:
        return _show(request, number, form=form, trouble=error.sentence)
    return HttpResponseRedirect(reverse("counter:delivery", args=[number]))


@at_desk(*DELIVERY)
@never_cache
@sensitive_post_parameters()
@require_POST
def match(request: DeskRequest, number: str) -> HttpResponse:
    """Whether the shown document is the applicant's."""
    note = pages.match_note(
        request,
        number,
        id_kind=request.POST.get("id_kind", ""),
        id_number=request.POST.get("id_number", "")[:60],
    )
    return render_page(request, "counter/match.html", {"note": note})


@at_desk(*DELIVERY)
@never_cache
@require_POST
def posted(request: DeskRequest, number: str) -> HttpResponse:
    """Note that the result is on its way; it has arrived when the receipt is signed."""
    form = PostForm(request.POST)
    typed = HandOverForm(request.POST)
    if not form.is_valid():
        return _show(request, number, form=typed)
    try:
        post_out(
            doing=doing(request),
            region_code=request.actor.county,
            number=spell_case_number(number.replace("\x00", "")[:60]),
            tracking_number=form.cleaned_data["tracking_number"],
        )
    except (UnableToFind, UnableToPermit):
        raise
    except UnableTo as error:
        return _show(request, number, form=typed, trouble=error.sentence)
    return HttpResponseRedirect(reverse("counter:delivery", args=[number]))
