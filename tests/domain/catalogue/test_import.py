"""The import of the demonstration county as a folder: preview, apply, again, export."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.db import connection

from quancheng.catalogue import importers, queries
from tests.domain.catalogue.lists import COUNTY, DEMO, NOW, TABLES, TODAY, cells_of


def test_the_county_is_imported_in_twenty_seconds(county: str) -> None:
    started = time.monotonic()
    outcome = importers.apply(source=DEMO, region_code=county, on=TODAY, now=NOW)
    assert time.monotonic() - started < 20
    assert outcome.applied
    assert outcome.problems == ()
    assert outcome.counts["new"] == 418


def test_a_preview_writes_nothing(county: str) -> None:
    plan = importers.preview(source=DEMO, region_code=county, on=TODAY)
    assert plan.counts["new"] == 418
    assert {change.kind for change in plan.changes} == {"new"}
    assert queries.items_by_department(region_code=county, on=TODAY) == []


def test_a_second_import_changes_nothing(imported: queries.RunView) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT md5(string_agg(e::text, '' ORDER BY id)) FROM catalogue_edition e")
        before = cursor.fetchone()
        outcome = importers.apply(source=DEMO, region_code=COUNTY, on=TODAY, now=NOW)
        cursor.execute("SELECT md5(string_agg(e::text, '' ORDER BY id)) FROM catalogue_edition e")
        assert cursor.fetchone() == before
    assert outcome.counts["unchanged"] == 418
    assert outcome.counts["new"] == outcome.counts["changed"] == 0


@pytest.mark.parametrize("table", TABLES)
def test_what_was_imported_is_exported_cell_by_cell(
    imported: queries.RunView, tmp_path: Path, table: str
) -> None:
    importers.export(region_code=COUNTY, folder=tmp_path, on=TODAY)
    assert cells_of(tmp_path / f"{table}.csv") == cells_of(DEMO / f"{table}.csv")


def test_the_workbook_of_the_list_imports_as_the_same_list(
    imported: queries.RunView, tmp_path: Path
) -> None:
    book = importers.export_workbook(region_code=COUNTY, path=tmp_path / "紫阳.xlsx", on=TODAY)
    plan = importers.preview(source=book, region_code=COUNTY, on=TODAY)
    assert plan.problems == []
    assert plan.counts["unchanged"] == 418
