"""The second list of a county: what changes, what ends, what stays."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from quancheng.catalogue import importers, operations, queries, search
from quancheng.catalogue.importers import UnableToImport
from quancheng.ledger.queries import entries_of
from tests.domain.catalogue.lists import (
    COUNTY,
    DEMO,
    NOW,
    TODAY,
    change,
    copy_of_the_list,
    rows_of,
    write_rows,
)

CODE = "610131001001-610924000000-000-11610924DM0000013Q-1-00"
LATER = date(2026, 4, 1)


@pytest.fixture
def second(imported: queries.RunView, tmp_path: Path) -> Path:
    return copy_of_the_list(tmp_path)


def apply(source: Path, **options: bool) -> importers.Outcome:
    return importers.apply(source=source, region_code=COUNTY, on=LATER, now=NOW, **options)


def test_a_changed_item_gets_a_new_edition_and_the_old_one_ends(second: Path) -> None:
    change(second, "items", {"code": CODE}, {"conditions": "新的条件。"})
    plan = importers.preview(source=second, region_code=COUNTY, on=LATER)
    assert [(one.code, one.kind) for one in plan.changes] == [(CODE, "changed")]
    assert plan.changes[0].diff is not None
    assert plan.changes[0].diff.changes[0].after == "新的条件。"
    outcome = apply(second)
    assert (outcome.counts["changed"], outcome.counts["unchanged"]) == (1, 417)
    new, old = queries.editions_of(region_code=COUNTY, item_code=CODE)
    assert (new.number, new.valid_from, new.valid_to) == (2, LATER, None)
    assert (old.number, old.valid_from, old.valid_to) == (1, TODAY, LATER)
    assert (new.status, old.status) == ("published", "retired")
    assert queries.guide(region_code=COUNTY, item_code=CODE, on=LATER).conditions == "新的条件。"
    before = LATER - timedelta(days=1)
    assert queries.guide(region_code=COUNTY, item_code=CODE, on=before).edition_number == 1


def test_a_changed_element_makes_new_editions_of_all_items_that_use_it(second: Path) -> None:
    change(second, "elements", {"code": "E069"}, {"help": "另一种说明"})
    using = [row for row in rows_of(DEMO / "item_elements.csv") if row["element_code"] == "E069"]
    assert apply(second).counts["changed"] == len(using)


def test_an_item_that_is_no_longer_listed_stays_unless_it_is_to_end(second: Path) -> None:
    for table, key in (
        ("items", "code"),
        ("item_elements", "item_code"),
        ("item_materials", "item_code"),
        ("steps", "item_code"),
    ):
        path = second / f"{table}.csv"
        write_rows(path, [row for row in rows_of(path) if row[key] != CODE])
    change(second, "themes", {}, {"item_codes": "", "guide_questions": ""})
    (second / "themes.csv").unlink()
    plan = importers.preview(source=second, region_code=COUNTY, on=LATER)
    assert [(one.code, one.kind) for one in plan.changes] == [(CODE, "retired")]
    apply(second)
    assert queries.editions_of(region_code=COUNTY, item_code=CODE)[0].valid_to is None
    apply(second, retire_missing=True)
    ended = queries.editions_of(region_code=COUNTY, item_code=CODE)[0]
    assert (ended.status, ended.valid_to) == ("retired", LATER)
    with pytest.raises(queries.UnableToFindItem):
        queries.guide(region_code=COUNTY, item_code=CODE, on=LATER)
    again = importers.apply(source=DEMO, region_code=COUNTY, on=LATER, now=NOW)
    assert again.counts["new"] == 1
    assert queries.guide(region_code=COUNTY, item_code=CODE, on=LATER).edition_number == 2


def test_a_list_may_name_the_day_from_which_an_item_holds(second: Path) -> None:
    change(second, "items", {"code": CODE}, {"notes": "新"})
    rows = [
        row | {"valid_from": "2026年6月1日" if row["code"] == CODE else ""}
        for row in rows_of(second / "items.csv")
    ]
    write_rows(second / "items.csv", rows)
    apply(second)
    new, old = queries.editions_of(region_code=COUNTY, item_code=CODE)
    assert (new.valid_from, old.valid_to) == (date(2026, 6, 1), date(2026, 6, 1))
    assert queries.guide(region_code=COUNTY, item_code=CODE, on=LATER).edition_number == 1
    assert operations.roll_over(on=date(2026, 6, 1)) == 1
    assert operations.roll_over(on=date(2026, 6, 1)) == 0
    assert (
        search.search(region_code=COUNTY, words=CODE, on=date(2026, 6, 1)).hits[0].item.edition_id
        == new.id
    )


def test_a_department_that_takes_over_an_item_is_a_change(second: Path) -> None:
    change(second, "items", {"code": CODE}, {"department_code": "D02"})
    assert apply(second).counts["changed"] == 1
    assert queries.guide(region_code=COUNTY, item_code=CODE, on=LATER).office_code == "D02"


def test_a_wrong_list_leaves_everything_as_it_was(second: Path) -> None:
    change(second, "items", {"code": CODE}, {"promised_limit": "很快"})
    with pytest.raises(UnableToImport) as refused:
        apply(second)
    assert [problem.column for problem in refused.value.problems] == ["promised_limit"]
    assert len(queries.editions_of(region_code=COUNTY, item_code=CODE)) == 1


def test_quarantine_leaves_the_wrong_item_on_its_old_edition(second: Path) -> None:
    change(second, "items", {"code": CODE}, {"promised_limit": "很快"})
    other = CODE.replace("1001001-", "1001002-")
    change(second, "items", {"code": other}, {"conditions": "新的条件。"})
    outcome = apply(second, quarantine=True)
    assert (outcome.counts["held"], outcome.counts["changed"]) == (1, 1)
    assert len(queries.editions_of(region_code=COUNTY, item_code=CODE)) == 1
    assert queries.guide(region_code=COUNTY, item_code=CODE, on=LATER).edition_number == 1


def test_renamed_headers_are_remembered(second: Path) -> None:
    path = second / "items.csv"
    text = path.read_text(encoding="utf-8").replace("conditions", "什么人能办", 1)
    path.write_text(text, encoding="utf-8")
    mapping = {"什么人能办": "conditions"}
    plan = importers.preview(source=second, region_code=COUNTY, on=LATER, mapping=mapping)
    assert plan.counts["unchanged"] == 418
    importers.apply(source=second, region_code=COUNTY, on=LATER, now=NOW, mapping=mapping)
    again = importers.preview(source=second, region_code=COUNTY, on=LATER)
    assert again.counts["unchanged"] == 418
    assert [match.how for match in again.headers if match.header == "什么人能办"] == ["saved"]


def test_unknown_columns_come_out_as_they_came_in(second: Path, tmp_path: Path) -> None:
    rows = [
        row | {"网办地址": f"/a/{place}"} for place, row in enumerate(rows_of(second / "items.csv"))
    ]
    write_rows(second / "items.csv", rows)
    apply(second)
    importers.export(region_code=COUNTY, folder=tmp_path / "out", on=LATER)
    assert rows_of(tmp_path / "out" / "items.csv") == rows


def test_an_import_is_on_the_record(imported: queries.RunView) -> None:
    entries = entries_of(region_code=COUNTY, stream="catalogue", subject=imported.id)
    assert [entry.kind for entry in entries] == ["list_imported"]
    assert entries[0].data["counts"]["new"] == 418


def test_an_import_says_how_far_it_is(county: str) -> None:
    said: list[tuple[str, int, int]] = []
    importers.apply(
        source=DEMO,
        region_code=county,
        on=TODAY,
        now=NOW,
        progress=lambda stage, done, total: said.append((stage, done, total)),
    )
    assert [stage for stage, _, _ in said][:2] == ["读取", "核对"]
    assert said[-1] == ("事项", 418, 418)


def test_the_imports_of_a_county_are_listed_the_latest_first(imported: queries.RunView) -> None:
    apply(DEMO)
    runs = queries.import_runs(region_code=COUNTY)
    assert [run.applied for run in runs] == [True, True]
    assert runs[-1].id == imported.id
    assert runs[-1].headers
    with pytest.raises(queries.UnableToFindRun):
        queries.import_run(region_code=COUNTY, run_id=0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE catalogue_edition SET name = 'x' WHERE number = 1",
        "UPDATE catalogue_edition SET status = 'draft' WHERE number = 1",
        "DELETE FROM catalogue_edition",
    ],
)
def test_a_published_edition_cannot_be_rewritten_or_deleted(
    imported: queries.RunView, statement: str
) -> None:
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="is published and cannot"),
        transaction.atomic(),
    ):
        cursor.execute(statement)
