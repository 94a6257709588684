"""Imports: the list of uploads and runs, the upload itself, and the report of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from quancheng.cases.files.upload_handler import upload_refusal
from quancheng.catalogue import importers, queries
from quancheng.catalogue.importers import Conflict, Problem
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.web.office.downloads import XLSX, download
from quancheng.web.office.forms.imports import UploadForm
from quancheng.web.office.inbox import folders, unpack, work
from quancheng.web.office.inbox.folders import Upload
from quancheng.web.office.once import act_once
from quancheng.web.office.pages import imports as pages
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.reading import page_number, slice_of
from quancheng.web.office.roles import READERS, check_edits, county_of, edits
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk, post_of

PROBLEMS_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(*READERS)
def listing(request: DeskRequest) -> HttpResponse:
    """The uploads and the runs; a new list begins here."""
    form = UploadForm()
    if request.method == "POST":
        check_edits(request)
        form = UploadForm(request.POST, request.FILES)
        if (refusal := upload_refusal(request)) or not form.is_valid():
            form = form if form.is_bound and not refusal else _refused(form, refusal)
        elif address := _received(request, form):
            return HttpResponseRedirect(address)
    region = county_of(request)
    context = {
        "shell": office_shell(request, "imports"),
        "form": form,
        "edits": edits(request),
        "uploads": pages.uploads_table(folders.latest(region_code=region)),
        "runs": pages.runs_table(queries.import_runs(region_code=region)),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render_page(request, "office/imports/list.html", context, status=status)


def _refused(form: UploadForm, sentence: str) -> UploadForm:
    form.is_valid()
    form.errors.pop("source", None)
    form.add_error("source", sentence)
    return form


def _received(request: DeskRequest, form: UploadForm) -> str:
    """Where the upload is shown; empty, with the sentence in the form, when it is no list."""
    try:
        return act_once(request, lambda: _receive(request, form))
    except UnableTo as error:
        form.add_error("source", error.sentence)
        return ""


def _receive(request: DeskRequest, form: UploadForm) -> str:
    files = form.cleaned_data["source"]
    name = unpack.plain_name(files[0].name or "")
    post, now = post_of(request), moments.now()
    upload = folders.begin(
        region_code=county_of(request),
        name=name if len(files) == 1 else f"{name} 等 {len(files)} 个文件",
        by=f"{request.actor.name}（{post.label}）" if post else request.actor.name,
        account_id=request.actor.account_id,
        post_id=request.actor.post_id,
        now=now,
    )
    try:
        source = unpack.unpack(files, upload.folder / "upload")
    except UnableTo:
        folders.remove(upload)
        raise
    upload = folders.save(upload, source=source, size=sum(file.size for file in files))
    work.begin_reading(upload, now=now)
    return reverse("office:job", args=[upload.token])


@require_safe
@at_desk(*READERS)
def run(request: DeskRequest, run_id: int) -> HttpResponse:
    """The report of one run."""
    found = queries.import_run(region_code=county_of(request), run_id=run_id)
    number = page_number(request)
    problems, pager = slice_of(
        request, found.problems, number=number, size=PROBLEMS_SHOWN, noun="处"
    )
    context = {
        "shell": office_shell(request, "imports"),
        "run": found,
        "stats": pages.counts_stats(found.counts),
        "problems": pages.problems_table(problems, caption="问题清单"),
        "pager": pager,
        "warnings": pages.problems_table(found.warnings[:PROBLEMS_SHOWN], caption="提醒清单"),
        "conflicts": pages.conflicts_table(found.conflicts[:PROBLEMS_SHOWN], linked=found.applied),
    }
    return render_page(request, "office/imports/run.html", context)


@require_safe
@at_desk(*READERS)
def run_problems(request: DeskRequest, run_id: int) -> HttpResponse:
    """The problems of a run as a workbook."""
    found = queries.import_run(region_code=county_of(request), run_id=run_id)
    return problems_file([*found.problems, *found.warnings], found.conflicts)


def problems_file(problems: list[Problem], conflicts: Sequence[Conflict]) -> HttpResponse:
    """The problems as a workbook to hand to whoever keeps the list."""
    with TemporaryDirectory() as folder:
        path = importers.problems_workbook(
            problems=problems, path=Path(folder) / "problems.xlsx", conflicts=conflicts
        )
        return download(path.read_bytes(), name="问题清单.xlsx", media_type=XLSX)


def upload_of(request: DeskRequest, token: str) -> Upload:
    """The upload that the address names; raises ``UnableToFindUpload``."""
    return folders.find(region_code=county_of(request), token=token)
