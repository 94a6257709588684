"""Refuses addresses that no table can be asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse

from quancheng.web.ui.errors import bad_request

LONGEST = 4000
_ENCODED_NULL = re.compile(r"%00", re.IGNORECASE)


class CleanAddressMiddleware:
    """Answers 400 with a sentence to a null byte or an overlong address, before any view reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check the address, then pass on."""
        if request.path.startswith("/api/"):
            # The programming interface checks its own parameters and answers with problems.
            return self._get_response(request)
        query = request.META.get("QUERY_STRING", "")
        has_null = "\x00" in request.path or "\x00" in unquote(query) or _ENCODED_NULL.search(query)
        if has_null or len(query) > LONGEST:
            return bad_request(request)
        return self._get_response(request)
