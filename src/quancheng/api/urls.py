"""Addresses of the programming interface; every answer under them is JSON, errors are problems."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, re_path, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from quancheng.api.v1.documents import docs
from quancheng.api.v1.problems import problem
from quancheng.api.v1.service import service

app_name = "api"


def _home(_request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("api:docs"))


@csrf_exempt
def _nowhere(_request: HttpRequest) -> HttpResponse:
    return problem(404, "没有这个地址，请对照接口文档检查。")


def _as_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view with the framework's own refusals turned into problems, and with an ETag."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return _nowhere(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = response.headers.get("Allow", "")
            return problem(405, f"这个地址只接受 {allowed}。", headers={"Allow": allowed})
        return response

    conditional: Callable[..., HttpResponse] = csrf_exempt(conditional_page(answered))
    return conditional


def _guarded(pattern: URLPattern) -> URLPattern:
    pattern.callback = _as_problems(pattern.callback)
    return pattern


urlpatterns = [
    path("", _home, name="home"),
    path("docs", docs, name="docs"),
    *(_guarded(each) for each in service.urls[0] if isinstance(each, URLPattern)),
    re_path(r"", _nowhere),
]
