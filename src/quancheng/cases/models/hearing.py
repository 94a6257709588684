"""Hearings (听证, 行政许可法 第46–48条), and what was sent to a superior organ (第35、43条)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Hearing(models.Model):
    """The hearing of a case: the right told, the request, the sitting, the minutes.

    ``request_by``, ``hold_by`` are the last days the law allows, ``None`` while the calendar does
    not reach them. ``chair`` is the post that presides, emptied when a recusal is granted.
    """

    class Basis(models.TextChoices):
        REQUEST = "request", "依申请"
        PUBLIC = "public", "依职权"

    class Stage(models.TextChoices):
        TOLD = "told", "已告知权利"
        OPEN = "open", "待通知"
        SCHEDULED = "scheduled", "已通知"
        ENDED = "ended", "已结束"
        DROPPED = "dropped", "已放弃"

    region = models.ForeignKey("regions.Region", on_delete=models.CASCADE, db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    told_on = models.DateField(null=True)
    request_by = models.DateField(null=True)
    requested_on = models.DateField(null=True)
    requested_by = models.CharField(max_length=80, default="", db_default="")
    hold_by = models.DateField(null=True)
    notified_on = models.DateField(null=True)
    sits_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=100, default="", db_default="")
    chair = models.ForeignKey(
        "identity.Post", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recusal_on = models.DateField(null=True)
    recusal_by = models.CharField(max_length=80, default="", db_default="")
    recusal_reason = models.TextField(default="", db_default="")
    recusal_outcome = models.CharField(max_length=10, default="", db_default="")
    ended_on = models.DateField(null=True)
    minutes = models.TextField(default="", db_default="")
    signers = models.JSONField(default=list, db_default=[])

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region", "case"), name="cases_hearing_case"),
            models.CheckConstraint(
                name="cases_hearing_ended_has_day",
                condition=~Q(stage="ended") | Q(ended_on__isnull=False, sits_at__isnull=False),
            ),
        )


class Forwarding(models.Model):
    """A case sent to a superior organ: to whom, by which document, and what was answered.

    ``outcome``: granted or refused above, or returned to the county for more work.
    """

    region = models.ForeignKey("regions.Region", on_delete=models.CASCADE, db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE)
    superior = models.CharField(max_length=100)
    document = models.CharField(max_length=60)
    sent_on = models.DateField()
    expected_on = models.DateField()
    outcome = models.CharField(max_length=10, default="", db_default="")
    answer_document = models.CharField(max_length=60, default="", db_default="")
    answer_on = models.DateField(null=True)
    received_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region", "case"),
                name="cases_forwarding_one_open",
                condition=Q(received_on__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_forwarding_answered_has_outcome",
                condition=Q(received_on__isnull=True) | ~Q(outcome=""),
            ),
        )
