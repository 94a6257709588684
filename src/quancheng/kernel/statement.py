"""One act, one SQL statement.

A hot act writes state, tasks, evidence and outbox in a single statement: each domain
contributes named clauses (common table expressions) and the journey composes them. The parts
keep to their own tables, the database makes one round trip and holds its row locks for the
time of that one statement, and everything is written or nothing.

psycopg keeps the parsed text of a statement of at most 50 parameters and 4,096 bytes and parses
a larger one again each time. So the moment of the act has one name in all clauses, ``now``, its
county another, ``region``, and what the clause before has just written is taken from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Clause:
    """One named part of a statement.

    ``name`` is the name other clauses refer to; ``sql`` uses psycopg's named placeholders
    ``%(key)s``; clauses of one statement share the parameters that have one name.
    """

    name: str
    sql: str
    params: Mapping[str, object] = field(default_factory=dict)


def row_of(values: Any) -> dict[str, Any]:
    """The fields of a dataclass with slots as a row: names to values, none of them copied."""
    return {name: getattr(values, name) for name in values.__slots__}


def compose(clauses: list[Clause], *, returning: str) -> tuple[str, dict[str, object]]:
    """Join ``clauses`` into ``WITH … SELECT``; answers the text and its parameters.

    ``returning`` is the final select. Raises ``ValueError`` where two clauses have one name,
    or two clauses give one parameter different values.
    """
    names = [clause.name for clause in clauses]
    if len(set(names)) != len(names):
        raise ValueError(f"two clauses have the same name: {names}")
    params: dict[str, object] = {}
    for clause in clauses:
        for key, value in clause.params.items():
            if key in params and params[key] is not value and params[key] != value:
                raise ValueError(f"two clauses give {key} different values")
            params[key] = value
    parts = ",\n".join(f"{clause.name} AS (\n{clause.sql}\n)" for clause in clauses)
    return f"WITH {parts}\n{returning}", params
