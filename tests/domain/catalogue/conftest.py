"""The demonstration county with its regions and departments, and its list imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.domain.catalogue.lists import COUNTY, DEMO, NOW, TODAY, rows_of
from tests.factories import databases

if TYPE_CHECKING:
    from quancheng.catalogue.queries import RunView

EMPTY, FULL = "list_template_empty", "list_template_full"


@pytest.fixture(scope="session")
def county_without_items(django_db_blocker: Any) -> Iterator[str]:
    """The name of a database with the regions and departments of the county."""
    with django_db_blocker.unblock():
        name = databases.copy_database(source=_template(EMPTY, _build_county))
    yield name
    with django_db_blocker.unblock():
        databases.drop_database(name)


@pytest.fixture(scope="session")
def county_with_items(django_db_blocker: Any) -> Iterator[str]:
    """The name of a database with the whole list."""
    with django_db_blocker.unblock():
        name = databases.copy_database(source=_template(FULL, _build_list))
    yield name
    with django_db_blocker.unblock():
        databases.drop_database(name)


def _template(name: str, build: Callable[[], None]) -> str:
    """A database that the first process that asks builds; the others wait for it."""
    with databases.only_one(name) as is_first:
        if is_first:
            databases.create_database(name)
            try:
                with databases.connected_to(name):
                    call_command("migrate", verbosity=0)
                    build()
            except BaseException:
                databases.drop_database(name)
                raise
    return name


def _build_county() -> None:
    from quancheng.identity.operations import load_departments
    from quancheng.regions.operations import load_regions

    load_regions(rows_of(DEMO / "regions.csv"))
    load_departments(rows_of(DEMO / "departments.csv"), region_code=COUNTY)


def _build_list() -> None:
    from quancheng.catalogue import importers

    _build_county()
    importers.apply(source=DEMO, region_code=COUNTY, on=TODAY, now=NOW)


@pytest.fixture
def county(county_without_items: str, django_db_blocker: Any) -> Iterator[str]:
    """A county with regions and departments and no item, in a transaction that is rolled back."""
    with _rolled_back(county_without_items, django_db_blocker):
        yield COUNTY


@pytest.fixture
def imported(county_with_items: str, django_db_blocker: Any) -> Iterator[RunView]:
    """The county with its whole list, in a transaction that is rolled back; its import."""
    from quancheng.catalogue import queries

    with _rolled_back(county_with_items, django_db_blocker):
        yield queries.import_runs(region_code=COUNTY)[0]


@contextmanager
def _rolled_back(name: str, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.connected_to(name), transaction.atomic():
        yield
        transaction.set_rollback(True)
