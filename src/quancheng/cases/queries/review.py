"""What the review desk asks beside its lists: one case by its code, counts, chosen tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, Q

from quancheng.cases.models import Case, Decision, Forwarding
from quancheng.cases.queries.lists import (
    LINE,
    PAGE,
    STANDING,
    TASK,
    TaskFilters,
    line_of,
    matching,
    page_of,
    task_roles,
    with_task,
    within,
)
from quancheng.cases.rules.views import CaseLine, Page
from quancheng.cases.states import State
from quancheng.identity.rules import Actor, Scope
from quancheng.kernel.identifiers import read_code, spell_case_number

SHORTEST_CODE = 8
PROGRESS_PATH = "/p/"
_FIGURES = """
SELECT t.mine, t.deputed, t.due, k.code, t.item_name, t.step, sum(t.number)::int
  FROM (SELECT t.role = ANY(%(roles)s) AND (t.holder IS NULL OR t.holder = ANY(%(posts)s)) AS mine,
               t.role = ANY(%(roles)s) AND coalesce(t.holder = ANY(%(others)s), false) AS deputed,
               CASE WHEN c.state = ANY(%(standing)s) THEN c.state
                    WHEN c.promised_earliest < %(today)s THEN 'overdue'
                    WHEN c.promised_earliest = %(today)s THEN 'today'
                    WHEN c.promised_earliest = %(tomorrow)s THEN 'tomorrow'
                    ELSE 'later' END AS due,
               c.item_id, c.item_name, t.name AS step, count(*) AS number
          FROM workflow_task t
          JOIN cases_case c ON c.instance_id = t.instance_id
         WHERE t.state = 'open' AND t.region_code = %(county)s AND c.region_id = %(county)s
           AND t.role = ANY(%(all_roles)s)
           AND {place}
         GROUP BY 1, 2, 3, 4, 5, 6) t
  JOIN catalogue_item k ON k.id = t.item_id
 GROUP BY 1, 2, 3, 4, 5, 6
"""
_AT_OFFICE = _FIGURES.replace("{place}", "t.office_id = %(office)s")
_IN_TOWN = _FIGURES.replace("{place}", "t.town_code = %(town)s")
_HELD = """
SELECT case_id, ground, started_on, expected_days, most_days
  FROM cases_suspension WHERE case_id = ANY(%s) AND ended_on IS NULL ORDER BY id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSuspension:
    """A special procedure that still goes on: its ground and how long it was said to take."""

    ground: str
    started_on: date
    expected_days: int
    most_days: int | None


def number_scanned(*, scope: Scope, words: str) -> str | None:
    """The number of the one case in scope whose paper was scanned; ``None`` for other words.

    Reads a case number, a receipt code, and the address in the QR of a paper.
    """
    text = words.replace("\x00", "").strip()[:300]
    if PROGRESS_PATH in text:
        text = text.split(PROGRESS_PATH, 1)[1].split("/", 1)[0]
    code = read_code(text)
    if len(code) < SHORTEST_CODE:
        return None
    rows = Case.objects.filter(
        within(scope), Q(number=spell_case_number(text)) | Q(application__receipt_code=code)
    ).distinct()
    found = list(rows.values_list("number", flat=True)[:2])
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFigures:
    """What the head of 待办 says of the open tasks.

    ``counts`` are those that the person may do, by when they are due; ``totals`` are his, his
    office's and his absent colleagues'. ``items`` (code, name) and ``steps`` are the filters.
    """

    counts: Mapping[str, int]
    totals: Mapping[str, int]
    items: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]


def task_figures(*, actor: Actor, today: date, tomorrow: date) -> TaskFigures:
    """The figures of the open tasks at a person's office (or town) on a day; one query."""
    given = {
        "county": actor.county,
        "town": actor.town,
        "office": actor.office_id,
        "roles": task_roles(actor=actor, mine="mine"),
        "all_roles": task_roles(actor=actor, mine="office"),
        "posts": list(actor.posts),
        "others": [post for post in actor.posts if post != actor.post_id],
        "today": today,
        "tomorrow": tomorrow,
        "standing": list(STANDING),
    }
    counts = dict.fromkeys(("overdue", "today", "tomorrow", "later", *STANDING, "all"), 0)
    totals = dict.fromkeys(("mine", "office", "deputed"), 0)
    items, steps = set(), set()
    with connection.cursor() as cursor:
        cursor.execute(_IN_TOWN if actor.town else _AT_OFFICE, given)
        for mine, deputed, due, code, item, step, number in cursor.fetchall():
            totals["office"] += number
            totals["deputed"] += number if deputed else 0
            if not mine:
                continue
            totals["mine"] += number
            counts["all"] += number
            counts[due] += number
            items.add((code, item))
            steps.add(step)
    return TaskFigures(
        counts=counts,
        totals=totals,
        items=tuple(sorted(items, key=lambda pair: pair[1])),
        steps=tuple(sorted(steps)),
    )


def tasks_chosen(*, actor: Actor, task_ids: Iterable[int]) -> tuple[CaseLine, ...]:
    """The tasks among ``task_ids`` that are of the person's office, open or not, oldest first.

    Whether he may (still) do each is for the act to say, one by one.
    """
    wanted = Q(region_id=actor.county, instance__task__id__in=set(task_ids))
    if actor.town:
        wanted &= Q(instance__task__town_code=actor.town)
    else:
        wanted &= Q(instance__task__office_id=actor.office_id)
    rows = with_task(Case.objects.filter(wanted)).order_by("task_id")
    return tuple(line_of(record) for record in rows.values(*LINE, *(f"task_{key}" for key in TASK)))


def at_reception(*, scope: Scope, filters: TaskFilters, number: int = 1, size: int = PAGE) -> Page:
    """Received cases of the reader's offices that wait at the counter, most urgent first."""
    rows = Case.objects.filter(region_id__in=scope.counties, state=State.RECEIVED.value)
    if scope.town:
        rows = rows.filter(town_id=scope.town)
    if scope.offices is not None:
        rows = rows.filter(office_id__in=scope.offices)
    rows = rows.filter(matching(filters.words))
    ordered = rows.order_by(F("correction_due").asc(nulls_last=True), "received_at", "id")
    return page_of(ordered, number=number, size=size)


def open_suspensions(*, case_ids: Sequence[int]) -> dict[int, OpenSuspension]:
    """The special procedures that go on, by case id; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [list(case_ids)])
        return {
            case_id: OpenSuspension(
                ground=ground, started_on=started, expected_days=days, most_days=most
            )
            for case_id, ground, started, days, most in cursor.fetchall()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A case that lies with a superior organ, and what is known of when it answers."""

    line: CaseLine
    superior: str
    document: str
    sent_on: date
    expected_on: date


def awaited(*, scope: Scope, words: str = "") -> tuple[Awaited, ...]:
    """上报待回复: the cases in scope that wait for a superior organ, the longest awaited first."""
    cases = Case.objects.filter(
        within(scope), matching(words), state=State.FORWARDED.value
    ).distinct()
    lines = {record["id"]: line_of(record) for record in cases.values(*LINE)}
    rows = Forwarding.objects.filter(case_id__in=lines, received_on__isnull=True)
    return tuple(
        Awaited(
            line=lines[row.case_id],
            superior=row.superior,
            document=row.document,
            sent_on=row.sent_on,
            expected_on=row.expected_on,
        )
        for row in rows.order_by("expected_on", "id")
    )


def last_signature(*, post_id: int) -> str:
    """The drawn signature (a PNG data address) the post used last; empty before the first."""
    rows = Decision.objects.filter(post_id=post_id).exclude(signature="")
    drawn = rows.order_by("-signed_at", "-id").values_list("signature", flat=True).first()
    return str(drawn or "")
