"""Checking, publishing and discarding a draft; ending an item."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quancheng.catalogue import operations, queries
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.web.office import drafting
from quancheng.web.office.drafting import Desk
from quancheng.web.office.forms.item import PublishForm
from quancheng.web.office.once import act_once
from quancheng.web.office.pages import drafts as pages
from quancheng.web.office.pages.differences import differences_page
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.pages.items import field_label, weight_of
from quancheng.web.office.roles import EDITORS, check_edits, check_publishes, county_of
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk
from quancheng.web.ui.presenters import dates


@never_cache
@require_safe
@at_desk(*EDITORS)
def check(request: DeskRequest, code: str) -> HttpResponse:
    """What keeps the draft from being published, what changes, and from which day."""
    check_edits(request)
    desk = drafting.desk_of(county_of(request), code)
    if not desk.draft_id:
        return HttpResponseRedirect(reverse("office:item", args=[code]))
    form = PublishForm(initial={"valid_from": moments.day_of(moments.now())})
    return render_page(request, "office/drafts/check.html", _context(request, desk, form))


def _context(request: DeskRequest, desk: Desk, form: PublishForm) -> dict[str, Any]:
    findings = operations.check_edition(edition_id=desk.draft_id)
    changes: list[dict[str, Any]] = []
    if desk.open_id:
        found = queries.diff_editions(before_id=desk.open_id, after_id=desk.draft_id)
        changes = [asdict(change) for change in found.changes]
    return {
        "shell": office_shell(request, "items"),
        "desk": desk,
        "form": form,
        "stops": pages.stops(code=desk.code, current=pages.CHECK, findings=findings),
        "findings": [
            {
                "refuses": found.level == "refuse",
                "weight": "要改" if found.level == "refuse" else weight_of(found),
                "label": field_label(found.field),
                "sentence": found.sentence,
                "url": reverse(
                    "office:draft-section", args=[desk.code, pages.section_of(found).key]
                ),
            }
            for found in findings
        ],
        "refused": any(found.level == "refuse" for found in findings),
        "groups": differences_page(changes),
        "count": len(changes),
    }


@require_POST
@at_desk(*EDITORS)
def publish(request: DeskRequest, code: str) -> HttpResponse:
    """Put the draft in force from the day that is given."""
    check_publishes(request)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            return HttpResponseRedirect(act_once(request, lambda: _publish(request, code, form)))
        except UnableTo as error:
            form.add_error("valid_from", error.sentence)
    desk = drafting.desk_of(county_of(request), code)
    if not desk.draft_id:
        return HttpResponseRedirect(reverse("office:item", args=[code]))
    context = _context(request, desk, form)
    return render_page(request, "office/drafts/check.html", context, status=422)


def _publish(request: DeskRequest, code: str, form: PublishForm) -> str:
    desk = drafting.desk_of(county_of(request), code)
    if not desk.draft_id:
        raise operations.UnableToPublishThen("这个事项没有草稿，可能已经发布，请看版本列表。")
    edition = operations.publish(
        edition_id=desk.draft_id,
        valid_from=form.cleaned_data["valid_from"],
        now=moments.now(),
        account_id=request.actor.account_id,
        post_id=request.actor.post_id,
    )
    begins = dates.cn_date(edition.valid_from)
    messages.success(
        request, f"第 {edition.number} 版已发布，{begins}起用。办理中的件仍按原版本办理。"
    )
    return reverse("office:item", args=[code])


@require_POST
@at_desk(*EDITORS)
def discard(request: DeskRequest, code: str) -> HttpResponse:
    """Throw the draft away; an item that never was in force goes with it."""
    check_edits(request)
    desk = drafting.desk_of(county_of(request), code)
    if desk.draft_id:
        operations.discard_draft(edition_id=desk.draft_id)
        messages.success(request, "草稿已删除，在用的版本没有变化。")
    if desk.is_new:
        return HttpResponseRedirect(reverse("office:items"))
    return HttpResponseRedirect(reverse("office:item", args=[code]))


@require_POST
@at_desk(*EDITORS)
def retire(request: DeskRequest, code: str) -> HttpResponse:
    """End an item from today on."""
    check_publishes(request)
    desk = drafting.desk_of(county_of(request), code)
    now = moments.now()

    def act() -> str:
        operations.retire(
            item_id=desk.item_id,
            on=moments.day_of(now),
            now=now,
            account_id=request.actor.account_id,
            post_id=request.actor.post_id,
        )
        messages.success(request, "已停用，今天起不再收件；办理中的件照常办完。")
        return reverse("office:item", args=[code])

    return HttpResponseRedirect(act_once(request, act))
