"""Changing rows behind the record's back, as somebody with the database's password might."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from quancheng.journeys.rebuild import TABLES

_SQL_NAMES = {
    "case": "cases_case",
    "correction": "cases_correctionnotice",
    "suspension": "cases_suspension",
    "extension": "cases_extension",
    "extension_request": "cases_extensionrequest",
    "hearing": "cases_hearing",
    "forwarding": "cases_forwarding",
    "decision": "cases_decision",
    "letter": "cases_letter",
    "task": "workflow_task",
    "result": "delivery_result",
    "hand_over": "delivery_handover",
    "renewal": "delivery_renewal",
}
_COLUMNS = {
    "signature_digest": "signature",
    "seal_digest": "seal",
    "identity_digest": "receiver_digest",
    "result_number": "result_id",
}
_OTHER = {
    "date": "coalesce({0} + 1, '2026-01-08')",
    "timestamp with time zone": "coalesce({0} + interval '1 minute', '2026-01-08 10:00+08')",
    "character varying": "left('X' || {0}, 3)",
    "text": "{0} || 'X'",
    "boolean": "NOT {0}",
    "bytea": "'\\xff'",
    "jsonb": "'[\"X\"]'",
    "smallint": "coalesce({0}, 0) + 7",
    "integer": "{0} + 1",
    "bigint": "(SELECT max(id) FROM identity_post) - 1",
}
"""By the type of a column: another value than it has."""
_SPECIAL = {
    "region_id": "'610000'",
    "region_code": "'610000'",
    "town_id": "'610924100'",
    "item_id": "(SELECT max(id) FROM catalogue_item WHERE id <> item_id)",
    "office_id": "(SELECT max(id) FROM identity_office WHERE id <> office_id)",
    "edition_id": "(SELECT max(id) FROM catalogue_edition WHERE id <> edition_id)",
    "result_id": "(SELECT max(id) FROM delivery_result WHERE id <> result_id)",
    "received_on": "received_on - 1",
    "tracking_number": "tracking_number || 'X'",
    "number": "left(number, 20) || 'X'",
    "document": "document || 'X'",
}
_STATES = {"workflow_task": "'cancelled'"}


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a table, by the names that the rules of replay have for them."""

    table: str
    column: str

    @property
    def words(self) -> tuple[str, str]:
        """What a finding calls the table and the column."""
        found = next(table for table in TABLES if table.name == self.table)
        return found.word, found.labels[self.column]


def places() -> list[Place]:
    """Every column that is replayed, but for the ids by which tasks of old are known."""
    return [
        Place(table, column)
        for table, column in dict.fromkeys(
            (table.name, column) for table in TABLES for column in table.labels
        )
        if (table, column) != ("task", "id")
    ]


def owner_column(table: str) -> str:
    """The column of a table that names the case."""
    return {"case": "id", "task": "subject"}.get(table, "case_id")


def run(sql: str, *params: object) -> int:
    """Run a statement; answers how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def _type(table: str, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data_type FROM information_schema.columns"
            " WHERE table_name = %s AND column_name = %s",
            [table, column],
        )
        return str(cursor.fetchone()[0])


def _first(table: str) -> str:
    name, owner = _SQL_NAMES[table], owner_column(table)
    return f"id = (SELECT min(id) FROM {name} WHERE {owner} = %s)"


def change(place: Place, *, case_id: int) -> None:
    """Give the column another value in the first row of the case."""
    name = _SQL_NAMES[place.table]
    column = _COLUMNS.get(place.column, place.column)
    other = _SPECIAL.get(column) or _OTHER[_type(name, column)].format(column)
    if place == Place("extension_request", "outcome"):
        other = "'granted'"
    if column == "state":
        other = _STATES.get(name, other)
    run("SET CONSTRAINTS ALL DEFERRED")
    sql = f"UPDATE {name} SET {column} = {other} WHERE {_first(place.table)}"
    assert run(sql, case_id) == 1


def remove(table: str, *, case_id: int) -> None:
    """Take the first row of the case out of a table."""
    assert run(f"DELETE FROM {_SQL_NAMES[table]} WHERE {_first(table)}", case_id) == 1


def copy(table: str, *, case_id: int, to: int) -> None:
    """Put a copy of the case's first row among those of another case."""
    name = _SQL_NAMES[table]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND column_name <> 'id'",
            [name],
        )
        columns = [str(row[0]) for row in cursor.fetchall()]
    other = {owner_column(table): str(to), "number": "number || 'X'"}
    values = ", ".join(other.get(column, column) for column in columns)
    sql = f"INSERT INTO {name} ({', '.join(columns)}) SELECT {values} FROM {name}"
    assert run(f"{sql} WHERE {_first(table)}", case_id) == 1


def add_entry(*, case_id: int, seq: int) -> None:
    """Put a copy of the case's first entry into the record, under another number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry SELECT (jsonb_populate_record(e, jsonb_build_object("
            "'id', nextval(pg_get_serial_sequence('ledger_entry', 'id')), 'seq', %s::int))).*"
            " FROM ledger_entry e WHERE e.subject = %s AND e.seq = 1",
            [seq, case_id],
        )
