"""Departments with their items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import DepartmentItems
from quancheng.identity import queries as identity
from quancheng.web.portal.pages import places
from quancheng.web.portal.pages.lines import Line, line


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentLink:
    """A department in a list."""

    name: str
    url: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentsPage:
    """All departments."""

    departments: tuple[DepartmentLink, ...]
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentPage:
    """One department."""

    name: str
    short_name: str
    kind: str
    counters: tuple[str, ...]
    lines: tuple[Line, ...]
    search: str


def links(found: list[DepartmentItems]) -> tuple[DepartmentLink, ...]:
    """Departments with their numbers of items, the largest first."""
    made = [
        DepartmentLink(
            name=each.short_name or each.name,
            url=reverse("portal:department", args=[each.code]),
            count=len(each.items),
        )
        for each in found
    ]
    return tuple(sorted(made, key=lambda link: -link.count))


def departments_page(*, region_code: str, today: date) -> DepartmentsPage:
    """All departments that have items in force."""
    found = links(catalogue.items_by_department(region_code=region_code, on=today))
    return DepartmentsPage(departments=found, items=sum(each.count for each in found))


def department_page(*, region_code: str, code: str, today: date) -> DepartmentPage:
    """One department; raises ``UnableToFindOffice``."""
    office = identity.office_by_code(region_code=region_code, code=code)
    found = catalogue.items_by_department(region_code=region_code, on=today)
    items = next((each.items for each in found if each.code == office.code), ())
    serving = places.places(region_code=region_code).serving(office.code)
    return DepartmentPage(
        name=office.name,
        short_name=office.short_name or office.name,
        kind=office.kind,
        counters=tuple(places.words(each) for each in serving),
        lines=tuple(line(item) for item in items),
        search=f"{reverse('portal:items')}?department={office.code}",
    )
