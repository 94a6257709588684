"""Materials of an application and the files behind them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Material(models.Model):
    """One line of the material list as it was taken in.

    ``grade``: A issued by an authority, B checked against the original, C uploaded,
    D self-declared. ``deferred``: may be handed in later (容缺).
    """

    region = models.ForeignKey("regions.Region", on_delete=models.CASCADE, db_index=False)
    application = models.ForeignKey("cases.Application", on_delete=models.CASCADE)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    required = models.CharField(max_length=10)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    grade = models.CharField(max_length=1, default="")
    received = models.BooleanField(default=False)
    deferred = models.BooleanField(default=False)
    received_at = models.DateTimeField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region", "application", "code"), name="cases_material_line"
            ),
        )


class Attachment(models.Model):
    """A stored file: first of a draft, then of the application that came out of it."""

    region = models.ForeignKey("regions.Region", on_delete=models.CASCADE, db_index=False)
    draft = models.ForeignKey("cases.Draft", on_delete=models.SET_NULL, null=True)
    application = models.ForeignKey("cases.Application", on_delete=models.CASCADE, null=True)
    material_code = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    pages = models.PositiveSmallIntegerField(default=1)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(
        "identity.Post", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="cases_attachment_belongs",
                condition=Q(draft__isnull=False) | Q(application__isnull=False),
            ),
        )
