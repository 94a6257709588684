"""The staff: who holds which post, and ending a post."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from quancheng.identity import operations, queries
from quancheng.identity.rules import Act, Role, may
from quancheng.kernel import moments
from quancheng.web.account.forms.search import read_search, search_choices
from quancheng.web.account.forms.staff import EndForm
from quancheng.web.account.pages import staff as pages
from quancheng.web.account.pages.shell import READERS_OF_STAFF, staff_shell
from quancheng.web.ui.components import Pager
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk

PAGE_SIZE = 50


@require_safe
@at_desk(*READERS_OF_STAFF)
def listing(request: DeskRequest) -> HttpResponse:
    """The posts within the scope, found by words, department and role."""
    offices = queries.offices_of(request.actor.county)
    search = read_search(request.GET, offices=offices)
    found = queries.staff_page(
        request.scope,
        today=moments.day_of(moments.now()),
        office_id=search.office_id,
        role=search.role,
        rank=search.rank,
        search=search.words,
        number=search.page,
        size=PAGE_SIZE,
    )
    pager = Pager.of(request, number=search.page, size=PAGE_SIZE, total=found.total, noun="个岗位")
    context = {
        "shell": staff_shell(request, "list"),
        "table": pages.staff_table(found.posts, narrowed=search.narrows),
        "pager": pager,
        "search": search,
        "choices": search_choices(offices),
    }
    return render_page(request, "account/staff/list.html", context)


@require_safe
@at_desk(*READERS_OF_STAFF)
def show(request: DeskRequest, post_id: int) -> HttpResponse:
    """One post with its deputies and absences."""
    return render_page(request, "account/staff/show.html", _shown(request, post_id, EndForm()))


def _shown(request: DeskRequest, post_id: int, form: EndForm) -> dict[str, object]:
    today = moments.day_of(moments.now())
    post = queries.post_by_id(post_id=post_id, scope=request.scope, today=today)
    page = pages.post_page(
        post=post,
        deputies=queries.deputies_of(post_id=post.id, today=today),
        absences=queries.absences_of(post_ids=[post.id], today=today),
        may_appoint=may(request.actor, act=Act.APPOINT, region_code=post.region_code),
        today=today,
    )
    return {"shell": staff_shell(request, "list"), "page": page, "form": form}


@require_POST
@at_desk(Role.ADMINISTRATOR)
def end(request: DeskRequest, post_id: int) -> HttpResponse:
    """End the term of a post."""
    form = EndForm(request.POST)
    if not form.is_valid():
        context = _shown(request, post_id, form)
        return render_page(request, "account/staff/show.html", context, status=422)
    queries.post_by_id(post_id=post_id, scope=request.scope, today=moments.day_of(moments.now()))
    operations.end_post(
        actor=request.actor,
        post_id=post_id,
        last_day=form.cleaned_data["last_day"],
        now=moments.now(),
    )
    messages.success(request, "已登记离任。没有办完的事，由 B 岗或者接任的人办理。")
    return HttpResponseRedirect(reverse("staff:post", args=[post_id]))


@require_POST
@at_desk(Role.ADMINISTRATOR)
def close_account(request: DeskRequest, post_id: int) -> HttpResponse:
    """Close the account of the holder: he can no longer log in."""
    today = moments.day_of(moments.now())
    post = queries.post_by_id(post_id=post_id, scope=request.scope, today=today)
    operations.deactivate_account(
        account_id=post.account_id, actor=request.actor, now=moments.now()
    )
    messages.success(request, f"已停用{post.name}的账号，不能再登录；历史记录保留。")
    return HttpResponseRedirect(reverse("staff:list"))
