"""The portal's pages over the demonstration county, read by a stranger's browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches
from django.test import Client

if TYPE_CHECKING:
    from tests.factories.county import Staff


@pytest.fixture(autouse=True)
def _forget_pages() -> Iterator[None]:
    """Nothing that one test has read is kept for the next."""
    caches["process"].clear()
    yield
    caches["process"].clear()


@pytest.fixture
def stranger(county: Staff) -> Client:
    """A visitor without a session."""
    return Client()
