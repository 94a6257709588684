"""Moving many cases in one statement, each only if it is still at the version that was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quancheng.cases.operations.move import COLUMN_TYPES, MOVED
from quancheng.kernel.statement import Clause


@dataclass(frozen=True, slots=True)
class Move:
    """One case, the version it was read at, and its new columns."""

    id: int
    region_code: str
    version: int
    changes: Mapping[str, Any]


def move_many_clauses(
    *, moves: Sequence[Move], columns: Sequence[str], waits: bool
) -> list[Clause]:
    """The clauses that change ``columns`` of every case; the last answers those that moved.

    Rows are locked in the order of their ids, so that two such statements cannot wait for each
    other in a ring. A case that somebody is acting on is waited for or, unless ``waits``, left.
    """
    names = ("id", "region_id", "version", *columns)
    types = ("bigint", "text", "int", *(COLUMN_TYPES[column] for column in columns))
    arrays = ", ".join(
        f"%(move_{name})s::{kind}[]" for name, kind in zip(names, types, strict=True)
    )
    params: dict[str, object] = {
        "move_id": [move.id for move in moves],
        "move_region_id": [move.region_code for move in moves],
        "move_version": [move.version for move in moves],
    }
    params |= {f"move_{column}": [move.changes[column] for move in moves] for column in columns}
    sets = "".join(f", {column} = held.{column}" for column in columns)
    return [
        Clause("moving", f"SELECT * FROM unnest({arrays}) AS m({', '.join(names)})", params),
        Clause(
            "held",
            "SELECT m.* FROM moving m JOIN cases_case c ON c.id = m.id"
            " AND c.region_id = m.region_id AND c.version = m.version\n"
            f"ORDER BY c.id FOR NO KEY UPDATE OF c{'' if waits else ' SKIP LOCKED'}",
        ),
        Clause(
            MOVED,
            f"UPDATE cases_case c SET version = c.version + 1{sets}\n"
            "FROM held WHERE c.id = held.id AND c.region_id = held.region_id"
            " AND c.version = held.version\n"
            "RETURNING c.id, c.version, c.region_id",
        ),
    ]
