"""Turns an act that cannot be done into a page that says why and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from quancheng.kernel.errors import UnableTo, UnableToFind, UnableToPermit
from quancheng.web.ui.pages import refuse


def status_of(error: UnableTo) -> int:
    """404 for what is not there, 403 for what may not be done, 409 for what cannot be done now."""
    if isinstance(error, UnableToFind):
        return 404
    return 403 if isinstance(error, UnableToPermit) else 409


class SentenceMiddleware:
    """Answers with the sentence of every :class:`UnableTo` that a view lets pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The designed page for an error with a sentence; others go on to the error page."""
        if not isinstance(error, UnableTo) or request.path.startswith("/api/"):
            return None
        return refuse(request, error, status=status_of(error))
