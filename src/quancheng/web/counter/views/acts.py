"""Acts on a case: each a POST that ends on the page of the case, or comes back with its sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from quancheng.cases.queries.file import case_file
from quancheng.cases.states import UnableToActStale
from quancheng.catalogue import queries as catalogue
from quancheng.delivery.rules import names_end
from quancheng.identity.rules import Role
from quancheng.journeys import accept as journey
from quancheng.journeys import renew
from quancheng.journeys.act import Outcome
from quancheng.journeys.decide import GRANTED, REFUSED, decide_on_the_spot
from quancheng.kernel.errors import UnableTo, UnableToFind, UnableToPermit
from quancheng.kernel.identifiers import spell_case_number
from quancheng.web.counter.forms.acts import (
    CorrectedForm,
    DeclineForm,
    GrantForm,
    OverrideForm,
    ReasonForm,
    RenewalForm,
    defect_forms,
)
from quancheng.web.counter.pages.case_panel import office_names, open_materials
from quancheng.web.counter.roles import COUNTER, doing
from quancheng.web.counter.views.cases import show
from quancheng.web.ui.forms.term import term_of
from quancheng.web.ui.posts import DeskRequest, at_desk


def _go(number: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("counter:case", args=[number]))


def _who(request: DeskRequest, number: str) -> dict[str, Any]:
    return {
        "doing": doing(request),
        "region_code": request.actor.county,
        "number": spell_case_number(number.replace("\x00", "")[:60]),
    }


def _do(
    request: DeskRequest, number: str, act: Callable[[], Outcome], *, panel: str, form: Any
) -> HttpResponse:
    """Act; a refusal comes back in the panel with everything that was typed."""
    try:
        outcome = act()
    except (UnableToFind, UnableToPermit, UnableToActStale):
        raise
    except UnableTo as error:
        return show(request, number, act=panel, form=form, trouble=error.sentence)
    return _go(outcome.number)


@at_desk(*COUNTER)
@require_http_methods(["GET", "POST"])
def accept(request: DeskRequest, number: str) -> HttpResponse:
    """受理."""
    if request.method != "POST":
        return _go(number)
    return _go(journey.accept(**_who(request, number)).number)


@at_desk(*COUNTER, Role.SUPERVISOR)
@require_http_methods(["GET", "POST"])
def correct(request: DeskRequest, number: str) -> HttpResponse:
    """一次告知补正; a supervisor gives the reason why more is asked for than the first time."""
    if request.method != "POST":
        return _go(number)
    lines = defect_forms(data=request.POST)
    override = OverrideForm(request.POST, asked=request.actor.role is Role.SUPERVISOR)
    forms = [*lines, override]
    if not all(form.is_valid() for form in forms):
        return show(request, number, act="correct", form=forms)
    defects = [form.cleaned_data for form in lines]
    reason = override.cleaned_data["override_reason"]
    return _do(
        request,
        number,
        lambda: journey.tell_correction(
            **_who(request, number), defects=defects, override_reason=reason
        ),
        panel="correct",
        form=forms,
    )


@at_desk(*COUNTER)
@require_http_methods(["GET", "POST"])
def corrected(request: DeskRequest, number: str) -> HttpResponse:
    """收补正材料."""
    if request.method != "POST":
        return _go(number)
    file = case_file(scope=request.scope, number=number)
    form = CorrectedForm(request.POST, materials=open_materials(file))
    if not form.is_valid():
        return show(request, number, act="corrected", form=form)
    codes = form.cleaned_data["received"]
    return _do(
        request,
        number,
        lambda: journey.take_in_correction(**_who(request, number), received=codes),
        panel="corrected",
        form=form,
    )


@at_desk(*COUNTER)
@require_http_methods(["GET", "POST"])
def decline(request: DeskRequest, number: str) -> HttpResponse:
    """不予受理、不需要许可、不属本机关职权."""
    if request.method != "POST":
        return _go(number)
    form = DeclineForm(request.POST, offices=office_names(request.actor.county))
    if not form.is_valid():
        return show(request, number, act="decline", form=form)
    return _do(
        request,
        number,
        lambda: journey.decline(**_who(request, number), **form.cleaned_data),
        panel="decline",
        form=form,
    )


@at_desk(*COUNTER)
@require_http_methods(["GET", "POST"])
def withdraw(request: DeskRequest, number: str) -> HttpResponse:
    """申请人撤回."""
    if request.method != "POST":
        return _go(number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, number, act="withdraw", form=form)
    reason = form.cleaned_data["reason"]
    return _do(
        request,
        number,
        lambda: journey.withdraw(**_who(request, number), reason=reason),
        panel="withdraw",
        form=form,
    )


@at_desk(*COUNTER)
@require_http_methods(["GET", "POST"])
def decide(request: DeskRequest, number: str) -> HttpResponse:
    """即办件当场决定: the key grants, the panel refuses, or grants and names the last day."""
    if request.method != "POST":
        return _go(number)
    who = _who(request, number)
    if request.POST.get("outcome") == GRANTED:
        return _grant(request, number, who)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, number, act="refuse", form=form)
    reason = form.cleaned_data["reason"]
    return _do(
        request,
        number,
        lambda: decide_on_the_spot(**who, outcome=REFUSED, reason=reason),
        panel="refuse",
        form=form,
    )


def _grant(request: DeskRequest, number: str, who: dict[str, Any]) -> HttpResponse:
    """Grant; where the item leaves it open, with the last day of the result."""
    file = case_file(scope=request.scope, number=number)
    _, _, validity = catalogue.result_of(edition_id=file.line.edition_id)
    if not names_end(validity):
        return _go(decide_on_the_spot(**who, outcome=GRANTED, reason="").number)
    form = GrantForm(request.POST, validity=validity, today=who["doing"].today)
    if not form.is_valid():
        return show(request, number, act="grant", form=form)
    term = term_of(form.cleaned_data)
    return _do(
        request,
        number,
        lambda: decide_on_the_spot(**who, outcome=GRANTED, reason="", term=term),
        panel="grant",
        form=form,
    )


@at_desk(*COUNTER)
@require_http_methods(["GET", "POST"])
def link_renewal(request: DeskRequest, number: str) -> HttpResponse:
    """关联要延续的证照."""
    if request.method != "POST":
        return _go(number)
    form = RenewalForm(request.POST)
    if not form.is_valid():
        return show(request, number, act="renewal", form=form)
    result = form.cleaned_data["result_number"]
    return _do(
        request,
        number,
        lambda: renew.link(**_who(request, number), result_number=result),
        panel="renewal",
        form=form,
    )
