"""Fixtures of the filled county, loaded by the suite's conftest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import connections, transaction

from tests.factories import databases

if TYPE_CHECKING:
    from tests.factories.county import Staff
    from tests.factories.sites import Site


TEMPLATE = "county_template"


@pytest.fixture(scope="session")
def county_template(django_db_blocker: Any) -> str:
    """The name of a database with the demonstration county that nobody is connected to.

    The first process that asks fills it; the others wait for it.
    """
    from tests.factories.county import build_county

    with django_db_blocker.unblock(), databases.only_one(TEMPLATE) as is_first:
        if is_first:
            databases.create_database(TEMPLATE)
            try:
                with databases.connected_to(TEMPLATE):
                    call_command("migrate", verbosity=0)
                    call_command("createcachetable", verbosity=0)
                    build_county()
            except BaseException:
                databases.drop_database(TEMPLATE)
                raise
    return TEMPLATE


@pytest.fixture(scope="session")
def county_database(county_template: str, django_db_blocker: Any) -> Iterator[str]:
    """This process's copy of the county, for tests that are rolled back."""
    with django_db_blocker.unblock():
        name = databases.copy_database(source=county_template)
    yield name
    with django_db_blocker.unblock():
        databases.drop_database(name)


@pytest.fixture
def county(county_database: str, django_db_blocker: Any) -> Iterator[Staff]:
    """The county, in a transaction that is rolled back."""
    from tests.factories.county import Staff

    with django_db_blocker.unblock(), databases.connected_to(county_database), transaction.atomic():
        yield Staff()
        transaction.set_rollback(True)


@pytest.fixture
def staff(county: Staff) -> Staff:
    """The people of the county."""
    return county


@pytest.fixture
def own_county(county_template: str, django_db_blocker: Any) -> Iterator[Staff]:
    """A copy of the county that the test may commit to."""
    from tests.factories.county import Staff

    with django_db_blocker.unblock():
        name = databases.copy_database(source=county_template)
        try:
            with databases.connected_to(name):
                yield Staff()
                connections.close_all()
        finally:
            databases.drop_database(name)


@pytest.fixture(scope="session")
def site(
    county_template: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The demonstration site on a copy of the county, for browser stories."""
    from tests.factories.sites import running_site

    with django_db_blocker.unblock():
        name = databases.copy_database(source=county_template)
        try:
            with running_site(database=name, home=tmp_path_factory.mktemp("site")) as running:
                yield running
        finally:
            databases.drop_database(name)


@pytest.fixture
def site_county(site: Site, django_db_blocker: Any) -> Iterator[Staff]:
    """The site's own database, to reach states by real operations before a story begins.

    ``today`` is the real one: the site's pages ask the real clock.
    """
    from quancheng.kernel import moments
    from tests.factories.county import Staff

    with django_db_blocker.unblock(), databases.connected_to(site.database):
        yield Staff(today=moments.day_of(moments.now()))
        connections.close_all()
