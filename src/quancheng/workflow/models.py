"""Definitions, running instances and open tasks.

Offices, posts and subjects are higher layers; the flow knows them by their ids alone.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Definition(models.Model):
    """A compiled flow, immutable and named by the digest of its BPMN text."""

    digest = models.CharField(max_length=64, primary_key=True)
    key = models.CharField(max_length=120)
    bpmn = models.TextField()
    plan = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())


class Instance(models.Model):
    """One run of a definition; ``marking`` is where its tokens are."""

    region_code = models.CharField(max_length=12)
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, db_index=False)
    marking = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True)


class Task(models.Model):
    """A piece of work waiting for, or done by, somebody.

    ``subject`` is the id of the case; ``office_id`` the office whose ``role`` may take it;
    ``town_code`` narrows it to a town's people; ``holder`` the post that has claimed it;
    ``token`` the token of the flow that waits in it; ``limit_days`` the step's own limit.
    """

    class State(models.TextChoices):
        OPEN = "open", "待办"
        DONE = "done", "已办"
        CANCELLED = "cancelled", "已撤"

    region_code = models.CharField(max_length=12)
    instance = models.ForeignKey(Instance, on_delete=models.CASCADE)
    subject = models.BigIntegerField()
    token = models.IntegerField()
    node = models.CharField(max_length=64)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    role = models.CharField(max_length=20)
    office_id = models.BigIntegerField(null=True)
    town_code = models.CharField(max_length=12, default="")
    holder = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    limit_days = models.DecimalField(max_digits=6, decimal_places=1, default=0)
    counts = models.BooleanField(default=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=20, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="workflow_task_done_has_moment",
                condition=models.Q(state="open", done_at__isnull=True)
                | models.Q(state__in=("done", "cancelled"), done_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                fields=("region_code", "office_id", "role"),
                name="workflow_task_waiting",
                condition=models.Q(state="open"),
            ),
            models.Index(
                fields=("holder",), name="workflow_task_held", condition=models.Q(state="open")
            ),
            models.Index(fields=("subject", "state"), name="workflow_task_subject"),
            models.Index(
                fields=("done_by", "-done_at"),
                name="workflow_task_done_by",
                condition=models.Q(state="done"),
            ),
        )
