"""What load balancers and monitoring ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path

from quancheng.clock.operations.watch import go_forward
from quancheng.kernel import moments
from quancheng.web import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def unknown_schema() -> Iterator[None]:
    health.check_schema.cache_clear()
    yield
    health.check_schema.cache_clear()


@pytest.fixture
def database_down() -> Iterator[None]:
    def refuse(*_arguments: object) -> None:
        raise OperationalError("the server is gone")

    with connection.execute_wrapper(refuse):
        yield


def test_a_process_is_alive_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_migrated_site_is_ready(client: Client) -> None:
    assert client.get("/readyz").status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/readyz").status_code == 200
    assert len(queries) == 1


@pytest.mark.django_db
def test_a_site_whose_time_went_back_serves_and_says_that_its_clocks_are_held(
    client: Client,
) -> None:
    assert client.get("/readyz").json()["clocks"] == "ok"
    go_forward(now=moments.now())
    assert client.get("/readyz").json()["clocks"] == "ok"
    go_forward(now=moments.now() - timedelta(hours=1))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["clocks"] == "held: time went back"


@pytest.mark.django_db
def test_a_site_without_its_database_is_not_ready(client: Client, database_down: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "database" in answer.json()["status"]


@pytest.mark.django_db
def test_an_old_schema_is_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'delivery'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["count"] >= 1


@pytest.mark.django_db
def test_figures_are_given_to_this_machine(client: Client) -> None:
    text = client.get("/metrics").content.decode()
    assert "quancheng_database_up 1.0" in text
    assert 'quancheng_rows{table="cases_case"}' in text
    assert "quancheng_database_bytes" in text


@pytest.mark.django_db
def test_figures_say_when_the_database_is_down(client: Client, database_down: None) -> None:
    assert "quancheng_database_up 0.0" in client.get("/metrics").content.decode()


@pytest.mark.parametrize(
    "caller",
    [{"REMOTE_ADDR": "203.0.113.7"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.7"}, {"REMOTE_ADDR": ""}],
)
def test_figures_are_hidden_from_others(client: Client, caller: dict[str, str]) -> None:
    assert client.get("/metrics", **caller).status_code == 404


@pytest.mark.django_db
def test_a_network_can_be_allowed_to_read_figures(settings: object, rf: RequestFactory) -> None:
    import ipaddress

    settings.METRICS_ALLOWED = [ipaddress.ip_network("10.1.0.0/16")]  # type: ignore[attr-defined]
    assert health.metrics(rf.get("/metrics", REMOTE_ADDR="10.1.2.3")).status_code == 200


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
