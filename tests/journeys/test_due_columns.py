"""Many cases at once: what is looked at in columns is what one by one says."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest

from quancheng.cases.queries.open_cases import OpenGroup, groups_in
from quancheng.catalogue import queries as catalogue
from quancheng.clock.engine import Calendar, DayKind, DayRecord
from quancheng.clock.queries import Supposed, calendar_as_if
from quancheng.journeys import change_calendar, due_changes, due_columns
from quancheng.journeys.due_changes import DueChange, changes_of
from quancheng.kernel.errors import UnableTo
from quancheng.ops.simulator.bulk import write_cases
from tests.factories import cases
from tests.factories.calendar import days_2027
from tests.factories.county import COUNTY, Staff, moment

TODAY = date(2026, 12, 21)
SUPPOSED = {
    "nothing": Supposed(days={}),
    "a closure": change_calendar.closure_supposed(region_code=COUNTY, day=date(2026, 12, 23)),
    "a closed week": Supposed(
        days={COUNTY: [DayRecord(TODAY + timedelta(days=n), DayKind.REST) for n in range(1, 8)]}
    ),
    "next year": Supposed(days={"": days_2027()}),
}


@pytest.fixture
def groups(county: Staff) -> list[OpenGroup]:
    """Open cases of a year, and one of every kind that is not plain."""
    write_cases(region_code=COUNTY, count=1_500, now=moment(9, on=TODAY), open_share=1.0)
    food = cases.guide_named(cases.FOOD)
    cases.received(county, food, seed=1, now=moment(9, on=TODAY))
    cases.decided(
        county,
        cases.examined(county, cases.accepted(county, food, seed=2, now=moment(9, on=TODAY))),
        now=moment(10, on=TODAY),
    )
    return groups_in(region_codes=(COUNTY,))


def changed(groups: list[OpenGroup], supposed: Supposed) -> dict[tuple[int, ...], DueChange]:
    failed: list[tuple[str, str]] = []
    found = changes_of(
        groups=groups,
        calendars=cache(lambda code: calendar_as_if(region_code=code, supposed=supposed)),
        today=TODAY,
        failed=failed,
    )
    return {change.group.ids: change for change in found} | ({} if not failed else {(): failed})


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(due_changes, "MANY", 10**9)
    return monkeypatch


@pytest.mark.parametrize("named", SUPPOSED)
def test_columns_find_the_changes_that_one_by_one_finds(
    groups: list[OpenGroup], one_by_one: pytest.MonkeyPatch, named: str
) -> None:
    supposed = SUPPOSED[named]
    assert sum(map(due_columns.is_plain, groups)) > 500
    slowly = changed(groups, supposed)
    one_by_one.setattr(due_changes, "MANY", 1)
    assert changed(groups, supposed) == slowly
    if named != "nothing":
        assert len(slowly) > 20


def test_what_stands_is_not_reckoned_one_by_one(
    groups: list[OpenGroup], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due_changes, "MANY", 1)
    settled = [change.group for change in changed(groups, SUPPOSED["nothing"]).values()]
    reckoned: list[OpenGroup] = []

    def counted(*, group: OpenGroup, calendar: Calendar, today: date) -> DueChange:
        reckoned.append(group)
        return whole(group=group, calendar=calendar, today=today)

    whole = due_changes.change_of
    monkeypatch.setattr(due_changes, "change_of", counted)
    changed(groups, SUPPOSED["nothing"])
    others = [group for group in groups if not due_columns.is_plain(group)]
    assert len(reckoned) == len(others) + len([g for g in settled if due_columns.is_plain(g)])


def test_an_edition_whose_limits_cannot_be_read_holds_up_none_of_the_others(
    groups: list[OpenGroup], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = next(group for group in groups if due_columns.is_plain(group)).edition_id
    read = catalogue.limits_of

    def refusing(*, edition_id: int):
        if edition_id == broken:
            raise UnableTo("读不出期限。")
        return read(edition_id=edition_id)

    supposed = SUPPOSED["a closure"]
    whole = changed(groups, supposed)
    monkeypatch.setattr(catalogue, "limits_of", refusing)
    monkeypatch.setattr(due_changes, "MANY", 1)
    partly = changed(groups, supposed)
    assert partly.pop(())[0][1] == "读不出期限。"
    expected = {ids for ids, each in whole.items() if each.group.edition_id != broken}
    assert set(partly) == expected
    assert expected
