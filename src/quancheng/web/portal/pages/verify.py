"""查验真伪: what may be said of a result to anyone who holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from quancheng.journeys.follow import UnableToVerify, VerifiedResult, verify
from quancheng.journeys.throttle import UnableToTryAgain
from quancheng.kernel.moments import day_of
from quancheng.web.portal.forms.verify import VerifyForm
from quancheng.web.ui.components import Fact, Facts
from quancheng.web.ui.presenters import dates

KINDS = {"certificate": "证照", "approval": "批文", "proof": "证明", "other": "办理结果"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyPage:
    """The answer; ``found`` is empty where nothing may be said."""

    found: Facts | None = None
    headline: str = ""
    is_valid: bool = False
    trouble: str = ""
    status: int = 200
    wait: int = 0


def verify_page(*, form: VerifyForm, caller: str, now: datetime) -> VerifyPage:
    """What the form asks for, looked up; no form, no answer."""
    if not form.is_bound:
        return VerifyPage()
    if not form.is_valid():
        return VerifyPage(status=422)
    given = form.cleaned_data
    try:
        found = verify(
            number=given["number"], check_code=given["check_code"], caller=caller, now=now
        )
    except UnableToVerify as error:
        return VerifyPage(trouble=error.sentence, status=404)
    except UnableToTryAgain as error:
        return VerifyPage(trouble=error.sentence, status=429, wait=error.wait)
    return _found(found, now)


def answered(response: HttpResponse, page: VerifyPage) -> HttpResponse:
    """The response with the status of the answer."""
    response.status_code = page.status
    if page.wait:
        response["Retry-After"] = str(page.wait)
    return response


def _found(found: VerifiedResult, now: datetime) -> VerifyPage:
    over = found.valid_until is not None and found.valid_until < day_of(now)
    expired = over and found.deemed_from is None
    state = "已过有效期" if expired and found.state == "valid" else found.state_label
    until = dates.full_day(found.valid_until) if found.valid_until else "长期，或以证照所载为准"
    if found.deemed_from is not None:
        until = (
            f"{until}；延续申请还在审查，依法自 {dates.full_day(found.deemed_from)}起视为准予延续"
        )
    is_valid = found.state == "valid" and not expired
    return VerifyPage(
        headline="是真的，现在有效" if is_valid else f"有这份记录，但{state}",
        is_valid=is_valid,
        found=Facts(
            rows=(
                Fact(label="名称", value=found.name, strong=True),
                Fact(label="种类", value=KINDS.get(found.kind, "办理结果")),
                Fact(label="编号", value=found.number, mono=True),
                Fact(label="持有人", value=found.holder),
                Fact(label="发放日期", value=dates.cn_date(found.issued_on)),
                Fact(label="有效期至", value=until),
                Fact(label="状态", value=state),
            )
        ),
    )
