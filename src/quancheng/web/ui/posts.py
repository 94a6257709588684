"""In which post a person acts: chosen in the session, checked on every request, required at a desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse

from quancheng.identity import queries as identity
from quancheng.identity.queries import PostView, UnableToActInPost
from quancheng.identity.rules import Actor, Role, Scope
from quancheng.identity.rules.roles import needs_second_factor
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo, UnableToPermit
from quancheng.web.ui.pages import is_htmx, refuse

SESSION_KEY = "post"
DESKS: dict[Role, tuple[str, ...]] = {
    Role.COUNTER: ("counter:home",),
    Role.TELLER: ("counter:home",),
    Role.DELIVERY: ("counter:deliveries", "counter:delivery", "counter:home"),
    Role.EXAMINER: ("review:home",),
    Role.REVIEWER: ("review:home",),
    Role.APPROVER: ("review:home",),
    Role.HEAD: ("review:home",),
    Role.SUPERVISOR: ("office:home",),
    Role.ADMINISTRATOR: ("office:home",),
    Role.CITY_VIEWER: ("office:home",),
}
"""Where each role works: names of addresses, the first that exists is taken."""

P = ParamSpec("P")


EXPIRED = "登录已过期，刚才这一下没有办。请重新登录后再按一次，填的内容都在。"


class UnableToGoOn(UnableTo):
    """The session ran out while a page was open."""


class UnableToSitHere(UnableToPermit):
    """The post in use has no business at this desk."""


class DeskRequest(HttpRequest):
    """A request at a desk, as :func:`at_desk` leaves it: who acts, in which post, and what he may read."""

    actor: Actor
    scope: Scope


View = Callable[Concatenate[DeskRequest, P], HttpResponse]


def _account_id(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def posts_of(request: HttpRequest) -> tuple[PostView, ...]:
    """The posts of the person today that can be used; read once a request."""
    kept = getattr(request, "_quancheng_posts", None)
    if kept is None:
        held: tuple[PostView, ...] = ()
        if request.user.is_authenticated:
            today = moments.day_of(moments.now())
            held = identity.posts_of(account_id=_account_id(request), today=today)
        kept = tuple(post for post in held if post.usable)
        request._quancheng_posts = kept  # type: ignore[attr-defined]  # noqa: SLF001
    return cast("tuple[PostView, ...]", kept)


def post_of(request: HttpRequest) -> PostView | None:
    """The post in use: the one chosen in the session, else the first that can be used."""
    posts = posts_of(request)
    chosen = request.session.get(SESSION_KEY) if request.user.is_authenticated else None
    return next((post for post in posts if post.id == chosen), posts[0] if posts else None)


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, in the post in use. Raises ``UnableToActInPost`` when there is none."""
    post = post_of(request)
    if post is None:
        raise UnableToActInPost("您今天没有可用的岗位，请联系管理员安排岗位后再登录。")
    return identity.actor_among(posts=posts_of(request), post_id=post.id)


def choose_post(request: HttpRequest, post_id: int) -> PostView:
    """Act in another of one's own posts from now on. Raises ``UnableToActInPost`` for a foreign one."""
    for post in posts_of(request):
        if post.id == post_id:
            request.session[SESSION_KEY] = post.id
            return post
    raise UnableToActInPost("您今天没有这个岗位，或者任职已结束，请切换岗位或联系管理员。")


def desk_home(request: HttpRequest) -> str:
    """The address of the desk of the post in use; the portal for a person without a post."""
    post = post_of(request)
    for name in DESKS.get(post.role, ()) if post else ():
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return "/"


def at_desk(
    *roles: Role,
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """Let a view be used only by a person in a post of one of ``roles`` (any post when none is named).

    Sets ``request.actor`` and ``request.scope``. A visitor is sent to the login; a person without the second
    factor that his role needs (outside the demonstration) to where it is set up; a person in another post gets
    the page that says so.
    """

    def decorate(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return _log_in_first(request)
            actor = actor_of(request)
            if roles and actor.role not in roles:
                raise UnableToSitHere(_wrong_post(request, roles))
            if missing := _second_factor(request, actor):
                return missing
            desk_request = cast("DeskRequest", request)
            desk_request.actor = actor
            desk_request.scope = identity.scope_of(actor)
            return view(desk_request, *args, **kwargs)

        return guarded

    return decorate


def _log_in_first(request: HttpRequest) -> HttpResponse:
    """The login page; a part of a page is refused instead, so that no login lands in a form."""
    if is_htmx(request):
        return refuse(request, UnableToGoOn(EXPIRED), status=401)
    return redirect_to_login(request.get_full_path())


def _wrong_post(request: HttpRequest, roles: tuple[Role, ...]) -> str:
    fitting = [post.label for post in posts_of(request) if post.role in roles]
    if fitting:
        return f"这一页要用“{fitting[0]}”岗位打开，请点右上角姓名切换岗位。"
    names = "、".join(role.label for role in roles)
    return f"这一页由{names}使用，您现在的岗位不能打开，请返回自己的工作台。"


def _second_factor(request: HttpRequest, actor: Actor) -> HttpResponse | None:
    if settings.DEMO or not needs_second_factor(actor.role) or is_mfa_enabled(request.user):
        return None
    messages.warning(request, "您的岗位要求动态验证码。请先绑定手机验证器，再继续办理。")
    return HttpResponseRedirect(
        f"{reverse('mfa_activate_totp')}?{urlencode({'next': request.get_full_path()})}"
    )
