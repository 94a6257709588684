"""The lists of cases; every one starts from a scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case as When
from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models import When as If

from quancheng.cases.models import Case
from quancheng.cases.rules.tasks import ANSWERS_FOR_SUPERIOR
from quancheng.cases.rules.views import CaseLine, Page
from quancheng.cases.states import OFFICE, OPEN_STATES, State
from quancheng.identity.rules import Actor, Scope
from quancheng.kernel.identifiers import read_code, spell_case_number
from quancheng.kernel.moments import SHANGHAI

PAGE = 30
SHORTEST_CODE = 4
STANDING = (State.SUSPENDED.value, State.FORWARDED.value)
"""States in which no clock of the county runs."""
SUPERIOR = "superior"
DUE = ("overdue", "today", "tomorrow", "later")
LINE = (
    "id region_id town_id number item_name handling_type applicant_name state step office_id"
    " edition_id counter received_at received_on accepted_on correction_due promised_due"
    " statutory_due provisional suspended_since forwarded_on outcome decided_on delivery_due"
    " closed_at alarm version calendar_version parent_id required_by_parent"
).split()
TASK = "id name kind role holder office_id opened_at limit_days".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilters:
    """The filters of the review desk's list, as they stand in the address.

    ``due`` is one of the keys of ``TaskFigures.counts``; it is read on ``today``.
    """

    mine: str = "mine"
    item: str = ""
    step: str = ""
    words: str = ""
    due: str = ""
    today: date | None = None


def within(scope: Scope) -> Q:
    """The cases a reader may see: his counties, his town, his offices' cases and tasks."""
    seen = Q(region_id__in=scope.counties)
    if scope.town:
        seen &= Q(town_id=scope.town)
    if scope.offices is not None:
        seen &= Q(office_id__in=scope.offices) | Q(instance__task__office_id__in=scope.offices)
    return seen


def line_of(record: dict[str, Any]) -> CaseLine:
    """The line of a row read with the columns ``LINE``, and perhaps those of its task."""
    plain = {key: record[key] for key in LINE}
    plain["region_code"] = plain.pop("region_id")
    plain["town_code"] = plain.pop("town_id") or ""
    plain["state"] = State(plain["state"])
    for key in TASK:
        if f"task_{key}" in record:
            plain[f"task_{key}"] = record[f"task_{key}"]
    return CaseLine(**plain)


def page_of(
    rows: QuerySet[Any],
    *,
    number: int,
    size: int,
    extra: Iterable[str] = (),
    total: int | None = None,
) -> Page:
    """Page ``number`` (from 1) of ordered case rows.

    One query, and a second one to count them where ``total`` is not known.
    """
    start = (max(1, number) - 1) * size
    found = rows.values(*LINE, *extra)[start : start + size]
    return Page(
        lines=tuple(line_of(record) for record in found),
        total=rows.count() if total is None else total,
        number=max(1, number),
        size=size,
    )


def matching(words: str) -> Q:
    """Cases whose number, receipt code, applicant or item has ``words``."""
    kept = words.replace("\x00", "").strip()[:60]
    if not kept:
        return Q()
    code = read_code(kept)
    number = spell_case_number(kept)
    found = Q(applicant_name__icontains=kept) | Q(item_name__icontains=kept)
    if len(code) >= SHORTEST_CODE:
        found |= Q(number=number) | Q(number__endswith=number) | Q(application__receipt_code=code)
    return found


def task_roles(*, actor: Actor, mine: str) -> list[str]:
    """The roles of the tasks that a person may do, or of all that wait at his office."""
    if mine == "office":
        return [*sorted(OFFICE), SUPERIOR]
    extra = [SUPERIOR] if actor.role.value in ANSWERS_FOR_SUPERIOR else []
    return [actor.role.value, *extra]


def task_rows(*, actor: Actor, mine: str) -> QuerySet[Any]:
    """Cases joined with the open tasks a person may do, of his office, or deputed.

    All conditions stand in one ``filter``: only so do they speak of one and the same task.
    """
    task: dict[str, Any] = {"state": "open", "region_code": actor.county}
    task["role__in"] = task_roles(actor=actor, mine=mine)
    if actor.town:
        task["town_code"] = actor.town
    else:
        task["office_id"] = actor.office_id
    if mine == "deputed":
        task["holder__in"] = [post for post in actor.posts if post != actor.post_id]
    wanted = Q(region_id=actor.county, **{f"instance__task__{key}": task[key] for key in task})
    if mine == "mine":
        held = Q(instance__task__holder__in=actor.posts)
        wanted &= held | Q(instance__task__holder__isnull=True)
    return Case.objects.filter(wanted)


def with_task(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows with the columns of the task as ``task_…``."""
    found: QuerySet[Any] = rows.annotate(
        **{f"task_{key}": F(f"instance__task__{key}") for key in TASK}
    )
    return found


def _by_urgency(rows: QuerySet[Any]) -> QuerySet[Any]:
    waiting = When(
        If(state__in=STANDING, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    found: QuerySet[Any] = rows.annotate(stands=waiting).order_by(
        "stands", F("promised_earliest").asc(nulls_last=True), "id", "task_id"
    )
    return found


def due_within(filters: TaskFilters) -> Q:
    """The cases that the figure ``filters.due`` of the header counts."""
    today = filters.today
    if filters.due in STANDING:
        return Q(state=filters.due)
    if today is None or filters.due not in DUE:
        return Q()
    tomorrow = today + timedelta(days=1)  # the next day of the calendar, not a legal limit
    due = {
        "overdue": Q(promised_earliest__lt=today),
        "today": Q(promised_earliest=today),
        "tomorrow": Q(promised_earliest=tomorrow),
        "later": Q(promised_earliest__gt=tomorrow) | Q(promised_earliest__isnull=True),
    }[filters.due]
    return due & ~Q(state__in=STANDING)


def tasks(
    *,
    actor: Actor,
    filters: TaskFilters,
    number: int = 1,
    size: int = PAGE,
    total: int | None = None,
) -> Page:
    """Open tasks a person may do (``mine``), of his office (``office``), or deputed.

    ``total``: how many there are, where the caller has counted them already.
    """
    rows = with_task(task_rows(actor=actor, mine=filters.mine))
    if filters.item:
        rows = rows.filter(item__code=filters.item)
    if filters.step:
        rows = rows.filter(task_name=filters.step)
    rows = rows.filter(matching(filters.words), due_within(filters))
    ordered = _by_urgency(rows)
    extra = [f"task_{key}" for key in TASK]
    return page_of(ordered, number=number, size=size, extra=extra, total=total)


def done_by(*, actor: Actor, number: int = 1, size: int = PAGE) -> Page:
    """Cases with a task that the person has done, latest first."""
    latest = (
        Case.objects.filter(pk=OuterRef("pk"), instance__task__done_by__in=actor.posts)
        .order_by("-instance__task__done_at")
        .values("instance__task__done_at")[:1]
    )
    rows = (
        Case.objects.filter(
            region_id=actor.county,
            pk__in=Case.objects.filter(
                region_id=actor.county, instance__task__done_by__in=actor.posts
            ).values("pk"),
        )
        .annotate(done_at=Subquery(latest))
        .order_by("-done_at", "-id")
    )
    return page_of(rows, number=number, size=size)


def counter_day(
    *, scope: Scope, counter: str, day: date, number: int = 1, size: int = PAGE
) -> Page:
    """What a counter took in on one day, latest first."""
    start = datetime.combine(day, time.min, tzinfo=SHANGHAI)
    end = datetime.combine(day, time.max, tzinfo=SHANGHAI)
    rows = Case.objects.filter(
        region_id__in=scope.counties, counter=counter, received_at__range=(start, end)
    )
    return page_of(rows.order_by("-received_at", "-id"), number=number, size=size)


def at_counter(
    *,
    scope: Scope,
    counter: str,
    states: Iterable[State],
    number: int = 1,
    size: int = PAGE,
    words: str = "",
) -> Page:
    """A counter's cases in some states (waiting for acceptance, correcting), most urgent first."""
    rows = Case.objects.filter(
        matching(words),
        region_id__in=scope.counties,
        state__in=[state.value for state in states],
    )
    if counter:
        rows = rows.filter(counter=counter)
    ordered = rows.order_by(F("correction_due").asc(nulls_last=True), "received_at", "id")
    return page_of(ordered, number=number, size=size)


def to_deliver(
    *,
    scope: Scope,
    today: date,
    uncollected: bool = False,
    words: str = "",
    number: int = 1,
    size: int = PAGE,
) -> Page:
    """Decided cases waiting for hand-over; ``uncollected`` only those past their ten days."""
    rows = Case.objects.filter(
        matching(words), region_id__in=scope.counties, state=State.DELIVERING.value
    )
    if scope.town:
        rows = rows.filter(town_id=scope.town)
    if uncollected:
        rows = rows.filter(delivery_due__lt=today)
    ordered = rows.order_by(F("delivery_due").asc(nulls_last=True), "id")
    return page_of(ordered, number=number, size=size)


def applicant_cases(
    *, region_code: str, applicant_id: int, limit: int = 20
) -> tuple[CaseLine, ...]:
    """The latest cases of an applicant."""
    rows = Case.objects.filter(region_id=region_code, application__applicant_id=applicant_id)
    found = rows.order_by("-application__received_at", "-id").values(*LINE)[:limit]
    return tuple(line_of(record) for record in found)


def any_case(*, region_code: str) -> bool:
    """Whether the county has taken in anything yet."""
    return Case.objects.filter(region_id=region_code).exists()


def unfinished(*, region_code: str) -> tuple[str, ...]:
    """The numbers of the cases that still wait for somebody, hand-over included, oldest first."""
    waiting = [*OPEN_STATES, State.DELIVERING]
    rows = Case.objects.filter(region_id=region_code, state__in=waiting)
    return tuple(rows.order_by("id").values_list("number", flat=True))


def search_cases(*, scope: Scope, words: str, number: int = 1, size: int = PAGE) -> Page:
    """Cases a reader may see that match a number, code or name, latest first."""
    rows = Case.objects.filter(within(scope), matching(words)).distinct()
    return page_of(rows.order_by("-received_at", "-id"), number=number, size=size)


def overdue(*, scope: Scope, number: int = 1, size: int = PAGE) -> Page:
    """Cases with an alarm in a reader's scope, most urgent first."""
    rows = Case.objects.filter(within(scope), closed_at__isnull=True).exclude(alarm="").distinct()
    ordered = rows.order_by(F("promised_earliest").asc(nulls_last=True), "id")
    return page_of(ordered, number=number, size=size)
