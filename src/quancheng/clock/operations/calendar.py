"""Changing the calendar and the hours. Each change is one document, one version, one entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection, transaction

from quancheng.clock.engine import DayKind, DayRecord
from quancheng.clock.models import CalendarDay, CentreHours, HolidayNotice
from quancheng.clock.queries import calendar_for, calendar_version, closures
from quancheng.clock.rules import (
    NATIONAL_SOURCE,
    Notice,
    UnableToImportNotice,
    check_notice,
    cited,
    notices_of,
    package_days,
    package_years,
    whole_year,
)
from quancheng.kernel.errors import UnableTo
from quancheng.ledger.operations import record

STREAM = "calendar"
"""The stream of the record on which changes of the calendar stand."""

SEEDED_BY = "系统初始化"
_TURN = 7_015_001
"""The advisory lock on which changes of the calendar wait for each other."""


class UnableToDeclareClosure(UnableTo):
    """A local closure cannot be entered, or not so."""


class UnableToLiftClosure(UnableTo):
    """There is no such closure to lift, or not so."""


class UnableToSetHours(UnableTo):
    """The hours of a centre contradict themselves."""


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that a notice changes; ``before`` is ``UNKNOWN`` for a day not known until then."""

    day: date
    before: DayKind
    after: DayKind
    name: str


@dataclass(frozen=True, slots=True)
class NoticePreview:
    """What a notice does: the days it changes, how many it makes known, how many stay.

    ``version`` is the calendar's after it; without changes the one it had. ``settled`` are all the
    days it settles.
    """

    version: int
    years: tuple[int, ...]
    changed: tuple[DayChange, ...]
    added: int
    unchanged: int
    settled: tuple[DayRecord, ...] = ()


def _take_turn() -> None:
    """Wait until no other transaction is changing the calendar."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def _write(*, notice: HolidayNotice, days: Iterable[DayRecord], region_code: str = "") -> None:
    """Save a notice and the days it settles."""
    notice.save()
    CalendarDay.objects.bulk_create(
        [
            CalendarDay(
                day=each.day,
                region_code=region_code,
                kind=each.kind.value,
                name=each.name,
                notice=notice,
            )
            for each in days
        ],
        batch_size=2000,
    )


def _notice(
    *, notice: Notice, years: Sequence[int], by: str, now: datetime, region_code: str = ""
) -> HolidayNotice:
    """The row of a notice, not saved."""
    return HolidayNotice(
        source=NATIONAL_SOURCE if not region_code else "本地",
        number=notice.number,
        title=notice.title,
        issued_on=notice.issued_on,
        years=list(years),
        region_code=region_code,
        imported_at=now,
        imported_by=by,
    )


def _settled_by(notices: Sequence[Notice], record: DayRecord) -> Notice:
    """The latest of a year's notices that covers a day."""
    return [each for each in notices if each.first <= record.day <= each.last][-1]


@transaction.atomic
def seed_calendar(*, now: datetime, since: int = 0) -> int:
    """Write the years of ``chinesecalendar`` that are not yet known; answer the days written.

    ``since`` is the first year wanted. Idempotent; a year an administrator has imported is left
    alone.
    """
    _take_turn()
    known = calendar_for().years() if calendar_version() else ()
    written = 0
    for year in package_years():
        if year in known or year < since:
            continue
        settling = notices_of(year)
        for notice in settling:
            days = [day for day in package_days(year) if _settled_by(settling, day) is notice]
            years = [year] if notice is settling[0] else []
            _write(notice=_notice(notice=notice, years=years, by=SEEDED_BY, now=now), days=days)
            written += len(days)
    if written:
        record(
            region_code="",
            stream=STREAM,
            subject=calendar_version(),
            kind="calendar_seeded",
            now=now,
            data={"days": written, "known_years": list(calendar_for().years())},
        )
    return written


def _settled(*, rows: Sequence[DayRecord], years: Sequence[int]) -> list[DayRecord]:
    """Every day a notice settles: its years whole, and the days it names before them."""
    before = [row for row in rows if row.day.year not in years]
    return before + [day for year in sorted(years) for day in whole_year(year=year, special=rows)]


def _changes(*, settled: Sequence[DayRecord]) -> list[tuple[DayRecord, DayKind]]:
    """The days that differ from the national calendar in kind or name, with the kind before."""
    if not calendar_version():
        return [(day, DayKind.UNKNOWN) for day in settled]
    calendar = calendar_for()
    return [
        (day, before.kind)
        for day in settled
        if (before := calendar.record(day.day)).kind is not day.kind or before.name != day.name
    ]


def _rewritten(
    *, document: Notice, settled: Sequence[DayRecord], changes: Sequence[tuple[DayRecord, DayKind]]
) -> list[DayRecord]:
    """The days to write: those that change, and those that now rest on another document."""
    changed = {day.day for day, _ in changes}
    if not calendar_version():
        return list(settled)
    calendar, citation = calendar_for(), cited(title=document.title, number=document.number)
    return [day for day in settled if day.day in changed or calendar.notice(day.day) != citation]


def _preview(
    *, version: int, years: Sequence[int], settled: Sequence[DayRecord],
    changes: Sequence[tuple[DayRecord, DayKind]],
) -> NoticePreview:  # fmt: skip
    """The preview of what was compared."""
    return NoticePreview(
        version=version,
        years=tuple(sorted(years)),
        changed=tuple(
            DayChange(day=day.day, before=before, after=day.kind, name=day.name)
            for day, before in changes
        ),
        added=sum(1 for _, before in changes if before is DayKind.UNKNOWN),
        unchanged=len(settled) - len(changes),
        settled=tuple(settled),
    )


def preview_notice(*, rows: Sequence[DayRecord], years: Sequence[int]) -> NoticePreview:
    """What :func:`import_notice` would change; nothing is written.

    ``rows`` are the holidays and make-up days the notice names. Raises ``UnableToImportNotice``.
    """
    check_notice(rows=rows, years=years)
    settled = _settled(rows=rows, years=years)
    return _preview(
        version=calendar_version(), years=years, settled=settled,
        changes=_changes(settled=settled),
    )  # fmt: skip


@transaction.atomic
def import_notice(
    *,
    number: str,
    title: str,
    issued_on: date | None,
    rows: Sequence[DayRecord],
    years: Sequence[int],
    by: str,
    now: datetime,
    actor: int | None = None,
    post: int | None = None,
) -> NoticePreview:
    """Make a State Council notice the calendar of its years, and answer what it changed.

    Importing the same notice again changes nothing and writes nothing. Deadlines that move are
    the business of the caller: recompute the open cases after the transaction. Raises
    ``UnableToImportNotice``; then nothing is written.
    """
    if not title.strip() or not number.strip():
        raise UnableToImportNotice("请填写通知的标题和文号，时限计算书要引用它。")
    check_notice(rows=rows, years=years)
    _take_turn()
    settled = _settled(rows=rows, years=years)
    changes = _changes(settled=settled)
    document = Notice(
        number=number.strip(), issued_on=issued_on, title=title.strip(),
        first=settled[0].day, last=settled[-1].day,
    )  # fmt: skip
    rewritten = _rewritten(document=document, settled=settled, changes=changes)
    if rewritten:
        row = _notice(notice=document, years=sorted(years), by=by, now=now)
        _write(notice=row, days=rewritten)
        record(
            region_code="",
            stream=STREAM,
            subject=row.pk,
            kind="calendar_imported",
            now=now,
            actor=actor,
            post=post,
            actor_name=by,
            data={"number": row.number, "years": row.years, "changed": len(changes)},
        )
    return _preview(version=calendar_version(), years=years, settled=settled, changes=changes)


def _local(
    *, day: date, region_code: str, reason: str, number: str, by: str, now: datetime
) -> HolidayNotice:
    """The row of the document by which a region closes on a day or opens again, not saved."""
    document = Notice(
        number=number.strip(), issued_on=None, title=reason.strip()[:120], first=day, last=day
    )
    return _notice(notice=document, years=[], by=by, now=now, region_code=region_code)


def _record(
    row: HolidayNotice, *, kind: str, day: date, reason: str, actor: int | None, post: int | None
) -> None:
    """Put the document of a region's day on the record."""
    record(
        region_code=row.region_code,
        stream=STREAM,
        subject=row.pk,
        kind=kind,
        now=row.imported_at,
        actor=actor,
        post=post,
        actor_name=row.imported_by,
        effective_on=day,
        reason=reason.strip(),
        data={"number": row.number, "day": day.isoformat()},
    )


@transaction.atomic
def declare_closure(
    *,
    region_code: str,
    day: date,
    reason: str,
    number: str,
    by: str,
    now: datetime,
    actor: int | None = None,
    post: int | None = None,
) -> int:
    """Make ``day`` a rest day in a region and in all that lies in it; answer the row's id.

    ``number`` is that of the document that closes the centre. Raises ``UnableToDeclareClosure``
    for an unknown day, a rest day, or a closure without region, reason or document.
    """
    if not region_code or not reason.strip() or not number.strip():
        raise UnableToDeclareClosure("请写明停办的区域、原因和文件的文号。")
    _take_turn()
    before = calendar_for(region_code=region_code).kind(day) if calendar_version() else None
    if before is None or before is DayKind.UNKNOWN:
        raise UnableToDeclareClosure(f"日历里还没有 {day}，请先导入那一年的节假日安排通知。")
    if before is DayKind.REST:
        raise UnableToDeclareClosure(f"{day} 本来就是休息日，不需要再登记停办。")
    row = _local(day=day, region_code=region_code, reason=reason, number=number, by=by, now=now)
    closed = DayRecord(day, DayKind.REST, reason.strip()[:60])
    _write(notice=row, days=[closed], region_code=region_code)
    _record(row, kind="closure_declared", day=day, reason=reason, actor=actor, post=post)
    return row.days.get().pk


@transaction.atomic
def lift_closure(
    *,
    region_code: str,
    day: date,
    reason: str,
    number: str,
    by: str,
    now: datetime,
    actor: int | None = None,
    post: int | None = None,
) -> int:
    """Open a centre again on a day that was declared closed for it; answer the row's id.

    The day is then again what the calendar above says, whatever a later notice makes of it.
    ``number`` is that of the document that takes the closure back. Raises
    ``UnableToLiftClosure`` where the region itself has no closure on that day in force.
    """
    if not reason.strip() or not number.strip():
        raise UnableToLiftClosure("请写明取消停办的原因和文件的文号。")
    _take_turn()
    if not any(row.day == day for row in closures(region_codes=(region_code,))):
        raise UnableToLiftClosure(f"{day} 没有登记过停办，或者已经取消。请刷新后再看。")
    row = _local(day=day, region_code=region_code, reason=reason, number=number, by=by, now=now)
    row.save()
    opened = CalendarDay.objects.create(
        day=day, region_code=region_code, kind=DayKind.WORKING.value, notice=row, lifted=True
    )
    _record(row, kind="closure_lifted", day=day, reason=reason, actor=actor, post=post)
    return opened.pk


def set_hours(*, region_code: str, weekday: int, opens: time, closes: time) -> None:
    """Set when the centre of a region is open on a weekday (0 is Monday).

    Raises ``UnableToSetHours`` unless it opens before it closes on a day of the week.
    """
    if not 0 <= weekday <= 6:  # noqa: PLR2004
        raise UnableToSetHours("星期应当在周一到周日之间，请重新选择。")
    if closes <= opens:
        raise UnableToSetHours("下班时间应当晚于上班时间，请改正。")
    CentreHours.objects.update_or_create(
        region_code=region_code, weekday=weekday, defaults={"opens": opens, "closes": closes}
    )
