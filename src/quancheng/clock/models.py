"""The calendar the centre owns, and its hours.

Rows of the calendar are never changed: a later version of a day is a further row, so that the
calendar of any earlier version can still be read.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from quancheng.clock.engine import DayKind

REGION_CODE_LENGTH = 12


class HolidayNotice(models.Model):
    """A document that changed the calendar: a State Council notice, or a local closure.

    Its ``id`` is the version of the calendar from it on: imports take turns, so that ids rise in
    the order of their commits, and a number is never used twice. ``years`` are the years it
    covers whole. ``region_code`` is empty for the national calendar. ``issued_on`` is ``None``
    where the date of the document is not known.
    """

    source = models.CharField(max_length=80)
    number = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=120)
    issued_on = models.DateField(null=True)
    years = models.JSONField(default=list)
    region_code = models.CharField(max_length=REGION_CODE_LENGTH, blank=True)
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("id",)


class CalendarDay(models.Model):
    """What one day is from one notice on; the row of the latest notice is in force.

    ``region_code`` is empty for the national calendar, else the region a local closure is for.
    ``lifted`` takes the local closure of the day back: the calendar above holds again.
    """

    day = models.DateField()
    region_code = models.CharField(max_length=REGION_CODE_LENGTH, blank=True)
    kind = models.CharField(max_length=7)
    name = models.CharField(max_length=60, blank=True)
    lifted = models.BooleanField(default=False)
    notice = models.ForeignKey(HolidayNotice, on_delete=models.PROTECT, related_name="days")

    class Meta:
        ordering = ("day", "notice")
        constraints = (
            models.UniqueConstraint(
                fields=("region_code", "day", "notice"), name="clock_calendarday_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=(DayKind.WORKING.value, DayKind.REST.value, DayKind.MAKEUP.value)
                ),
                name="clock_calendarday_kind",
            ),
        )


class CentreHours(models.Model):
    """When the centre of a region is open on a weekday (0 is Monday); no row: the default hours.

    ``closes`` is the moment at which a limit ends on its last day (民法典 203).
    """

    region_code = models.CharField(max_length=REGION_CODE_LENGTH)
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ("region_code", "weekday")
        constraints = (
            models.UniqueConstraint(
                fields=("region_code", "weekday"), name="clock_centrehours_once"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="clock_centrehours_weekday"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="clock_centrehours_order"
            ),
        )


class Recomputation(models.Model):
    """One round over the open cases after the calendar changed, and how far it is.

    ``version`` is the calendar's that asked for it, ``region_code`` that of the document (empty:
    national). Cases are looked at in the order of their ids; ``reached`` is the last one done, so
    that a round that was interrupted goes on from there. ``mark`` is an entry of the record from
    before the change: who acted after it may have reckoned with the old calendar and is looked at
    again, until the round is ``finished_at``. ``scanned_at`` is when every open case was seen.
    ``seen``, ``moved``, ``settled`` (no longer provisional) and ``told`` count cases.
    """

    region_code = models.CharField(max_length=REGION_CODE_LENGTH, blank=True)
    version = models.BigIntegerField()
    cause = models.CharField(max_length=220)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    total = models.PositiveIntegerField(default=0)
    mark = models.BigIntegerField(default=0)
    reached = models.BigIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    settled = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)
    scanned_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("region_code", "version"), name="clock_recomputation_once"
            ),
        )


class SweepMark(models.Model):
    """The last moment the clocks were swept at, and when the machine's time was not to be trusted.

    One row, of the empty region. ``behind_since`` is set while the time is earlier than
    ``swept_at``; ``gap_from`` and ``gap_to`` are the last long time in which nothing was swept.
    """

    region_code = models.CharField(max_length=REGION_CODE_LENGTH, blank=True)
    swept_at = models.DateTimeField()
    behind_since = models.DateTimeField(null=True)
    gap_from = models.DateTimeField(null=True)
    gap_to = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region_code",), name="clock_sweepmark_once"),
        )
