"""The official calendar of 2004 to 2026, without a database."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from quancheng.clock.engine import Calendar
from quancheng.clock.rules import cited, notices_of, package_days, package_years


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    days = []
    for year in package_years():
        notice = notices_of(year)[0]
        citation = cited(title=notice.title, number=notice.number)
        days += [replace(day, notice=citation) for day in package_days(year)]
    return Calendar.of(days, version="4")


@pytest.fixture(scope="session")
def clock_check():
    """The stand-alone script that a stranger runs on a proof sheet."""
    path = Path(__file__).parents[3] / "docs" / "reference" / "clock_check.py"
    spec = importlib.util.spec_from_file_location("clock_check", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
