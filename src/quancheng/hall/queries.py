"""Reading counters."""

from __future__ import annotations

from dataclasses import dataclass

from quancheng.hall.models import Counter


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterView:
    """A counter as pages show it."""

    id: int
    region_code: str
    number: str
    name: str
    kind: str
    town_code: str
    office_codes: tuple[str, ...]
    intake_point: str
    is_open: bool
    windows: int = 1


def _view(row: Counter) -> CounterView:
    return CounterView(
        id=row.pk,
        region_code=row.region_id,
        number=row.number,
        name=row.name,
        kind=row.kind,
        town_code=row.town_id or "",
        office_codes=tuple(row.office_codes),
        intake_point=row.intake_point,
        is_open=row.is_open,
        windows=row.windows,
    )


def counters_of(*, region_code: str) -> list[CounterView]:
    """The counters of a county by number."""
    return [_view(row) for row in Counter.objects.filter(region_id=region_code).order_by("number")]


def counter(*, region_code: str, number: str) -> CounterView | None:
    """One counter, or ``None``."""
    row = Counter.objects.filter(region_id=region_code, number=number).first()
    return _view(row) if row else None
