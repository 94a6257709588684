"""Imports of a list: what came, what was done, and how headers were understood."""

from __future__ import annotations

from django.db import models


class ImportRun(models.Model):
    """One import, applied or refused: counts, problems, warnings and conflicts for the screen."""

    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    source = models.CharField(max_length=255)
    applied = models.BooleanField()
    quarantine = models.BooleanField()
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    conflicts = models.JSONField(default=list)
    headers = models.JSONField(default=list)
    made_by = models.ForeignKey(
        "identity.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_in = models.ForeignKey(
        "identity.Post", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("region", "-at"), name="catalogue_run_at"),)


class ColumnMapping(models.Model):
    """A header of a region's lists and the column it stands for; ``-`` for none."""

    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sheet = models.CharField(max_length=60)
    header = models.CharField(max_length=120)
    column = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region", "sheet", "header"), name="catalogue_mapping_header"
            ),
        )
