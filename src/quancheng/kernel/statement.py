"""One act, one SQL statement.

A hot act writes state, tasks, evidence and outbox in a single statement: each domain
contributes named clauses (common table expressions) and the journey composes them. The parts
keep to their own tables, the database makes one round trip and holds its row locks for the
time of that one statement, and everything is written or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Clause:
    """One named part of a statement.

    ``name`` is the name other clauses refer to; ``sql`` uses psycopg's named placeholders
    ``%(key)s``; clauses of one statement share the parameters that have one name.
    """

    name: str
    sql: str
    params: Mapping[str, object] = field(default_factory=dict)


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
