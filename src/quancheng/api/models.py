"""Tokens of the programming interface."""

from __future__ import annotations

from django.db import models


class ApiToken(models.Model):
    """A token for one program of one region. Only its digest is kept.

    ``region`` is a county, or a city for all its counties; ``last_used_at`` is kept to the hour.
    """

    name = models.CharField(max_length=80)
    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    scopes = models.JSONField(default=list)
    digest = models.BinaryField(max_length=32, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region", "name"), name="api_token_name"),
            models.CheckConstraint(
                name="api_token_expires_after_issue",
                condition=models.Q(expires_at__gt=models.F("issued_at")),
            ),
        )
