"""Bringing a database to this version, on every supported PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError, connection

from quancheng.clock.queries import known_years
from quancheng.ops import schema

pytestmark = [pytest.mark.conformance, pytest.mark.django_db]


@pytest.fixture
def behind() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'delivery' AND name <> 'x'")


def test_a_migrated_database_has_nothing_due() -> None:
    assert schema.pending() == []
    schema.check_current()


def test_migrating_again_changes_nothing_and_gives_a_calendar() -> None:
    assert schema.migrate() == 0
    assert schema.migrate() == 0
    assert known_years()


def test_what_is_due_is_named(behind: None) -> None:
    assert "delivery.0001_initial" in schema.pending()
    with pytest.raises(schema.UnableToServeOldSchema, match="quancheng migrate"):
        schema.check_current()


def test_a_server_is_not_migrated_behind_its_operators_back(behind: None, settings: Any) -> None:
    settings.ON_SERVER = True
    with pytest.raises(schema.UnableToServeOldSchema):
        schema.ready_for_service()


def test_an_embedded_site_is_brought_up_by_itself(settings: Any) -> None:
    settings.ON_SERVER = False
    schema.ready_for_service()
    assert known_years()


def test_a_database_that_does_not_answer_is_a_sentence() -> None:
    def refuse(*_arguments: object) -> None:
        raise OperationalError("gone")

    with (
        connection.execute_wrapper(refuse),
        pytest.raises(schema.UnableToReachDatabase, match="DATABASE_URL"),
    ):
        schema.pending()
