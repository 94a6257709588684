"""Years of cases for measuring: their clocks are what the engine says, so a round moves none."""

from __future__ import annotations

from quancheng.cases.queries.open_cases import groups_in
from quancheng.journeys.clocks import calendar_of
from quancheng.journeys.due_changes import changes_of
from quancheng.journeys.sweep_clocks import sweep
from quancheng.kernel.moments import day_of
from quancheng.ops.simulator.bulk import write_cases
from tests.factories.county import COUNTY, Staff, moment


def test_the_clocks_of_cases_in_bulk_are_those_of_the_engine(county: Staff) -> None:
    now = moment(11)
    written = write_cases(region_code=COUNTY, count=600, now=now, open_share=1.0)
    assert (written.cases, written.entries) == (600, 4_800)
    groups = list(groups_in(region_codes=(COUNTY,)))
    assert sum(len(group.ids) for group in groups) == 600
    failed: list[tuple[str, str]] = []
    moved = changes_of(groups=groups, calendars=calendar_of, today=day_of(now), failed=failed)
    assert list(moved) == []
    assert failed == []


def test_one_may_go_on_with_a_case_in_bulk(county: Staff) -> None:
    now = moment(11)
    write_cases(region_code=COUNTY, count=60, now=now, open_share=1.0)
    swept = sweep(now=now)
    assert swept.announced > 0
    assert swept.failed == []
