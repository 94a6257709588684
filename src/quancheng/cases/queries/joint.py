"""Parents and children of joint handling (联办)."""

from __future__ import annotations

from collections.abc import Iterable

from quancheng.cases.models import Case
from quancheng.cases.queries.lists import LINE, line_of, within
from quancheng.cases.rules.views import CaseLine
from quancheng.identity.rules import Scope


def children_of(*, region_code: str, case_id: int) -> tuple[CaseLine, ...]:
    """The children of a case, in the order in which they were taken in; one query.

    They are of the parent's file: whoever may see that sees them here, whichever offices they
    are at. What they hold is for :func:`seen_among` to say.
    """
    rows = Case.objects.filter(region_id=region_code, parent_id=case_id).order_by("id")
    return tuple(line_of(record) for record in rows.values(*LINE))


def has_children(*, region_code: str, case_id: int) -> bool:
    """Whether the case is a parent."""
    return Case.objects.filter(region_id=region_code, parent_id=case_id).exists()


def parent_of(line: CaseLine) -> CaseLine | None:
    """The case that ``line`` is a child of, if any; one query at most."""
    if line.parent_id is None:
        return None
    rows = Case.objects.filter(region_id=line.region_code, pk=line.parent_id)
    return line_of(rows.values(*LINE).get())


def seen_among(*, scope: Scope, case_ids: Iterable[int]) -> frozenset[int]:
    """Those of the cases that the reader may open; one query."""
    rows = Case.objects.filter(within(scope), pk__in=list(case_ids))
    return frozenset(rows.values_list("id", flat=True))
