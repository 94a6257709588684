"""Ends the session of a person who left: after half an hour idle, after a working day in any case.

Django alone would have to write the session on every request to know when it was last used; this
middleware writes at most once a minute.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from quancheng.kernel import moments

_BEGAN = "quancheng_began"
_SEEN = "quancheng_seen"
_WRITE_EVERY = 60


class SessionLimitsMiddleware:
    """Logs a person out once one of the two limits has passed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._keep(request, seconds=int(moments.now().timestamp()))
        return self._get_response(request)

    def _keep(self, request: HttpRequest, *, seconds: int) -> None:
        began = int(request.session.setdefault(_BEGAN, seconds))
        seen = int(request.session.get(_SEEN, seconds))
        idle = seconds - seen > settings.SESSION_IDLE_LIMIT.total_seconds()
        old = seconds - began > settings.SESSION_ABSOLUTE_LIMIT.total_seconds()
        if idle or old:
            logout(request)
        elif seconds - seen >= _WRITE_EVERY or _SEEN not in request.session:
            request.session[_SEEN] = seconds
