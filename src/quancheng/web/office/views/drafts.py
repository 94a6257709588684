"""Editing on screen: a new item, a new draft, and the parts of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from quancheng.catalogue import operations, queries
from quancheng.catalogue.operations import UnableToDraft
from quancheng.identity.queries import office_by_code, offices_of
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.web.office import drafting
from quancheng.web.office.drafting import Desk
from quancheng.web.office.forms import drafts as forms
from quancheng.web.office.forms.item import NewItemForm, code_of
from quancheng.web.office.forms.sections import BY_KEY
from quancheng.web.office.once import act_once
from quancheng.web.office.pages import drafts as pages
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.roles import EDITORS, check_edits, county_of
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk

METHODS = ["GET", "HEAD", "POST"]
PAGE = "office/drafts/section.html"


@require_http_methods(METHODS)
@at_desk(*EDITORS)
def new(request: DeskRequest) -> HttpResponse:
    """Make a new item with a first draft."""
    check_edits(request)
    form = NewItemForm(request.POST or None, offices=offices_of(county_of(request)))
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(
                act_once(request, lambda: _create(request, form.cleaned_data))
            )
        except UnableTo as error:
            form.add_error(None, error.sentence)
    context = {"shell": office_shell(request, "items"), "form": form}
    status = 422 if form.is_bound else 200
    return render_page(request, "office/drafts/new.html", context, status=status)


def _create(request: DeskRequest, given: Mapping[str, Any]) -> str:
    region = county_of(request)
    office = office_by_code(region_code=region, code=given["office_code"])
    base = given["base_code"].upper()
    code = given["code"].upper() or code_of(base_code=base, region_code=region, uscc=office.uscc)
    names = ("name", "task_type", "handling_type", "applicant_kind", "result_kind", "legal_basis")
    fields = {key: given[key] for key in names}
    if given["handling_type"] == "instant":
        fields["promised_unit"] = "instant"
    operations.create_item(
        region_code=region,
        code=code,
        base_code=base,
        office_code=office.code,
        fields=fields,
        now=moments.now(),
        account_id=request.actor.account_id,
        post_id=request.actor.post_id,
    )
    return reverse("office:draft-section", args=[code, "basic"])


@require_POST
@at_desk(*EDITORS)
def begin(request: DeskRequest, code: str) -> HttpResponse:
    """Open the draft of an item; without one it is made from the latest edition."""
    check_edits(request)
    desk = drafting.desk_of(county_of(request), code)
    operations.draft_edition(
        item_id=desk.item_id,
        changes={},
        now=moments.now(),
        account_id=request.actor.account_id,
        post_id=request.actor.post_id,
    )
    return HttpResponseRedirect(reverse("office:draft-section", args=[code, "basic"]))


@never_cache
@require_http_methods(METHODS)
@at_desk(*EDITORS)
def section(request: DeskRequest, code: str, section: str) -> HttpResponse:
    """One part of the draft: shown, changed row by row, saved."""
    check_edits(request)
    desk = drafting.desk_of(county_of(request), code)
    if not desk.draft_id or section not in BY_KEY:
        return HttpResponseRedirect(reverse("office:item", args=[code]))
    if request.method == "POST":
        return _changed(request, desk, section)
    sources = drafting.sources_of(BY_KEY[section], desk.region_code)
    cells = queries.edition_cells(edition_id=desk.draft_id)
    draft = forms.opened(BY_KEY[section], cells, sources)
    findings = operations.check_edition(edition_id=desk.draft_id)
    forms.show_findings(draft, findings)
    return render_page(request, PAGE, _context(request, desk, draft, findings))


def _changed(request: DeskRequest, desk: Desk, key: str) -> HttpResponse:
    """Do what the button says; then save, unless the row that was added is still empty."""
    sources = drafting.sources_of(BY_KEY[key], desk.region_code)
    cells = queries.edition_cells(edition_id=desk.draft_id)
    draft = forms.posted(BY_KEY[key], request.POST, cells, sources)
    do, _, named = _wanted(request.POST).partition(":")
    drafting.rearrange(draft, do, named, sources)
    saved = _saved(request, desk, draft, cells)
    if do == "save" and saved:
        messages.success(request, "草稿已保存。")
        address = reverse("office:draft-section", args=[desk.code, key])
        return HttpResponseRedirect(f"{address}?saved=1")
    findings = operations.check_edition(edition_id=desk.draft_id)
    if saved and do != "find":
        forms.show_findings(draft, findings)
    context = _context(request, desk, draft, findings)
    return render_page(request, PAGE, context, status=422 if do == "save" else 200)


def _wanted(sent: QueryDict) -> str:
    """What the button says; Enter looks for what stands in the search field, else it saves."""
    do = sent.get("do", "")
    if do in ("", "enter"):
        return "find" if sent.get("find", "").strip() else "save"
    return do


def _saved(request: DeskRequest, desk: Desk, draft: forms.SectionDraft, cells: forms.Cells) -> bool:
    """Save the part; False, with what is wrong at the fields, where it cannot be read."""
    if not draft.read():
        return False
    try:
        operations.draft_from_cells(
            item_id=desk.item_id,
            cells=forms.cells_from(draft, cells, item_code=desk.code),
            now=moments.now(),
            account_id=request.actor.account_id,
            post_id=request.actor.post_id,
        )
    except UnableToDraft as error:
        forms.show_problems(draft, error.problems)
        if not error.problems:
            draft.remarks.append(error.sentence)
        return False
    return True


@require_POST
@at_desk(*EDITORS)
def save(request: DeskRequest, code: str, section: str) -> HttpResponse:
    """Save as the person types; 422 while something cannot be read, the browser keeps it."""
    check_edits(request)
    desk = drafting.desk_of(county_of(request), code)
    if section not in BY_KEY or not desk.draft_id:
        raise Http404
    sources = drafting.sources_of(BY_KEY[section], desk.region_code)
    cells = queries.edition_cells(edition_id=desk.draft_id)
    draft = forms.posted(BY_KEY[section], request.POST, cells, sources)
    return HttpResponse(status=204 if _saved(request, desk, draft, cells) else 422)


def _context(
    request: DeskRequest, desk: Desk, draft: forms.SectionDraft, findings: Any
) -> dict[str, Any]:
    key = draft.section.key
    return {
        "shell": office_shell(request, "items"),
        "desk": desk,
        "stops": pages.stops(code=desk.code, current=key, findings=findings),
        "draft": draft,
        "section": draft.section,
        "rows": pages.row_views(draft),
        "find": request.POST.get("find", ""),
        "found": drafting.found(draft, request.POST.get("find", ""), desk.region_code),
        "picture": drafting.picture_of(desk) if key == "steps" else "",
    }
