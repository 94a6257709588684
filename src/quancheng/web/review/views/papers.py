"""The stored files and the letters of a case, to be read in place."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quancheng.cases import files
from quancheng.cases.queries.file import attachment as attachment_of
from quancheng.cases.queries.file import case_file
from quancheng.cases.queries.snapshot import UnableToFindCase
from quancheng.journeys.papers import progress_letter_pdf
from quancheng.web.review.pages.papers import kind_of
from quancheng.web.review.pages.shell import READERS
from quancheng.web.ui.posts import DeskRequest, at_desk

SAFE = (
    "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline';"
    " frame-ancestors 'self'"
)
"""What a stored file may do in the browser: be looked at, in a page of this site."""


@never_cache
@require_safe
@at_desk(*READERS)
def attachment(request: DeskRequest, number: str, attachment_id: int) -> HttpResponse:
    """A stored file: pictures and PDF in place, everything else to be saved."""
    file = case_file(scope=request.scope, number=number)
    own = {each.id for line in file.materials for each in line.files}
    if attachment_id not in own:
        raise UnableToFindCase("这件没有这份材料，请从办件页面重新打开。")
    stored = attachment_of(scope=request.scope, attachment_id=attachment_id)
    inline = kind_of(stored.media_type) != "other"
    response = FileResponse(
        files.open_stored(root=settings.FILES_FOLDER, digest=stored.digest),
        content_type=stored.media_type if inline else "application/octet-stream",
    )
    _only_to_look_at(response, _disposition(stored.name, inline=inline))
    return cast("HttpResponse", response)  # it streams; the door lets it pass unread


@never_cache
@require_safe
@at_desk(*READERS)
def letter(request: DeskRequest, number: str, letter_id: int) -> HttpResponse:
    """A letter of the case as PDF, marked as a copy; looking at it is no print."""
    file = case_file(scope=request.scope, number=number)
    name, body = progress_letter_pdf(file=file, letter_id=letter_id, public_url=settings.PUBLIC_URL)
    response = HttpResponse(body, content_type="application/pdf")
    _only_to_look_at(response, _disposition(name, inline=True))
    return response


def _only_to_look_at(response: HttpResponseBase, disposition: str) -> None:
    response.headers["Content-Disposition"] = disposition
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Content-Security-Policy"] = SAFE


def _disposition(name: str, *, inline: bool) -> str:
    return content_disposition_header(as_attachment=not inline, filename=name) or "attachment"
