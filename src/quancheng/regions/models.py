"""The tree of regions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Region(models.Model):
    """A city, a county or a town; ``code`` is its official or statistical code.

    ``code_is_official`` is false where the code was made up for a demonstration.
    """

    class Level(models.TextChoices):
        CITY = "city", "市"
        COUNTY = "county", "县（市、区）"
        TOWN = "town", "镇（街道）"

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=6, choices=Level.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    code_is_official = models.BooleanField(default=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(code__regex=r"^([0-9]{6}|[0-9]{9}|[0-9]{12})$"),
                name="regions_region_code_form",
            ),
            models.CheckConstraint(
                condition=Q(level__in=("city", "county", "town")), name="regions_region_level"
            ),
            models.CheckConstraint(
                condition=Q(level="city", parent__isnull=True)
                | (~Q(level="city") & Q(parent__isnull=False) & ~Q(parent=F("code"))),
                name="regions_region_parent",
            ),
        )
