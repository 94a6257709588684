"""Reading offices. Offices are public: these reads need no scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quancheng.identity.models import Office
from quancheng.kernel.errors import UnableToFind


class UnableToFindOffice(UnableToFind):
    """An office that is not in the list of departments."""


@dataclass(frozen=True, slots=True)
class OfficeView:
    """A department as screens and letters name it."""

    id: int
    region_code: str
    code: str
    name: str
    short_name: str
    kind: str
    line_code: str
    uscc: str
    note: str


def _view(row: Office) -> OfficeView:
    return OfficeView(
        id=row.pk,
        region_code=row.region_id,
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        line_code=row.line_code,
        uscc=row.uscc,
        note=row.note,
    )


def office_by_code(*, region_code: str, code: str) -> OfficeView:
    """The office of a county with this code; raises :class:`UnableToFindOffice`."""
    row = Office.objects.filter(region_id=region_code, code=code).first()
    if row is None:
        raise UnableToFindOffice(f"没有代码为“{code[:20]}”的部门，请核对部门代码或先导入部门。")
    return _view(row)


def offices_of(region_code: str) -> tuple[OfficeView, ...]:
    """The offices of a county in order of code."""
    rows = Office.objects.filter(region_id=region_code).order_by("code")
    return tuple(_view(row) for row in rows)


def offices_by_id(ids: Iterable[int | None]) -> dict[int, OfficeView]:
    """Offices by id, in one query; ``None`` is passed over."""
    wanted = {office_id for office_id in ids if office_id is not None}
    rows = Office.objects.filter(pk__in=wanted).order_by("pk")
    return {row.pk: _view(row) for row in rows}
