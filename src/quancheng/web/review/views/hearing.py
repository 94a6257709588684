"""The acts of a hearing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_POST

from quancheng.journeys import hearing as journey
from quancheng.journeys.act import Doing, Outcome
from quancheng.web.review.forms.acts import SeenForm
from quancheng.web.review.forms.hearing import ScheduleForm
from quancheng.web.review.pages.hearing import BEGINNINGS, HEARING
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.review.pages.shell import OFFICE
from quancheng.web.review.views.showing import attempt
from quancheng.web.ui.posts import DeskRequest, at_desk

Given = Callable[[SeenForm], dict[str, Any]]
View = Callable[..., HttpResponse]


def _words(form: SeenForm) -> dict[str, Any]:
    """What was typed, under the names the journeys use."""
    return {name: value for name, value in form.cleaned_data.items() if name != "seen"}


def _sitting(form: SeenForm) -> dict[str, Any]:
    given = form.cleaned_data
    at = form.sits_at if isinstance(form, ScheduleForm) else None
    return {"sits_at": at, "place": given["place"], "chair": int(given["chair"])}


def _recusal(form: SeenForm) -> dict[str, Any]:
    chair = form.cleaned_data["new_chair"]
    return _words(form) | {"new_chair": int(chair) if chair else None}


def _act(
    key: str, journey_act: Callable[..., Outcome], done: str, given: Given = _words
) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view of one act: back to the case, or the page with what was typed."""

    def make(read: CaseRead, data: QueryDict) -> SeenForm:
        return (BEGINNINGS | HEARING)[key].make(read, None, data)

    def act(doing: Doing, read: CaseRead, form: SeenForm) -> Outcome:
        line = read.file.line
        case = {"doing": doing, "region_code": line.region_code, "number": line.number}
        return journey_act(**case, **given(form))

    @require_POST
    @at_desk(*OFFICE)
    def view(request: DeskRequest, number: str) -> HttpResponse:
        return attempt(request, number, key=key, make=make, act=act, done=done, stay=True)

    return view


tell = _act("hearing-tell", journey.tell, "已告知听证权利，告知书已生成")
open_publicly = _act("hearing-open", journey.open_publicly, "已启动听证，停止计时")
request_hearing = _act("hearing-request", journey.request, "已受理听证申请，停止计时")
schedule = _act("hearing-schedule", journey.schedule, "听证通知已发", _sitting)
challenge = _act("hearing-challenge", journey.challenge, "已登记回避申请")
decide_recusal = _act(
    "hearing-recusal", journey.decide_recusal, "已决定回避申请，决定书已生成", _recusal
)
end = _act("hearing-end", journey.end, "听证已结束，恢复计时")
drop = _act("hearing-drop", journey.drop, "已登记放弃听证")
