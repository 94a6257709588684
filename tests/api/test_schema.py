"""Thousands of invented requests: no server error, nothing that the description does not say."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = pytest.mark.slow
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    ignored_auth,
)
OPERATIONS = (
    ("GET", "/items"),
    ("GET", "/items/{code}"),
    ("GET", "/departments"),
    ("GET", "/bundles"),
    ("GET", "/bundles/{code}"),
    ("POST", "/progress"),
    ("GET", "/figures"),
    ("GET", "/token"),
)


@pytest.fixture
def described(own_county, monkeypatch):
    """The interface as it describes itself, in this process and this database."""
    from quancheng.api.v1 import callers
    from quancheng.journeys import follow
    from quancheng.journeys.throttle import Throttle
    from quancheng.ops.wsgi import application

    monkeypatch.setattr(callers, "ANYONE_PER_MINUTE", 10**9)
    roomy = Throttle(name="schema", tries=2, seconds=1)
    monkeypatch.setattr(follow, "BY_CALLER", roomy)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def test_every_operation_is_in_the_list_below(described) -> None:
    found = {(each.ok().method.upper(), each.ok().path) for each in described.get_all_operations()}
    assert found == {(method, f"/api/v1{path}") for method, path in OPERATIONS}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_as_described(described, method, path, mode) -> None:
    operation = described[f"/api/v1{path}"][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=40, suppress_health_check=list(HealthCheck), database=None)
    def answers(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    answers()
