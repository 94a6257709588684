"""Cases (办件): one item, one number, one flow instance, one pinned edition."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from quancheng.cases.states import State

OPEN = Q(state__in=("received", "correcting", "accepted", "examining", "suspended", "forwarded"))
RUNNING = Q(state__in=("accepted", "examining"))


class Case(models.Model):
    """A case and the projection of everything its entries say.

    ``version`` counts its acts and equals the ``seq`` of its last entry. The ``…_due`` days
    are computed by the clock from stored facts; ``…_earliest`` is the sort key while a day is
    provisional because the calendar of that year is not yet published. ``alarm`` is the last
    state the sweep has announced. ``forwarded_on`` is the day the county's review ended because
    the case went to a superior organ; ``renews`` the number of the result it renews. A child of a
    joint case (联办子件) names its ``parent``, which waits for it where it is required.
    """

    class Alarm(models.TextChoices):
        NONE = "", "—"
        DUE_SOON = "due_soon", "临近承诺"
        OVERDUE = "overdue", "超过承诺"
        UNLAWFUL = "unlawful", "超过法定"

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, db_index=False)
    town = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    number = models.CharField(max_length=23)
    application = models.ForeignKey("cases.Application", on_delete=models.PROTECT)
    item = models.ForeignKey("catalogue.Item", on_delete=models.PROTECT)
    edition = models.ForeignKey("catalogue.Edition", on_delete=models.PROTECT)
    office = models.ForeignKey("identity.Office", on_delete=models.PROTECT, db_index=False)
    instance = models.OneToOneField("workflow.Instance", on_delete=models.PROTECT, null=True)
    item_name = models.CharField(max_length=200)
    handling_type = models.CharField(max_length=10)
    applicant_name = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=[(s.value, s.label) for s in State])
    version = models.PositiveIntegerField(default=1)
    step = models.CharField(max_length=80, default="")
    counter = models.CharField(max_length=12, default="")
    received_at = models.DateTimeField()
    received_on = models.DateField()
    accepted_on = models.DateField(null=True)
    accepted_at = models.DateTimeField(null=True)
    deemed = models.BooleanField(default=False)
    correction_due = models.DateField(null=True)
    promised_due = models.DateField(null=True)
    promised_earliest = models.DateField(null=True)
    statutory_due = models.DateField(null=True)
    statutory_earliest = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    suspended_since = models.DateField(null=True)
    forwarded_on = models.DateField(null=True)
    renews = models.CharField(max_length=60, default="", db_default="", blank=True)
    deemed_renewed_on = models.DateField(null=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_index=False, related_name="children"
    )
    required_by_parent = models.BooleanField(default=False, db_default=False)
    outcome = models.CharField(max_length=10, default="")
    decided_on = models.DateField(null=True)
    delivery_due = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    alarm = models.CharField(max_length=10, choices=Alarm.choices, default=Alarm.NONE, blank=True)
    calendar_version = models.CharField(max_length=40, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region", "number"), name="cases_case_number"),
            models.CheckConstraint(
                name="cases_case_accepted_not_before_received",
                condition=Q(accepted_on__isnull=True) | Q(accepted_on__gte=models.F("received_on")),
            ),
            models.CheckConstraint(
                name="cases_case_decided_after_acceptance",
                condition=Q(decided_on__isnull=True)
                | Q(decided_on__gte=models.F("accepted_on"), accepted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_case_closed_has_moment",
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_case_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
            ),
            models.CheckConstraint(
                name="cases_case_required_has_parent",
                condition=Q(required_by_parent=False) | Q(parent__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                fields=("region", "office", "promised_earliest"),
                name="cases_case_open_office",
                condition=OPEN,
            ),
            models.Index(
                fields=("region", "promised_earliest"), name="cases_case_due", condition=OPEN
            ),
            models.Index(fields=("region", "counter", "-received_at"), name="cases_case_counter"),
            models.Index(
                fields=("region", "delivery_due"),
                name="cases_case_uncollected",
                condition=Q(state="delivering"),
            ),
            models.Index(
                fields=("region", "correction_due"),
                name="cases_case_unanswered",
                condition=Q(state="received"),
            ),
            models.Index(
                fields=("promised_due", "id"),
                name="cases_case_alarm_promise",
                condition=RUNNING & Q(alarm__in=("", "due_soon")),
            ),
            models.Index(
                fields=("statutory_due", "id"),
                name="cases_case_alarm_law",
                condition=RUNNING & Q(alarm__in=("", "due_soon", "overdue")),
            ),
            models.Index(
                fields=("region", "-accepted_at"),
                name="cases_case_deemed",
                condition=Q(deemed=True),
            ),
            models.Index(
                fields=("parent", "region"),
                name="cases_case_children",
                condition=Q(parent__isnull=False),
            ),
            models.Index(fields=("region", "item", "-received_at"), name="cases_case_item"),
            models.Index(
                fields=("region", "town", "-received_at"),
                name="cases_case_town",
                condition=Q(town__isnull=False),
            ),
            models.Index(fields=("region", "-received_at"), name="cases_case_recent"),
            models.Index(
                fields=("region", "decided_on", "item"),
                name="cases_case_decided",
                include=("id",),
                condition=Q(decided_on__isnull=False),
            ),
        )
