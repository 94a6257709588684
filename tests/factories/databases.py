"""Databases of the suite: copies of a filled one, so that tests may really commit.

The record refuses TRUNCATE and DELETE, hence Django's flushing between committed tests cannot
work, and must not. A test that commits (threads, other processes, a browser) works on a copy of
its own instead and the copy is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
from django.db import connections
from psycopg import sql


def _admin() -> psycopg.Connection[tuple[object, ...]]:
    settings = connections["default"].settings_dict
    return psycopg.connect(
        dbname="postgres",
        user=settings["USER"] or None,
        password=settings["PASSWORD"] or None,
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
        autocommit=True,
    )


def copy_database(*, source: str) -> str:
    """Make a copy of database ``source`` and answer its name.

    A session that an earlier test has left idle on ``source`` is ended first.
    """
    name = f"copy_{uuid4().hex[:12]}"
    with _admin() as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND state = 'idle'",
            [source],
        )
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(source)
            )
        )
    return name


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """Hold the suite's lock on ``name``; yields whether that database has yet to be made."""
    with _admin() as admin:
        admin.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        yield found is None


def create_database(name: str) -> None:
    """Make an empty database."""
    with _admin() as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def drop_database(name: str) -> None:
    """Drop a copy, whoever is still connected."""
    with _admin() as admin:
        admin.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Point Django's connections, of this and new threads, at database ``name``."""
    connection = connections["default"]
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    connections.settings["default"]["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        connections.settings["default"]["NAME"] = before


def address_of(name: str) -> str:
    """``DATABASE_URL`` of database ``name`` for another process."""
    settings = connections["default"].settings_dict
    host, port = settings["HOST"] or "", settings["PORT"] or ""
    user = settings["USER"] or ""
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    query = f"?host={host}" + (f"&port={port}" if port else "")
    return f"postgresql://{user}{password}@/{name}{query}"
