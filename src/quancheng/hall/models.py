"""Counters of the centre and of the town centres."""

from __future__ import annotations

from django.db import models


class Counter(models.Model):
    """A window where people are served; ``intake_point`` is its two characters in case numbers."""

    class Kind(models.TextChoices):
        GENERAL = "general", "综合受理"
        SPECIAL = "special", "专业"
        BANK = "bank", "银行收费"
        DELIVERY = "delivery", "统一送达"
        ADVICE = "advice", "咨询"
        TOWN = "town", "镇便民服务中心"

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, db_index=False)
    number = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    town = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, null=True, related_name="+"
    )
    office_codes = models.JSONField(default=list)
    intake_point = models.CharField(max_length=2)
    windows = models.PositiveSmallIntegerField(default=1)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region", "number"), name="hall_counter_number"),
            models.UniqueConstraint(
                fields=("region", "intake_point"), name="hall_counter_intake_point"
            ),
        )
