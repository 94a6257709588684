"""`quancheng rebuild` on a site at work."""

from __future__ import annotations

import psycopg
from django.db import connection

from quancheng.journeys.rebuild import check
from quancheng.ops.commands.rebuild import one_moment
from tests.factories import cases, databases
from tests.factories.county import Staff


def _meanwhile(sql: str) -> None:
    """Somebody else writes and commits."""
    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(databases.address_of(name)) as other:
        other.execute(sql)


def test_what_happens_while_it_reads_is_left_to_the_next_time(own_county: Staff) -> None:
    case = cases.accepted(own_county, cases.guide_named(cases.FOOD))
    with one_moment():
        assert check()[1] == []
        _meanwhile(f"UPDATE cases_case SET version = 7 WHERE id = {case.id}")
        assert check()[1] == []
    assert [finding.number for finding in check()[1]] == [case.number]
