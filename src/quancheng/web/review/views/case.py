"""The page of a case."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quancheng.identity import operations as identity
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo, UnableToFind, UnableToPermit
from quancheng.web.review.forms.acts import FullForm
from quancheng.web.review.pages.case import Opened
from quancheng.web.review.pages.papers import PERSONAL
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.review.pages.shell import OFFICE, READERS
from quancheng.web.review.views.showing import read_now, show_case
from quancheng.web.ui.pages import is_htmx, render_page
from quancheng.web.ui.posts import DeskRequest, at_desk


@never_cache
@require_safe
@at_desk(*READERS)
def show(request: DeskRequest, number: str) -> HttpResponse:
    """Clock and flow on top, the file, the story, and what can be done now."""
    return show_case(request, read_now(request, number))


@never_cache
@require_POST
@at_desk(*OFFICE)
def open_in_full(request: DeskRequest, number: str) -> HttpResponse:
    """A personal number in full: with a reason, on the record, shown once."""
    read = read_now(request, number)
    form = FullForm(request.POST, fields=PERSONAL)
    if not form.is_valid():
        sentence = "；".join(str(error) for errors in form.errors.values() for error in errors)
        opened = Opened(label="没有打开", sentence=sentence)
        return _opened(request, read, opened, status=422)
    field = form.cleaned_data["field"]
    label = dict(PERSONAL)[field]
    try:
        value = identity.open_in_full(
            actor=request.actor,
            applicant_id=read.file.applicant_id,
            field=field,
            reason=form.cleaned_data["reason"],
            now=moments.now(),
            case_number=read.file.line.number,
        )
    except (UnableToFind, UnableToPermit):
        raise
    except UnableTo as error:
        return _opened(request, read, Opened(label=label, sentence=error.sentence))
    return _opened(request, read, Opened(label=label, value=value))


def _opened(
    request: DeskRequest, read: CaseRead, opened: Opened, *, status: int = 200
) -> HttpResponse:
    """In its place on the page where a script asked, else the whole page."""
    if is_htmx(request):
        return render_page(request, "review/case/opened.html", {"opened": opened}, status=status)
    return show_case(request, read, opened=opened, status=status)
