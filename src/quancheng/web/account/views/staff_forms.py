"""The administrator's forms: registering, appointing, deputies, passwords."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from quancheng.identity import operations, queries
from quancheng.identity.queries import PostView
from quancheng.identity.rules import Role
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.regions import queries as regions
from quancheng.web.account.forms.staff import AppointForm, DeputyForm, PasswordForm, RegisterForm
from quancheng.web.account.pages.shell import staff_shell
from quancheng.web.ui.forms import DesignForm
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk

METHODS = ["GET", "HEAD", "POST"]


def _regions(request: DeskRequest) -> list[tuple[str, str]]:
    county = regions.region(request.actor.county)
    towns = regions.towns_of(county.code)
    return [(place.code, place.name) for place in (county, *towns)]


def _post(request: DeskRequest, post_id: int) -> PostView:
    today = moments.day_of(moments.now())
    return queries.post_by_id(post_id=post_id, scope=request.scope, today=today)


def _answer(
    request: DeskRequest,
    form: DesignForm,
    *,
    active: str,
    title: str,
    button: str,
    act: Callable[[dict[str, Any]], str],
    say: str = "",
) -> HttpResponse:
    """Show the form; when it was sent and is right, act and go where ``act`` says."""
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(act(form.cleaned_data))
        except UnableTo as error:
            form.add_error(None, error.sentence)
    context = {
        "shell": staff_shell(request, active),
        "form": form,
        "title": title,
        "button": button,
        "say": say,
    }
    status = 422 if form.errors else 200
    return render_page(request, "account/staff/form.html", context, status=status)


@sensitive_post_parameters("password")
@require_http_methods(METHODS)
@at_desk(Role.ADMINISTRATOR)
def register(request: DeskRequest) -> HttpResponse:
    """Register a member of staff, then appoint him."""

    def act(given: dict[str, Any]) -> str:
        operations.register_account(
            username=given["username"],
            name=given["name"],
            region_code=given["region"],
            password=given["password"],
            actor=request.actor,
            now=moments.now(),
        )
        messages.success(request, f"已登记{given['name']}。接着任命岗位。")
        return f"{reverse('staff:appoint')}?username={given['username']}"

    form = RegisterForm(
        request.POST or None,
        regions=_regions(request),
        initial={"region": request.actor.county},
    )
    say = "账号只由管理员登记。人员换岗不用换账号，结束旧岗位、任命新岗位即可。"
    return _answer(
        request, form, active="register", title="登记人员", button="登记", act=act, say=say
    )


@require_http_methods(METHODS)
@at_desk(Role.ADMINISTRATOR)
def appoint(request: DeskRequest) -> HttpResponse:
    """Appoint a member of staff to an A post."""

    def act(given: dict[str, Any]) -> str:
        account = queries.account_by_username(given["username"])
        post_id = operations.appoint(
            actor=request.actor,
            account_id=account.id,
            region_code=given["region"],
            role=Role(given["role"]),
            office_id=int(given["office"]) if given["office"] else None,
            counter=given["counter"].upper(),
            valid_from=given["valid_from"],
            now=moments.now(),
        )
        messages.success(request, f"已任命{account.name}。")
        return reverse("staff:post", args=[post_id])

    form = AppointForm(
        request.POST or None,
        regions=_regions(request),
        offices=queries.offices_of(request.actor.county),
        initial={
            "username": request.GET.get("username", "")[:40],
            "region": request.actor.county,
            "valid_from": moments.day_of(moments.now()),
        },
    )
    return _answer(request, form, active="appoint", title="任命岗位", button="任命", act=act)


@require_http_methods(METHODS)
@at_desk(Role.ADMINISTRATOR)
def deputy(request: DeskRequest, post_id: int) -> HttpResponse:
    """Appoint a deputy to an A post: a B post with the same office, role and counter."""
    principal = _post(request, post_id)

    def act(given: dict[str, Any]) -> str:
        account = queries.account_by_username(given["username"])
        operations.appoint(
            actor=request.actor,
            account_id=account.id,
            region_code=principal.region_code,
            role=principal.role,
            office_id=principal.office_id,
            counter=principal.counter,
            rank="B",
            stands_in_for=principal.id,
            valid_from=given["valid_from"],
            now=moments.now(),
        )
        messages.success(request, f"已指定{account.name}为{principal.name}的 B 岗。")
        return reverse("staff:post", args=[principal.id])

    form = DeputyForm(request.POST or None, initial={"valid_from": moments.day_of(moments.now())})
    title = f"指定{principal.name}的 B 岗"
    say = f"{principal.label}。请假期间，{principal.name}的待办同时出现在 B 岗，经过里写明两个人。"
    return _answer(request, form, active="list", title=title, button="指定", act=act, say=say)


@sensitive_post_parameters("password")
@require_http_methods(METHODS)
@at_desk(Role.ADMINISTRATOR)
def password(request: DeskRequest, post_id: int) -> HttpResponse:
    """Give a colleague who has forgotten his password a new one; he is logged out everywhere."""
    post = _post(request, post_id)

    def act(given: dict[str, Any]) -> str:
        operations.set_password(
            account_id=post.account_id,
            password=given["password"],
            actor=request.actor,
            now=moments.now(),
        )
        messages.success(request, f"已重设{post.name}的密码，原来的登录全部退出。")
        return reverse("staff:post", args=[post.id])

    form = PasswordForm(request.POST or None)
    title = f"重设{post.name}的密码"
    return _answer(request, form, active="list", title=title, button="重设密码", act=act)
