"""Files: dropped on the screen, taken from the scanner's folder, shown, taken off again."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.cases import files as store
from quancheng.cases.queries.file import attachment
from quancheng.journeys.prepare import drafts as journey
from quancheng.journeys.prepare import files as journey_files
from quancheng.journeys.prepare.drafts import Prepared
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo, UnableToFind, UnableToPermit
from quancheng.kernel.identifiers import spell_case_number
from quancheng.web.counter.pages.tray import tray as tray_of
from quancheng.web.counter.roles import COUNTER, READERS, doing
from quancheng.web.counter.shelf import incoming_of, scan_folder, shelf
from quancheng.web.counter.views.drafts import show
from quancheng.web.ui.pages import is_htmx, refuse, render_page
from quancheng.web.ui.posts import DeskRequest, at_desk

INLINE = ("application/pdf", "image/jpeg", "image/png", "image/webp", "image/bmp")
REFUSED = 422


class UnableToFindFile(UnableToFind):
    """The draft has no such file."""


def _saved(request: DeskRequest, token: str) -> None:
    """Save what was typed along with the files, where the form came with them."""
    if "applicant_id_number" in request.POST:
        journey.save(doing=doing(request), token=token, posted=request.POST.dict())


def _changed(request: DeskRequest, token: str, change: Callable[[], object]) -> HttpResponse:
    """Make a change to the files of a draft, then show its check list again."""
    try:
        _saved(request, token)
        change()
    except UnableToFind:
        raise
    except UnableTo as error:
        return refuse(request, error, status=REFUSED)
    if is_htmx(request):
        found = journey.prepared(actor=request.actor, token=token)
        return show(request, found, part="materials")
    return HttpResponseRedirect(reverse("counter:draft", args=[token]))


@at_desk(*COUNTER)
@require_http_methods(["GET", "POST"])
def upload(request: DeskRequest, token: str) -> HttpResponse:
    """Files for one material."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("counter:draft", args=[token]))

    def change() -> None:
        for incoming in incoming_of(request):
            journey_files.add_file(
                actor=request.actor,
                token=token,
                material_code=request.POST.get("material", ""),
                incoming=incoming,
                shelf=shelf(),
                now=moments.now(),
            )

    return _changed(request, token, change)


@at_desk(*COUNTER)
@require_http_methods(["GET", "POST"])
def scan(request: DeskRequest, token: str) -> HttpResponse:
    """A scan out of the counter's folder."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("counter:draft", args=[token]))
    return _changed(
        request,
        token,
        lambda: journey_files.add_scanned(
            actor=request.actor,
            token=token,
            material_code=request.POST.get("material", ""),
            folder=scan_folder(request.actor.counter),
            name=request.POST.get("name", ""),
            shelf=shelf(),
            now=moments.now(),
        ),
    )


@at_desk(*COUNTER)
@require_http_methods(["GET", "POST"])
def remove(request: DeskRequest, token: str, file_id: int) -> HttpResponse:
    """Take a file off."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("counter:draft", args=[token]))
    return _changed(
        request,
        token,
        lambda: journey_files.remove_file(actor=request.actor, token=token, attachment_id=file_id),
    )


@at_desk(*COUNTER)
@never_cache
@require_safe
def tray(request: DeskRequest, token: str) -> HttpResponse:
    """Scans or QR picture for a material; says when a phone has added files."""
    found = journey.prepared(actor=request.actor, token=token)
    made = tray_of(
        actor=request.actor,
        found=found,
        kind=request.GET.get("kind", ""),
        material=request.GET.get("material", ""),
    )
    seen = request.GET.get("seen", "")
    if seen == str(made.files):
        return HttpResponse(status=204)
    response = render_page(request, "counter/tray.html", {"tray": made})
    if seen:
        response["HX-Trigger"] = "counter:files"
    return response


def _digest(found: Prepared, file_id: int) -> tuple[str, str, str]:
    for file in found.files:
        if file["id"] == file_id:
            return str(file["digest"]), str(file["media_type"]), str(file["name"])
    raise UnableToFindFile("没有找到这个文件，可能已经移除。请刷新后再看。")


def served(*, digest: str, media_type: str, name: str) -> HttpResponse:
    """A stored file: shown in the browser where that is safe, else to be saved."""
    response = FileResponse(
        store.open_stored(root=shelf().root, digest=digest), content_type=media_type
    )
    kept = content_disposition_header(as_attachment=media_type not in INLINE, filename=name)
    response["Content-Disposition"] = kept or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return cast("HttpResponse", response)


@at_desk(*COUNTER)
@never_cache
@require_safe
def draft_file(request: DeskRequest, token: str, file_id: int) -> HttpResponse:
    """A file of a draft."""
    found = journey.prepared(actor=request.actor, token=token)
    digest, media_type, name = _digest(found, file_id)
    return served(digest=digest, media_type=media_type, name=name)


@at_desk(*COUNTER)
@require_safe
def draft_thumb(request: DeskRequest, token: str, file_id: int) -> HttpResponse:
    """The small picture of a photographed material."""
    found = journey.prepared(actor=request.actor, token=token)
    digest, _, _ = _digest(found, file_id)
    picture = store.preview(root=shelf().root, digest=digest, edge=96)
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@at_desk(*READERS)
@never_cache
@require_safe
def case_file(request: DeskRequest, number: str, file_id: int) -> HttpResponse:
    """A file of a case."""
    file = attachment(scope=request.scope, attachment_id=file_id)
    del number
    return served(digest=file.digest, media_type=file.media_type, name=file.name)


@at_desk(*COUNTER)
@require_http_methods(["GET", "POST"])
def case_upload(request: DeskRequest, number: str) -> HttpResponse:
    """Files that come with the corrections."""
    back = HttpResponseRedirect(f"{reverse('counter:case', args=[number])}?act=corrected")
    if request.method != "POST":
        return back
    try:
        for incoming in incoming_of(request):
            journey_files.add_to_case(
                doing=doing(request),
                region_code=request.actor.county,
                number=spell_case_number(number),
                material_code=request.POST.get("material", ""),
                incoming=incoming,
                shelf=shelf(),
            )
    except (UnableToFind, UnableToPermit):
        raise
    except UnableTo as error:
        return refuse(request, error, status=REFUSED)
    return back
