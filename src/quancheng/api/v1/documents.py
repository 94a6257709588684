"""The description of the interface as a page, made on this machine from the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quancheng.api.v1.problems import KINDS
from quancheng.api.v1.service import service


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A parameter or a field."""

    name: str
    kind: str
    required: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationCard:
    """One address with what it takes and answers."""

    ident: str
    method: str
    path: str
    title: str
    words: str
    token: str
    takes: tuple[Row, ...]
    answers: tuple[Row, ...]
    statuses: str


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The documentation, readable without a script."""
    schema: Any = service.get_openapi_schema()
    cards = [
        _card(path, method, operation, schema["components"]["schemas"])
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    context = {
        "info": schema["info"],
        "cards": cards,
        "problems": [
            {"status": status, "kind": kind, "title": title}
            for status, (kind, title) in KINDS.items()
        ],
    }
    return render(request, "api/docs.html", context)


def _card(
    path: str, method: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]
) -> OperationCard:
    is_open = {} in operation["security"]
    takes = [
        Row(
            name=each["name"],
            kind=_kind(each["schema"]),
            required=bool(each.get("required")),
            words=each.get("description") or each["schema"].get("description", ""),
        )
        for each in operation.get("parameters", ())
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    takes += _rows(body["schema"], schemas) if body else []
    answer = operation["responses"][200]["content"]["application/json"]["schema"]
    return OperationCard(
        ident=operation["operationId"],
        method=method.upper(),
        path=path,
        title=operation["summary"],
        words=operation.get("description", ""),
        token="不用令牌" if is_open else "要令牌",
        takes=tuple(takes),
        answers=tuple(_rows(answer, schemas)),
        statuses="、".join(str(status) for status in operation["responses"]),
    )


def _rows(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> list[Row]:
    named = schemas[schema["$ref"].rpartition("/")[2]]
    required = set(named.get("required", ()))
    return [
        Row(
            name=name,
            kind=_kind(each),
            required=name in required,
            words=each.get("description", ""),
        )
        for name, each in named["properties"].items()
    ]


def _kind(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " 或 ".join(_kind(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"{_kind(schema['items'])}[]"
    return str(schema.get("format") or schema.get("type", ""))
