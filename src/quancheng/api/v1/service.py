"""The interface as one object, and its description with every error it may answer."""

from __future__ import annotations

from typing import Any, Final

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from quancheng.api.v1 import catalogue, figures, progress
from quancheng.api.v1.callers import Door, PerMinute
from quancheng.api.v1.problems import KINDS, MEDIA_TYPE, Problem, answer_with_problems

SCHEME: Final = "Token"
ALWAYS: Final = (405, 422, 429)
DESCRIPTION: Final = (
    "全程代理政务服务平台的开放接口。查事项、指南和进度不用令牌，每分钟每个来源 120 次；"
    "其余要令牌，放在请求头 Authorization: Bearer qc_… 里。"
    "出错一律是 application/problem+json（RFC 9457）。翻页用 next_cursor。"
    "时间带时区，日期是北京时间的日历日。"
)


class Service(NinjaAPI):
    """The interface; its description names every error with the media type of problems."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """The OpenAPI document."""
        schema = super().get_openapi_schema(**kwargs)
        components = schema.setdefault("components", {})
        components.setdefault("schemas", {})["Problem"] = _problem_schema(components["schemas"])
        doors = _doors()
        components["securitySchemes"] = {
            SCHEME: {"type": "http", "scheme": "bearer", "bearerFormat": "qc_…"}
        }
        for methods in schema["paths"].values():
            for operation in methods.values():
                _describe(operation, doors[operation["operationId"]])
        return schema


def _problem_schema(schemas: dict[str, Any]) -> dict[str, Any]:
    """The schema of a problem; what it refers to goes into ``schemas``."""
    found = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(found.pop("$defs", {}))
    return found


def _doors() -> dict[str, Door]:
    """The door of every operation, by its id."""
    found: dict[str, Door] = {}
    for router in (catalogue.router, progress.router, figures.router):
        for view in router.path_operations.values():
            for operation in view.operations:
                door = next(iter(operation.auth_callbacks), None) or router.auth
                if isinstance(door, Door):
                    found[str(operation.operation_id)] = door
    return found


def _describe(operation: dict[str, Any], door: Door) -> None:
    """Name the errors of an operation and say whether it needs a token."""
    operation["security"] = [*([{}] if door.is_open else []), {SCHEME: []}]
    names = {parameter["name"] for parameter in operation.get("parameters", ())}
    statuses = {*ALWAYS, 401, 403}
    if names & {"region", "code", "cursor"}:
        statuses.add(404)
    if "requestBody" in operation:
        statuses.add(400)
    for status in sorted(statuses):
        operation["responses"][str(status)] = {
            "description": KINDS[status][1],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }


def build() -> Service:
    """The interface with all its addresses."""
    service = Service(
        title="全程代理开放接口",
        version="1.0.0",
        description=DESCRIPTION,
        urls_namespace="api",
        docs_url=None,
        throttle=[PerMinute()],
    )
    answer_with_problems(service)
    for router in (catalogue.router, progress.router, figures.router):
        service.add_router("", router)
    return service


service = build()
