"""The programming interface over the demonstration county."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import caches
from django.test import Client

if TYPE_CHECKING:
    from tests.factories.county import Staff


@pytest.fixture(autouse=True)
def _forget_counts() -> Iterator[None]:
    """No request of an earlier test counts."""
    caches["process"].clear()
    yield
    caches["process"].clear()


@pytest.fixture
def api(county: Staff) -> Client:
    """A program without a token."""
    return Client()


@pytest.fixture
def with_token(county: Staff) -> Callable[..., Client]:
    """A program with a token of some scopes."""

    def made(*scopes: str, region: str = "610924", days: int = 30, **changes: Any) -> Client:
        from quancheng.api.operations import issue_token
        from quancheng.kernel import moments

        issued = issue_token(
            name=f"测试 {'、'.join(scopes)} {region}",
            region_code=region,
            scopes=scopes,
            days=days,
            now=changes.get("now", moments.now()),
        )
        client = Client(headers={"Authorization": f"Bearer {issued.secret}"})
        client.token_id = issued.id  # type: ignore[attr-defined]
        return client

    return made
