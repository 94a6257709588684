"""Gives each request a number that stands in every line of the log and on the page of an error."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
_QUIET = ("/static/", "/healthz", "/readyz", "/metrics")

log = structlog.get_logger("quancheng.request")


class RequestRecordMiddleware:
    """Numbers the request, binds the number to the log, and writes one line when it is answered.

    A number given by the proxy in front is kept when it is plain; anything else is replaced.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Number, pass on, record."""
        given = request.headers.get(HEADER, "")
        number = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        request.META["quancheng.request_id"] = number
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=number)
        began = time.perf_counter()
        try:
            response = self._get_response(request)
            response[HEADER] = number
            if not request.path.startswith(_QUIET):
                log.info(
                    "request",
                    method=request.method,
                    path=request.path[:200],
                    status=response.status_code,
                    milliseconds=round((time.perf_counter() - began) * 1000, 1),
                )
            return response
        finally:
            structlog.contextvars.clear_contextvars()
