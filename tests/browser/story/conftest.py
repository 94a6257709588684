"""A county that has opened its doors but has no list of items yet, and the people who sit in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page

from tests.factories import databases

if TYPE_CHECKING:
    from tests.factories.sites import Site

EMPTY = "county_without_items"


def _open_doors() -> None:
    """Load everything a county has before its first list of items comes in."""
    from django.core.management import call_command

    from quancheng.clock import operations as clock
    from quancheng.hall import operations as hall
    from quancheng.identity import operations as identity
    from quancheng.ops.county import rows_of
    from quancheng.regions import operations as regions
    from tests.factories.county import COUNTY, FOLDER, OPENED, PASSWORD, moment

    def rows(name: str) -> list[dict[str, str]]:
        return rows_of(folder=FOLDER, name=f"{name}.csv")

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    now = moment(8, on=OPENED)
    clock.seed_calendar(now=now)
    regions.load_regions(rows("regions"))
    identity.load_departments(rows("departments"), region_code=COUNTY)
    identity.load_staff(rows("staff"), region_code=COUNTY, now=now, password=PASSWORD)
    hall.load_counters(region_code=COUNTY, rows=rows("windows"))
    hall.load_town_centres(region_code=COUNTY, rows=rows("town_centres"))


@pytest.fixture(scope="session")
def county_without_items(django_db_blocker: Any) -> str:
    """The name of a database with regions, offices, staff, counters and calendar alone."""
    with django_db_blocker.unblock(), databases.only_one(EMPTY) as is_first:
        if is_first:
            databases.create_database(EMPTY)
            try:
                with databases.connected_to(EMPTY):
                    _open_doors()
            except BaseException:
                databases.drop_database(EMPTY)
                raise
    return EMPTY


@pytest.fixture
def new_site(
    county_without_items: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The demonstration site, web server and worker, before the first import."""
    from tests.factories.sites import running_site

    with django_db_blocker.unblock():
        name = databases.copy_database(source=county_without_items)
        try:
            with (
                running_site(database=name, home=tmp_path_factory.mktemp("new-site")) as running,
                databases.connected_to(name),
            ):
                yield running
        finally:
            databases.drop_database(name)


@pytest.fixture
def sit_at(new_site: Site, new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Somebody comes to a desk of the demonstration's entrance, in a browser of his own."""

    def sit(desk: str, *, does: str, width: int = 1440) -> Page:
        page = new_page(width=width)
        page.goto(f"{new_site.url}/demo/")
        people = page.get_by_role("region", name=desk).get_by_role("button")
        people.filter(has=page.get_by_text(does, exact=True)).first.click()
        page.wait_for_url(lambda address: "/demo/" not in address)
        return page

    return sit


@pytest.fixture
def read(check_accessible: Callable[[Page], None], shot: Callable[..., Any]) -> Callable[..., str]:
    """What a page says to the person in front of it, once everyone is known to be able to read it."""

    def words(page: Page, name: str) -> str:
        shot(page, f"story-{name}")
        check_accessible(page)
        return page.locator("#main").inner_text()

    return words
