"""The demonstration county with its regions and departments, and its list imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.domain.catalogue.lists import COUNTY, DEMO, NOW, TODAY, rows_of

if TYPE_CHECKING:
    from quancheng.catalogue.importers import Outcome


@pytest.fixture
def county(db: None) -> str:
    """A county with regions and departments, and no item."""
    from quancheng.identity.operations import load_departments
    from quancheng.regions.operations import load_regions

    load_regions(rows_of(DEMO / "regions.csv"))
    load_departments(rows_of(DEMO / "departments.csv"), region_code=COUNTY)
    return COUNTY


@pytest.fixture
def imported(county: str) -> Outcome:
    """The county with its whole list."""
    from quancheng.catalogue import importers

    return importers.apply(source=DEMO, region_code=county, on=TODAY, now=NOW)
