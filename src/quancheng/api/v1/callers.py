"""Who calls: a program with a token, or anyone; and how often each may."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.throttling import BaseThrottle

from quancheng.api import operations, queries
from quancheng.api.queries import TokenView
from quancheng.api.rules import PUBLIC, SCOPES
from quancheng.api.v1.problems import UnableToServe
from quancheng.journeys.throttle import caller_address
from quancheng.kernel import moments
from quancheng.regions.rules import is_within

SCHEME: Final = "bearer"
ANYONE_PER_MINUTE: Final = 120
TOKEN_PER_MINUTE: Final = 1200
MINUTE: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The caller of a request; ``token`` is ``None`` for anyone."""

    address: str
    token: TokenView | None = None

    def check_region(self, region_code: str) -> None:
        """Raises :class:`UnableToServe` (403) for a region outside the token's."""
        if self.token is not None and not is_within(region_code, self.token.region_code):
            raise UnableToServe("令牌不是这个区划的，请换用它的令牌。", status=403)


def address_of(request: HttpRequest) -> str:
    """The address the request came from."""
    return caller_address(
        remote=request.META.get("REMOTE_ADDR", ""),
        forwarded=request.headers.get("X-Forwarded-For", ""),
        behind_proxy=settings.BEHIND_TLS,
    )


def caller_of(request: HttpRequest) -> Caller:
    """The caller that the door has let in."""
    found = getattr(request, "auth", None)
    return found if isinstance(found, Caller) else Caller(address=address_of(request))


class Door(AuthBase):
    """Lets in a token with a scope; for a public scope also those without one.

    A token that is wrong, expired or revoked is refused even where none is needed, so that its
    owner notices.
    """

    openapi_type = "http"
    openapi_scheme = SCHEME
    openapi_bearerFormat = "qc_…"  # noqa: N815 - the name is the framework's

    def __init__(self, scope: str = "") -> None:
        """``scope`` is a key of ``SCOPES``; without one any token will do."""
        self.scope = scope
        super().__init__()

    @property
    def is_open(self) -> bool:
        """Whether those without a token may come in."""
        return self.scope in PUBLIC

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller; raises :class:`UnableToServe` (401, 403)."""
        address = address_of(request)
        given = request.headers.get("Authorization", "")
        if not given and self.is_open:
            return Caller(address=address)
        kind, _, secret = given.partition(" ")
        now = moments.now()
        token = queries.usable_token(secret.strip(), now=now) if kind.lower() == SCHEME else None
        if token is None:
            raise UnableToServe(
                "请在 Authorization 里给出有效的令牌；没有令牌或已过期的，请向中心管理员申请。",
                status=401,
            )
        if self.scope and self.scope not in token.scopes:
            raise UnableToServe(f"令牌没有“{SCOPES[self.scope]}”的权限。", status=403)
        operations.note_use(token_id=token.id, now=now)
        return Caller(address=address, token=token)


class PerMinute(BaseThrottle):
    """So many requests a minute for an address, ten times as many for a token.

    Counted in the process: it shields the machine, and costs no write for a read. Guessing codes
    is counted elsewhere, over all processes.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request; whether it may pass."""
        caller = caller_of(request)
        who = f"token:{caller.token.id}" if caller.token else caller.address
        limit = TOKEN_PER_MINUTE if caller.token else ANYONE_PER_MINUTE
        counts: Any = caches["process"]
        key = f"api:{who}:{int(time.time()) // MINUTE}"
        counts.add(key, 0, timeout=2 * MINUTE)
        return bool(counts.incr(key) <= limit)

    def wait(self) -> float:
        """Seconds until the next minute."""
        return float(MINUTE - int(time.time()) % MINUTE)
