"""Answering with the page of a case, also after an act that could not be done."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from quancheng.cases.rules.reasons import UnableToActWithoutReason
from quancheng.journeys.act import Doing, Outcome
from quancheng.journeys.look_again import check_as_seen, was_done
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo, UnableToFind, UnableToPermit
from quancheng.web.review.forms.acts import SeenForm
from quancheng.web.review.forms.filters import number_in
from quancheng.web.review.pages.case import Opened, Refusal, case_page
from quancheng.web.review.pages.panel import Tried
from quancheng.web.review.pages.reading import CaseRead, read_case
from quancheng.web.review.pages.shell import shell
from quancheng.web.review.pages.sides import Side
from quancheng.web.ui.pages import once_key, render_page
from quancheng.web.ui.posts import DeskRequest

Make = Callable[[CaseRead, QueryDict], SeenForm]
Act = Callable[[Doing, CaseRead, SeenForm], Outcome]


def made_by(side: Side, *, task_id: int | None = None) -> Make:
    """How the form of an act is made, for the task with this id while it is open."""

    def make(read: CaseRead, data: QueryDict) -> SeenForm:
        task = next((each for each in read.now.tasks if each.id == task_id), None)
        return side.make(read, task, data)

    return make


class UnableToSendTwice(UnableTo):
    """The form came without the key that makes it happen once."""


def read_now(request: DeskRequest, number: str) -> CaseRead:
    """Read the case as it stands; 404 outside the scope."""
    return read_case(actor=request.actor, scope=request.scope, number=number, at=moments.now())


def show_case(
    request: DeskRequest,
    read: CaseRead,
    *,
    tried: Tried | None = None,
    refusal: Refusal | None = None,
    opened: Opened | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of the case."""
    page = case_page(read, tried=tried, refusal=refusal, opened=opened)
    context = {"shell": shell("tasks"), "page": page}
    return render_page(request, "review/case/show.html", context, status=status)


def doing_of(request: DeskRequest) -> Doing:
    """Who does it, now, under the key of the form."""
    key = once_key(request)
    if not key:
        raise UnableToSendTwice("这次提交没有带上防重复的编号，请刷新页面后再提交。")
    return Doing(actor=request.actor, now=moments.now(), key=key)


def attempt(
    request: DeskRequest,
    number: str,
    *,
    key: str,
    make: Make,
    act: Act,
    done: str,
    task_id: int | None = None,
    stay: bool = False,
) -> HttpResponse:
    """Try an act of the case page: on to the list (or the case), or back with what was typed."""
    read = read_now(request, number)
    form = make(read, request.POST)
    try:
        doing = doing_of(request)
        if not was_done(doing=doing, region_code=read.file.line.region_code):
            seen = number_in(request.POST.get("seen", ""))
            check_as_seen(file=read.file, version=seen, today=doing.today)
            if task_id is not None:
                read.now.task(task_id)
            if not form.is_valid():
                return show_case(request, read, tried=Tried(key=key, form=form), status=422)
            act(doing, read, form)
    except (UnableToFind, UnableToPermit):
        raise
    except UnableTo as error:
        return _refused(request, number, tried=Tried(key=key, form=form), error=error)
    line = read.file.line
    messages.success(request, f"{done}：{line.item_name}，{line.applicant_name}。")
    home = reverse("review:home")
    return HttpResponseRedirect(reverse("review:case", args=[number]) if stay else home)


def _refused(request: DeskRequest, number: str, *, tried: Tried, error: UnableTo) -> HttpResponse:
    """The page as it is now, with the sentence, and the form as it was filled in."""
    read = read_now(request, number)
    tried.form.data = _looked_again(tried.form, read)
    if isinstance(error, UnableToActWithoutReason) and "reason" in tried.form.fields:
        tried.form.add_error("reason", error.sentence)
        return show_case(request, read, tried=tried, status=422)
    refusal = Refusal(sentence=error.sentence)
    return show_case(request, read, tried=tried, refusal=refusal, status=409)


def _looked_again(form: SeenForm, read: CaseRead) -> QueryDict:
    """The same input, with the version that the page now shows."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["seen"] = str(read.file.line.version)
    return data
