"""Pages that are the same for everyone: kept for a minute in the process, sent compressed, with an ETag.

A page that shows who is signed in, or a message to one person, is never kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.text import compress_string
from django.views.decorators.http import conditional_page, require_safe

from quancheng.kernel import moments
from quancheng.web.ui.context import LARGE_PRINT

SECONDS = 60
SMALLEST = 1024
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def public_page(view: View[P]) -> View[P]:
    """A read page for everyone; answers 304 to a browser that already has it."""

    @wraps(view)
    def kept(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not _is_stranger(request):
            return view(request, *args, **kwargs)
        compressed = "gzip" in request.headers.get("Accept-Encoding", "")
        key = _key(request, compressed=compressed)
        found: HttpResponse | None = caches["process"].get(key)
        if found is not None:
            return found
        response = view(request, *args, **kwargs)
        patch_cache_control(response, max_age=0, must_revalidate=True, private=True)
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        if compressed and not response.streaming and len(response.content) > SMALLEST:
            _compress(response)
        if response.status_code == HTTPStatus.OK and not response.cookies:
            caches["process"].set(key, response, SECONDS)
        return response

    answered: View[P] = require_safe(conditional_page(kept))  # type: ignore[assignment]
    return answered


def _is_stranger(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


def _key(request: HttpRequest, *, compressed: bool) -> str:
    large = request.COOKIES.get(LARGE_PRINT) == "1"
    part = request.headers.get("HX-Target", "") if request.headers.get("HX-Request") else ""
    today = moments.day_of(moments.now()).isoformat()
    whole: tuple[Any, ...] = (
        request.scheme, request.get_host(), request.get_full_path(), large, part, compressed, today
    )  # fmt: skip
    return "page:" + sha256("\n".join(map(str, whole)).encode()).hexdigest()


def _compress(response: HttpResponse) -> None:
    # No page kept here holds a secret, so its length may be known.
    response.content = compress_string(response.content)
    response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))
