"""Telling among very many groups of cases those whose deadlines stand: a column at a time (ADR 7).

Only plain groups are told: accepted, running, with neither suspension, extension, correction nor
hearing, and not announced as due soon, which depends on the days ahead. All others, and whatever
is found to move, are reckoned one by one in :mod:`quancheng.journeys.due_changes`. This module loads
numpy; import it where there are many.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from quancheng.cases.queries.open_cases import OpenGroup
from quancheng.cases.states import RUNNING
from quancheng.catalogue import queries as catalogue
from quancheng.clock.engine import Calendar, Limit, StartsOn
from quancheng.clock.engine.batch import (
    UNIT_CODES,
    Dues,
    ExcludedSpans,
    Flags,
    Grants,
    Ints,
    LimitColumns,
    dues,
)
from quancheng.clock.rules import DUE_SOON

_STARTS = {StartsOn.RECEIVED: 0, StartsOn.ACCEPTED: 1, StartsOn.COMPLETE: 1, StartsOn.DECIDED: 2}
"""The column of the day on which a limit starts: receipt, acceptance (then the file is complete),
or a decision, which none of these cases has."""


def is_plain(group: OpenGroup) -> bool:
    """Whether only its edition, its days and the calendar decide a group's deadlines."""
    return (
        group.state in RUNNING
        and group.accepted_on is not None
        and group.more is None
        and group.hearing is None
        and group.projected.alarm != DUE_SOON
    )


def standing(*, groups: Sequence[OpenGroup], calendar: Calendar) -> list[bool]:
    """Of each of many plain groups of one calendar: whether its deadlines are what it says.

    Raises whatever the limits of an edition raise that cannot be read.
    """
    editions = {group.edition_id: 0 for group in groups}
    limits = [catalogue.limits_of(edition_id=edition) for edition in editions]
    places = {edition: place for place, edition in enumerate(editions)}
    of_group = _ints([places[group.edition_id] for group in groups])
    days = np.stack(
        [
            _ordinals([group.received_on for group in groups]),
            _ordinals([group.accepted_on for group in groups]),
            np.zeros(len(groups), dtype=np.int64),
        ]
    )
    promised = _dues([each.promised for each in limits], of_group, days, calendar)
    statutory = _dues([each.statutory for each in limits], of_group, days, calendar)
    earliest = np.where(promised.earliest > 0, promised.earliest, statutory.earliest)
    now = [group.projected for group in groups]
    same: Flags = (
        (_ordinals([each.promised_due for each in now]) == promised.due)
        & (_ordinals([each.promised_earliest for each in now]) == earliest)
        & (_ordinals([each.statutory_due for each in now]) == statutory.due)
        & (_ordinals([each.statutory_earliest for each in now]) == statutory.earliest)
        & (np.asarray([each.provisional for each in now]) == _either(promised, statutory))
    )
    found: list[bool] = same.tolist()
    return found


def _either(promised: Dues, statutory: Dues) -> Flags:
    return promised.provisional | statutory.provisional


def _ints(values: Sequence[int]) -> Ints:
    return np.asarray(values, dtype=np.int64)


def _ordinals(days: Sequence[date | None]) -> Ints:
    return _ints([day.toordinal() if day is not None else 0 for day in days])


def _dues(limits: Sequence[Limit | None], of_group: Ints, days: Ints, calendar: Calendar) -> Dues:
    """The deadlines of one clock; ``limits`` by the place that ``of_group`` gives."""
    starts = _ints([_STARTS[each.starts] if each is not None else 2 for each in limits])[of_group]
    value = _ints([each.value if each is not None else 0 for each in limits])[of_group]
    unit = _ints([UNIT_CODES[each.unit] if each is not None else 0 for each in limits])[of_group]
    none = _ints([])
    columns = LimitColumns(
        start=days[starts, np.arange(of_group.size)],
        value=value,
        unit=unit,
        excluded=ExcludedSpans(row=none, begin=none, end=none),
        grants=Grants(row=none, granted_on=none, value=none),
    )
    return dues(columns=columns, calendar=calendar)
