"""The pages of errors: each says what happened and what to do. Named in the root address list."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """What an error page says."""

    status: int
    title: str
    sentence: str


BAD_REQUEST = Trouble(
    status=400,
    title="这个请求读不懂",
    sentence="地址或内容里有无法识别的字符，或者内容太大。请返回上一页，检查后再试。",
)
FORBIDDEN = Trouble(
    status=403,
    title="您现在不能看这一页",
    sentence="您的岗位没有这项权限，或者页面放得太久已经失效。请返回上一页刷新，或切换岗位后再试。",
)
NOT_FOUND = Trouble(
    status=404,
    title="没有找到这一页",
    sentence="地址可能写错了，或者内容已经移走。请检查地址，或从首页重新查找。",
)
BROKEN = Trouble(
    status=500,
    title="系统出了问题，您填的内容没有丢",
    sentence="我们已经记下这次故障。请稍后刷新重试；还不行，请把下面的编号告诉管理员。",
)


def answer(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """The page of an error. Needs no database, no session and no context processor."""
    context = {
        "trouble": trouble,
        "request_number": str(request.META.get("quancheng.request_id", "")),
        "is_large": request.COOKIES.get("large") == "1",
        "with_desk": settings.SESSION_COOKIE_NAME in request.COOKIES,
    }
    body = loader.get_template("ui/trouble.html").render(context)
    return HttpResponse(body, status=trouble.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """``handler400``."""
    del exception
    return answer(request, BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """``handler403``."""
    del exception
    return answer(request, FORBIDDEN)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """``CSRF_FAILURE_VIEW``: a page that stood open too long, or cookies switched off."""
    del reason
    return answer(request, FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """``handler404``."""
    del exception
    return answer(request, NOT_FOUND)


def too_many(request: HttpRequest) -> HttpResponse:
    """The page of a throttle; django-allauth shows the same template for its own limits."""
    return HttpResponse(loader.get_template("429.html").render({}, request), status=429)


def broken(request: HttpRequest) -> HttpResponse:
    """``handler500``."""
    return answer(request, BROKEN)
