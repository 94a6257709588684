"""Which cases this browser may show: those whose check code was right a short while ago.

The numbers are kept in a signed cookie, not in the address and not in a session, so that no code
stands in a history or a log and nothing is stored for strangers.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from quancheng.journeys.throttle import caller_address

COOKIE = "following"
SALT = "quancheng.portal.following"
MINUTES = 30
MOST = 5


def caller(request: HttpRequest) -> str:
    """The address the request came from."""
    return caller_address(
        remote=request.META.get("REMOTE_ADDR", ""),
        forwarded=request.headers.get("X-Forwarded-For", ""),
        behind_proxy=settings.BEHIND_TLS,
    )


def numbers(request: HttpRequest) -> list[str]:
    """The case numbers that were opened with their codes, the latest last."""
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        return []
    return [str(number) for number in found]


def may_show(request: HttpRequest, number: str) -> bool:
    """Whether this browser has shown the check code of the case."""
    return number in numbers(request)


def open_case(request: HttpRequest, response: HttpResponse, number: str) -> None:
    """Remember, for half an hour, that the code of this case was right."""
    kept = [each for each in numbers(request) if each != number][1 - MOST :]
    response.set_cookie(
        COOKIE,
        signing.dumps([*kept, number], salt=SALT),
        max_age=MINUTES * 60,
        path="/progress/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
