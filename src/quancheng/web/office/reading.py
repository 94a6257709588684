"""What the address asks for, and what several pages of the desk read in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TypeVar

from django.db import connection
from django.http import HttpRequest

from quancheng.catalogue.queries.imports import contents_in_force, item_codes_of, stamp_of
from quancheng.catalogue.rules import publication
from quancheng.catalogue.rules.publication import Finding
from quancheng.identity.queries import offices_of
from quancheng.web.ui.components import Pager

T = TypeVar("T")
LAST_PAGE = 10_000
LONGEST_WORDS = 60
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Warned:
    """An item in force about which the checks have something to say."""

    code: str
    name: str
    office_code: str
    findings: tuple[Finding, ...]


_warned: dict[tuple[str, str, date, int], tuple[Warned, ...]] = {}
_lock = Lock()


def page_number(request: HttpRequest, field: str = "page") -> int:
    """The page that the address asks for, from 1; anything else is the first."""
    text = request.GET.get(field, "")
    known = text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PAGE))
    return min(LAST_PAGE, max(1, int(text))) if known else 1


def slice_of(
    request: HttpRequest, rows: Sequence[T], *, number: int, size: int, noun: str
) -> tuple[Sequence[T], Pager]:
    """One page of rows that are in memory, and its pager."""
    pager = Pager.of(request, number=number, size=size, total=len(rows), noun=noun)
    return rows[(number - 1) * size : number * size], pager


def words_of(request: HttpRequest, field: str = "q") -> str:
    """The words of a search, without what no list holds."""
    return " ".join(request.GET.get(field, "").replace("\x00", " ").split())[:LONGEST_WORDS]


def chosen(query: Mapping[str, str], field: str, among: Sequence[tuple[str, str]]) -> str:
    """A filter of the address; a value that is not on offer counts as not given."""
    value = query.get(field, "")
    return value if value in {key for key, _ in among} else ""


def items_with_warnings(*, region_code: str, on: date) -> tuple[Warned, ...]:
    """The items in force that do not fit the law or themselves in every point.

    Read through once for each change of the list, then kept in the process.
    """
    database = str(connection.settings_dict["NAME"])
    key = (database, region_code, on, stamp_of(region_code=region_code))
    found = _warned.get(key)
    if found is None:
        found = _check_all(region_code, on)
        with _lock:
            while len(_warned) >= _KEPT:
                _warned.pop(next(iter(_warned)))
            _warned[key] = found
    return found


def _check_all(region_code: str, on: date) -> tuple[Warned, ...]:
    office_codes = {office.code for office in offices_of(region_code)}
    item_codes = item_codes_of(region_code=region_code)
    found = []
    for code, _, content in contents_in_force(region_code=region_code, on=on):
        findings = publication.check(content, office_codes=office_codes, item_codes=item_codes)
        if findings:
            found.append(Warned(code, content["name"], content["office_code"], findings))
    return tuple(found)
