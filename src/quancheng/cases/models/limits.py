"""Facts that move the clock: correction notices, suspensions, extensions and what asks for one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class CorrectionNotice(models.Model):
    """A correction notice (许可法 32(4)): every defect at once."""

    region = models.ForeignKey("regions.Region", on_delete=models.CASCADE, db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE)
    ordinal = models.PositiveSmallIntegerField()
    told_on = models.DateField()
    defects = models.JSONField()
    answer_by = models.DateField(null=True)
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region", "case", "ordinal"), name="cases_correction_ordinal"
            ),
        )


class Suspension(models.Model):
    """A special procedure during which no clock runs (许可法 45): ``(started_on, ended_on]``.

    ``most_days`` is what the item allows for it in working days, ``warned_on`` the day on which
    the sweep said that it takes longer.
    """

    region = models.ForeignKey("regions.Region", on_delete=models.CASCADE, db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE)
    ground = models.CharField(max_length=20)
    document = models.CharField(max_length=60)
    expected_days = models.PositiveSmallIntegerField()
    most_days = models.PositiveSmallIntegerField(null=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    warned_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region", "case", "ground"),
                name="cases_suspension_one_open",
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_suspension_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
            ),
        )


class Extension(models.Model):
    """An extension of a limit, once, by the head (许可法 42).

    ``document`` is the government's written approval, where its head approves.
    """

    region = models.ForeignKey("regions.Region", on_delete=models.CASCADE, db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE)
    clock = models.CharField(max_length=10)
    days = models.PositiveSmallIntegerField()
    granted_on = models.DateField()
    approved_by = models.ForeignKey(
        "identity.Post", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reason = models.TextField()
    document = models.CharField(max_length=60, default="", db_default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region", "case", "clock"), name="cases_extension_once"
            ),
        )


class ExtensionRequest(models.Model):
    """What an examiner asks of the organ's head (许可法 42); no clock moves by it.

    ``outcome``: granted or declined, empty while the head has not answered.
    """

    region = models.ForeignKey("regions.Region", on_delete=models.CASCADE, db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE)
    days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        "identity.Post", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    outcome = models.CharField(max_length=10, default="", db_default="")
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region", "case"),
                name="cases_extensionrequest_one_open",
                condition=Q(outcome=""),
            ),
            models.CheckConstraint(
                name="cases_extensionrequest_answered_has_day",
                condition=Q(outcome="", answered_on__isnull=True)
                | (~Q(outcome="") & Q(answered_on__isnull=False)),
            ),
        )
