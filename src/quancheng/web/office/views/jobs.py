"""One upload: progress, preview, headers, applying, discarding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.web.office.forms.imports import ApplyForm, header_lines, read_mapping
from quancheng.web.office.inbox import folders, work
from quancheng.web.office.inbox.folders import State, Upload
from quancheng.web.office.inbox.report import conflicts_in, problems_in
from quancheng.web.office.once import act_once
from quancheng.web.office.pages import imports as pages
from quancheng.web.office.pages.differences import differences_page
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.reading import page_number, slice_of
from quancheng.web.office.roles import EDITORS, READERS, check_edits, check_publishes, edits
from quancheng.web.office.views.imports import problems_file, upload_of
from quancheng.web.ui.pages import render_page, render_part
from quancheng.web.ui.posts import DeskRequest, at_desk

PAGE = "office/imports/job.html"
FIRST_PROBLEMS = 30
CONFLICTS_SHOWN = 100


class UnableToApply(UnableTo):
    """Nothing of the upload could be read."""


class UnableToFindChange(folders.UnableToFindUpload):
    """The preview has no such change."""


@never_cache
@require_safe
@at_desk(*READERS)
def show(request: DeskRequest, token: str) -> HttpResponse:
    """Progress while it is read or applied, then the preview or the outcome."""
    upload = upload_of(request, token)
    return render_page(request, PAGE, _context(request, upload))


@never_cache
@require_safe
@at_desk(*READERS)
def progress(request: DeskRequest, token: str) -> HttpResponse:
    """The progress alone, asked for every second; when the work is over, the whole page again."""
    upload = upload_of(request, token)
    page = pages.job_page(upload)
    if page.works:
        return render_part(request, PAGE, "progress", {"page": page})
    response = HttpResponse(status=204)
    response["HX-Redirect"] = reverse("office:job", args=[token])
    return response


def _context(request: DeskRequest, upload: Upload) -> dict[str, Any]:
    report = folders.report_of(upload)
    problems = problems_in(report)
    changes, pager = slice_of(
        request,
        _changes(report, request.GET.get("kind", "")),
        number=page_number(request),
        size=pages.PAGE,
        noun="个事项",
    )
    return {
        "shell": office_shell(request, "imports"),
        "page": pages.job_page(upload),
        "report": report,
        "stats": pages.counts_stats(report["counts"], address=request.path) if report else None,
        "problems": pages.problems_table(problems[:FIRST_PROBLEMS], caption="问题清单"),
        "more_problems": max(0, len(problems) - FIRST_PROBLEMS),
        "changes": pages.changes_table(changes, token=upload.token),
        "pager": pager,
        "headers": header_lines(report.get("headers", ()), all_of="headers" in request.GET),
        "warnings": pages.problems_table(problems_in(report, "warnings")[:50], caption="提醒清单"),
        "conflicts": pages.conflicts_table(conflicts_in(report)[:CONFLICTS_SHOWN]),
        "form": ApplyForm(initial={"quarantine": bool(problems)}, missing=_missing(report)),
        "edits": edits(request),
        "awaits": upload.state in (State.READ, State.REFUSED),
        "holds_items": _holds_items(report),
    }


def _missing(report: dict[str, Any]) -> int:
    return int(report.get("counts", {}).get("missing", 0))


def _holds_items(report: dict[str, Any]) -> bool:
    """Whether any item could be read: without one, everything in force would count as missing."""
    counts = report.get("counts", {})
    return any(counts.get(key) for key in ("new", "changed", "unchanged"))


def _changes(report: dict[str, Any], kind: str) -> list[tuple[int, dict[str, Any]]]:
    every = list(enumerate(report.get("changes", ())))
    return [pair for pair in every if not kind or pair[1]["kind"] == kind]


@require_safe
@at_desk(*READERS)
def change(request: DeskRequest, token: str, place: int) -> HttpResponse:
    """The differences of one item to its edition in force."""
    upload = upload_of(request, token)
    found = folders.report_of(upload).get("changes", ())
    if place >= len(found) or not found[place]["diff"]:
        raise UnableToFindChange("预览里没有这个变化，请从预览重新进入。")
    context = {
        "shell": office_shell(request, "imports"),
        "upload": upload,
        "change": found[place],
        "groups": differences_page(found[place]["diff"]),
    }
    return render_page(request, "office/imports/change.html", context)


@require_safe
@at_desk(*READERS)
def problems(request: DeskRequest, token: str) -> HttpResponse:
    """The problems of the preview as a workbook."""
    report = folders.report_of(upload_of(request, token))
    found = [*problems_in(report), *problems_in(report, "warnings")]
    return problems_file(found, conflicts_in(report))


@require_POST
@at_desk(*EDITORS)
def headers(request: DeskRequest, token: str) -> HttpResponse:
    """Say what the headers mean, and read the list again."""
    check_edits(request)
    upload = upload_of(request, token)
    chosen = read_mapping(request.POST, folders.report_of(upload).get("headers", ()))
    return _read(request, folders.save(upload, mapping=upload.mapping | chosen))


@require_POST
@at_desk(*EDITORS)
def again(request: DeskRequest, token: str) -> HttpResponse:
    """Read the list again, after an interruption or a change of the offices."""
    check_edits(request)
    return _read(request, upload_of(request, token))


def _read(request: DeskRequest, upload: Upload) -> HttpResponse:
    del request
    work.begin_reading(upload, now=moments.now())
    return HttpResponseRedirect(reverse("office:job", args=[upload.token]))


@require_POST
@at_desk(*EDITORS)
def apply(request: DeskRequest, token: str) -> HttpResponse:
    """Import what the preview shows: all of it, or with quarantine all that is sound."""
    check_publishes(request)
    upload = upload_of(request, token)
    report = folders.report_of(upload)
    form = ApplyForm(request.POST, missing=_missing(report))
    form.is_valid()

    def act() -> str:
        if not _holds_items(report):
            raise UnableToApply("清单里没有读到任何事项，请先指明列名或者改好清单再导入。")
        if upload.state in (State.READ, State.REFUSED):
            wish = work.Wish(
                quarantine=form.cleaned_data["quarantine"],
                retire_missing=form.cleaned_data["retire_missing"],
                account_id=request.actor.account_id,
                post_id=request.actor.post_id,
            )
            work.begin_applying(upload, wish=wish, now=moments.now())
        return reverse("office:job", args=[token])

    return HttpResponseRedirect(act_once(request, act))


@require_POST
@at_desk(*EDITORS)
def discard(request: DeskRequest, token: str) -> HttpResponse:
    """Throw an upload away; what it led to stays on the record."""
    check_edits(request)
    upload = upload_of(request, token)
    if folders.is_held(upload):
        raise work.UnableToBeginWork("这份清单正在处理，请等它完成再删除。")
    folders.remove(upload)
    messages.success(request, f"已删除上传的“{upload.name}”。")
    return HttpResponseRedirect(reverse("office:imports"))
