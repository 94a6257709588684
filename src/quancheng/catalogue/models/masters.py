"""Elements, materials and bundles: what the items of a region share."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Element(models.Model):
    """A form field that items share (数据元); an edition holds its own copy of it."""

    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    datatype = models.CharField(max_length=10)
    choices = models.JSONField(default=list)
    max_length = models.PositiveIntegerField(null=True)
    required_default = models.BooleanField(default=False)
    group = models.CharField(max_length=60, blank=True, default="")
    help = models.CharField(max_length=500, blank=True, default="")
    extra = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("region_id", "position", "code")
        constraints = (
            models.UniqueConstraint(fields=("region", "code"), name="catalogue_element_code"),
        )


class Material(models.Model):
    """A paper or file that items ask for (申请材料); an edition holds its own copy of it."""

    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=60, blank=True, default="")
    format = models.CharField(max_length=10)
    issued_by = models.CharField(max_length=11)
    derivable_from_result = models.CharField(max_length=300, blank=True, default="")
    sample_note = models.TextField(blank=True, default="")
    basis = models.TextField(blank=True, default="")
    extra = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("region_id", "position", "code")
        constraints = (
            models.UniqueConstraint(fields=("region", "code"), name="catalogue_material_code"),
        )


class Bundle(models.Model):
    """Items that belong to one matter of life or business (一件事, 绿色通道)."""

    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    item_codes = models.JSONField(default=list)
    guide_questions = models.JSONField(default=list)
    extra = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("region_id", "position", "code")
        constraints = (
            models.UniqueConstraint(fields=("region", "code"), name="catalogue_bundle_code"),
            models.CheckConstraint(
                condition=Q(kind__in=("enterprise", "construction", "life")),
                name="catalogue_bundle_kind",
            ),
        )


class Stamp(models.Model):
    """How often the editions in force of a region have changed; tells caches to read again."""

    region = models.OneToOneField(
        "regions.Region", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    version = models.PositiveBigIntegerField(default=0)
