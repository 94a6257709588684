"""What the platform asks of any PostgreSQL from 15 to 18, embedded or a server's."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = [pytest.mark.conformance, pytest.mark.django_db]


def test_the_server_is_of_a_supported_version() -> None:
    assert 150_000 <= connection.cursor().connection.info.server_version < 190_000


def test_the_database_keeps_rare_characters() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text, char_length(%s)", ["𠮷䶮㛃", "𠮷䶮㛃"])
        assert cursor.fetchone() == ("𠮷䶮㛃", 3)


def test_no_extension_is_needed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension ORDER BY extname")
        assert [row[0] for row in cursor.fetchall()] == ["plpgsql"]
