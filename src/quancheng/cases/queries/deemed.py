"""Cases that the law accepted because nobody answered in time (许可法 32(4))."""

from __future__ import annotations

from quancheng.cases.models import Case
from quancheng.cases.queries.lists import page_of, within
from quancheng.cases.rules.views import Page
from quancheng.cases.states import OPEN_STATES
from quancheng.identity.rules import Scope


def deemed(*, scope: Scope, number: int, size: int) -> Page:
    """Page ``number`` of all of them, the latest acceptance first."""
    rows = Case.objects.filter(within(scope), deemed=True).distinct()
    return page_of(rows.order_by("-accepted_at", "-id"), number=number, size=size)


def count_open_deemed(*, scope: Scope) -> int:
    """How many of them are not decided yet."""
    still = [state.value for state in OPEN_STATES]
    rows = Case.objects.filter(within(scope), deemed=True, state__in=still)
    return rows.distinct().count()
