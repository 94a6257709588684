"""The outbox: what applicants are to be told, written in the transaction of the act."""

from __future__ import annotations

from django.db import models


class Message(models.Model):
    """One message to one person over one channel.

    The address is the applicant's own, looked up when the message is sent; ``key`` makes a
    repeated sending recognisable to the provider.
    A worker leases a message, sends it, then marks it: a crash between the two sends it at
    most once more, under the same key.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENT = "sent", "已发送"
        FAILED = "failed", "发送失败"
        DROPPED = "dropped", "不再发送"

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, null=True, db_index=False)
    kind = models.CharField(max_length=30)
    channel = models.CharField(max_length=10)
    applicant = models.ForeignKey("identity.Applicant", on_delete=models.CASCADE, db_index=False)
    title = models.CharField(max_length=120, default="")
    body = models.TextField()
    key = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region", "key"), name="notices_message_key"),
        )
        indexes = (
            models.Index(
                fields=("next_try_at",),
                name="notices_message_waiting",
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                fields=("region", "-created_at"),
                name="notices_message_failed",
                condition=models.Q(state="failed"),
            ),
            models.Index(fields=("case",), name="notices_message_case"),
        )


class PhoneMessage(models.Model):
    """What arrived on the demonstration telephone; written by the demo channel's provider side."""

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, db_index=False)
    key = models.CharField(max_length=80)
    to = models.CharField(max_length=40)
    title = models.CharField(max_length=120, default="")
    body = models.TextField()
    arrived_at = models.DateTimeField()
    times = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("region", "key"), name="notices_phone_key"),)
        indexes = (models.Index(fields=("region", "-arrived_at"), name="notices_phone_recent"),)
