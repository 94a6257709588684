"""Errors as RFC 9457 says: ``application/problem+json``, for every status."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError
from pydantic import Field

from quancheng.journeys.throttle import UnableToTryAgain
from quancheng.kernel.errors import UnableTo, UnableToFind, UnableToPermit

MEDIA_TYPE: Final = "application/problem+json"
DOCS: Final = "/api/v1/docs#problem-"
KINDS: Final[Mapping[int, tuple[str, str]]] = {
    400: ("unreadable", "请求读不懂"),
    401: ("no-token", "没有有效的令牌"),
    403: ("no-scope", "令牌没有这项权限"),
    404: ("not-found", "没有找到"),
    405: ("no-method", "这个地址不接受这种方法"),
    409: ("conflict", "现在不能这样做"),
    422: ("invalid", "参数不对"),
    429: ("too-many", "请求太频繁"),
    500: ("broken", "系统出了问题"),
}
log = logging.getLogger("quancheng.api")


class Trouble(Schema):
    """One value that does not fit."""

    field: str = Field(description="哪个参数，如 query.limit")
    message: str = Field(description="哪里不对")


class Problem(Schema):
    """The body of every error."""

    type: str = Field(description="错误的种类，指向文档里的说明")
    title: str = Field(description="错误的种类，一句话")
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="发生了什么、怎么办")
    errors: list[Trouble] | None = Field(None, description="422 时逐项说明")


class UnableToServe(UnableTo):
    """An error that the interface itself finds; ``status`` is its HTTP status."""

    def __init__(self, sentence: str, *, status: int) -> None:
        """Keep both."""
        super().__init__(sentence)
        self.status = status


def problem(
    status: int,
    detail: str,
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The response of an error."""
    kind, title = KINDS.get(status, KINDS[500])
    body: dict[str, Any] = {
        "type": f"{DOCS}{kind}", "title": title, "status": status, "detail": detail
    }  # fmt: skip
    if errors:
        body["errors"] = [dict(each) for each in errors]
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=status,
        content_type=MEDIA_TYPE,
        headers=dict(headers or {}),
    )


def status_of(error: UnableTo) -> int:
    """The HTTP status of an error with a sentence."""
    if isinstance(error, UnableToServe):
        return error.status
    if isinstance(error, UnableToTryAgain):
        return 429
    if isinstance(error, UnableToFind):
        return 404
    return 403 if isinstance(error, UnableToPermit) else 409


def of_error(error: UnableTo) -> HttpResponse:
    """The response for an error with a sentence."""
    status = status_of(error)
    headers = {}
    if isinstance(error, UnableToTryAgain):
        headers["Retry-After"] = str(error.wait)
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="quancheng"'
    return problem(status, error.sentence, headers=headers)


def of_validation(error: ValidationError) -> HttpResponse:
    """The response for parameters that do not fit, each named."""
    found = [
        {
            "field": ".".join(str(part) for part in each.get("loc", ()))[:200],
            "message": str(each.get("msg", "")),
        }
        for each in error.errors
    ]
    return problem(422, "有参数不符合要求，请按 errors 逐项改正。", errors=found)


def of_http(error: HttpError) -> HttpResponse:
    """The response for what the framework refuses: unreadable bodies, too many requests."""
    if isinstance(error, Throttled):
        wait = str(error.wait or 60)
        return problem(429, f"请求太频繁，请在 {wait} 秒后再试。", headers={"Retry-After": wait})
    return problem(error.status_code, "请求体不是有效的 JSON，请检查后重新发送。")


def answer_with_problems(api: NinjaAPI) -> None:
    """Make ``api`` answer every error as a problem."""

    @api.exception_handler(UnableTo)
    def _unable(_request: HttpRequest, error: UnableTo) -> HttpResponse:
        return of_error(error)

    @api.exception_handler(ValidationError)
    def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        return of_validation(error)

    @api.exception_handler(HttpError)
    def _refused(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return of_http(error)

    @api.exception_handler(Http404)
    def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return problem(404, "没有这个地址，请对照接口文档检查。")

    @api.exception_handler(Exception)
    def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("api request failed: %s", request.path, exc_info=error)
        return problem(500, "系统出了问题，已经记下。请稍后再试。")
