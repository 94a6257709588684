"""The lists of cases; every one starts from a scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case as When
from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models import When as If

from quancheng.cases.models import Case
from quancheng.cases.rules.views import CaseLine, Page
from quancheng.cases.states import State
from quancheng.identity.rules import Actor, Scope
from quancheng.kernel.identifiers import read_code, spell_case_number
from quancheng.kernel.moments import SHANGHAI

PAGE = 30
SHORTEST_CODE = 4
LINE = (
    "id region_id town_id number item_name handling_type applicant_name state step office_id"
    " edition_id counter received_at received_on accepted_on correction_due promised_due"
    " statutory_due provisional suspended_since outcome decided_on delivery_due closed_at alarm"
    " version"
).split()
TASK = "id name kind role holder office_id opened_at due_on".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilters:
    """The filters of the review desk's list, as they stand in the address."""

    mine: str = "mine"
    item: str = ""
    step: str = ""
    words: str = ""


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


def _page(rows: QuerySet[Any], *, number: int, size: int, extra: Iterable[str] = ()) -> Page:
    start = (max(1, number) - 1) * size
    found = rows.values(*LINE, *extra)[start : start + size]
    return Page(
        lines=tuple(line_of(record) for record in found),
        total=rows.count(),
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


def _task_rows(*, actor: Actor, mine: str) -> QuerySet[Any]:
    roles = [actor.role.value]
    if actor.role.value in ("examiner", "head", "approver"):
        roles.append("superior")
    rows = Case.objects.filter(
        region_id=actor.county,
        instance__task__state="open",
    )
    if mine == "office":
        rows = rows.filter(
            instance__task__role__in=("examiner", "reviewer", "approver", "head", "superior")
        )
    else:
        rows = rows.filter(instance__task__role__in=roles)
    if actor.town:
        rows = rows.filter(instance__task__town_code=actor.town)
    else:
        rows = rows.filter(instance__task__office_id=actor.office_id)
    if mine == "mine":
        rows = rows.filter(
            Q(instance__task__holder__isnull=True) | Q(instance__task__holder__in=actor.posts)
        )
    elif mine == "deputed":
        covered = [post for post in actor.posts if post != actor.post_id]
        rows = rows.filter(instance__task__holder__in=covered)
    return rows


def _with_task(rows: QuerySet[Any]) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.annotate(
        **{f"task_{key}": F(f"instance__task__{key}") for key in TASK}
    )
    return found


def _by_urgency(rows: QuerySet[Any]) -> QuerySet[Any]:
    waiting = When(
        If(state=State.SUSPENDED.value, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    found: QuerySet[Any] = rows.annotate(stands=waiting).order_by(
        "stands", F("promised_earliest").asc(nulls_last=True), "id", "task_id"
    )
    return found


def tasks(*, actor: Actor, filters: TaskFilters, number: int = 1, size: int = PAGE) -> Page:
    """Open tasks a person may do (``mine``), of his office (``office``), or deputed."""
    rows = _task_rows(actor=actor, mine=filters.mine)
    if filters.item:
        rows = rows.filter(item__code=filters.item)
    if filters.step:
        rows = rows.filter(instance__task__name=filters.step)
    rows = rows.filter(matching(filters.words))
    ordered = _by_urgency(_with_task(rows))
    return _page(ordered, number=number, size=size, extra=[f"task_{key}" for key in TASK])


def task_choices(*, actor: Actor) -> tuple[list[tuple[str, str]], list[str]]:
    """The items (code, name) and step names among a person's open tasks, for the filters."""
    rows = _with_task(_task_rows(actor=actor, mine="mine"))
    found = rows.values_list("item__code", "item_name", "task_name").distinct()
    items = sorted({(code, name) for code, name, _ in found}, key=lambda pair: pair[1])
    return items, sorted({step for _, _, step in found})


def task_counts(*, actor: Actor, today: date, tomorrow: date) -> dict[str, int]:
    """How many tasks are overdue, due today, due tomorrow, later, suspended."""
    rows = _with_task(_task_rows(actor=actor, mine="mine"))
    counts = {"overdue": 0, "today": 0, "tomorrow": 0, "later": 0, "suspended": 0, "all": 0}
    for state, due in rows.values_list("state", "promised_earliest"):
        counts["all"] += 1
        if state == State.SUSPENDED.value:
            counts["suspended"] += 1
        elif due is None or due > tomorrow:
            counts["later"] += 1
        elif due < today:
            counts["overdue"] += 1
        elif due == today:
            counts["today"] += 1
        else:
            counts["tomorrow"] += 1
    return counts


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
    return _page(rows, number=number, size=size)


def counter_day(
    *, scope: Scope, counter: str, day: date, number: int = 1, size: int = PAGE
) -> Page:
    """What a counter took in on one day, latest first."""
    start = datetime.combine(day, time.min, tzinfo=SHANGHAI)
    end = datetime.combine(day, time.max, tzinfo=SHANGHAI)
    rows = Case.objects.filter(
        region_id__in=scope.counties, counter=counter, received_at__range=(start, end)
    )
    return _page(rows.order_by("-received_at", "-id"), number=number, size=size)


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
    return _page(ordered, number=number, size=size)


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
    return _page(ordered, number=number, size=size)


def applicant_cases(
    *, region_code: str, applicant_id: int, limit: int = 20
) -> tuple[CaseLine, ...]:
    """The latest cases of an applicant."""
    rows = Case.objects.filter(region_id=region_code, application__applicant_id=applicant_id)
    found = rows.order_by("-application__received_at", "-id").values(*LINE)[:limit]
    return tuple(line_of(record) for record in found)


def search_cases(*, scope: Scope, words: str, number: int = 1, size: int = PAGE) -> Page:
    """Cases a reader may see that match a number, code or name, latest first."""
    rows = Case.objects.filter(within(scope), matching(words)).distinct()
    return _page(rows.order_by("-received_at", "-id"), number=number, size=size)


def overdue(*, scope: Scope, number: int = 1, size: int = PAGE) -> Page:
    """Cases with an alarm in a reader's scope, most urgent first."""
    rows = Case.objects.filter(within(scope), closed_at__isnull=True).exclude(alarm="").distinct()
    ordered = rows.order_by(F("promised_earliest").asc(nulls_last=True), "id")
    return _page(ordered, number=number, size=size)
