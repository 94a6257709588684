"""Items and their editions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Item(models.Model):
    """A matter that an office may decide (事项).

    ``code`` is the implementation code, unique in its region; ``current_edition`` is the edition
    in force today, none before the first one begins and after the item is retired. ``position``
    is its place in the county's list.
    """

    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=90)
    base_code = models.CharField(max_length=20)
    office = models.ForeignKey("identity.Office", on_delete=models.PROTECT, related_name="+")
    current_edition = models.ForeignKey(
        "catalogue.Edition", on_delete=models.PROTECT, null=True, related_name="+"
    )
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("region_id", "position", "id")
        constraints = (
            models.UniqueConstraint(fields=("region", "code"), name="catalogue_item_code"),
        )
        indexes = (
            models.Index(fields=("region", "base_code"), name="catalogue_item_base"),
            models.Index(fields=("region", "office"), name="catalogue_item_office"),
        )


class Edition(models.Model):
    """The text of an item over a span of days (事项版本), half-open [valid_from, valid_to).

    One row holds everything that taking in and deciding a case needs; form, materials, fees and
    steps are snapshots. A published edition never changes: a trigger refuses every UPDATE but of
    ``valid_to`` and of ``status`` to retired, and every DELETE. ``flow_digest`` names the
    workflow definition, ``digest`` the content.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已发布"
        RETIRED = "retired", "已停用"

    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.DRAFT)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    name = models.CharField(max_length=300)
    parent_name = models.CharField(max_length=300, blank=True, default="")
    office_code = models.CharField(max_length=20)
    task_type = models.CharField(max_length=2)
    handling_type = models.CharField(max_length=7)
    applicant_kind = models.CharField(max_length=12)
    legal_basis = models.TextField(blank=True, default="")
    certainty = models.CharField(max_length=7, default="law")
    conditions = models.TextField(blank=True, default="")
    name_source = models.CharField(max_length=60, blank=True, default="")
    notes = models.TextField(blank=True, default="")

    statutory_limit = models.PositiveIntegerField(default=0)
    statutory_unit = models.CharField(max_length=11, default="working_day")
    promised_limit = models.PositiveIntegerField(default=0)
    promised_unit = models.CharField(max_length=11, default="working_day")
    starts_on = models.CharField(max_length=8, default="accepted")
    extension_value = models.PositiveIntegerField(default=0)
    extension_times = models.PositiveIntegerField(default=0)
    extension_approver = models.CharField(max_length=15, blank=True, default="")
    correction_value = models.PositiveIntegerField(default=5)
    correction_unit = models.CharField(max_length=11, default="working_day")
    silence_accepts = models.BooleanField(default=True)
    suspension_grounds = models.JSONField(default=list)
    special_procedures = models.JSONField(default=list)
    basis_text_date = models.DateField(null=True)

    result_name = models.CharField(max_length=300, blank=True, default="")
    result_kind = models.CharField(max_length=11)
    result_validity = models.CharField(max_length=200, blank=True, default="")

    visits = models.PositiveSmallIntegerField(default=0)
    online_depth = models.PositiveSmallIntegerField(default=0)
    accept_channels = models.JSONField(default=list)
    green_channel = models.CharField(max_length=12, blank=True, default="")
    delegated_to_towns = models.BooleanField(default=False)
    delegation_mode = models.CharField(max_length=6, blank=True, default="")
    superior_level = models.CharField(max_length=8, blank=True, default="")
    joint_departments = models.JSONField(default=list)
    prerequisite_codes = models.JSONField(default=list)
    prerequisite_any_codes = models.JSONField(default=list)

    fee_yes = models.BooleanField(default=False)
    fee_basis = models.TextField(blank=True, default="")
    fees = models.JSONField(default=list)
    form = models.JSONField(default=list)
    materials = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    extra = models.JSONField(default=dict)

    flow_digest = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(
        "identity.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_in = models.ForeignKey(
        "identity.Post", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("item_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("region", "item", "number"), name="catalogue_edition_number"
            ),
            models.UniqueConstraint(
                fields=("region", "item"),
                condition=Q(status="draft"),
                name="catalogue_edition_one_draft",
            ),
            models.UniqueConstraint(
                fields=("region", "item"),
                condition=Q(status="published", valid_to__isnull=True),
                name="catalogue_edition_one_open",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "published", "retired")),
                name="catalogue_edition_status",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="catalogue_edition_span",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | (Q(published_at__isnull=False) & ~Q(flow_digest="")),
                name="catalogue_edition_published",
            ),
            models.CheckConstraint(
                condition=Q(handling_type__in=("instant", "promise", "joint", "upward")),
                name="catalogue_edition_handling",
            ),
            models.CheckConstraint(
                condition=Q(applicant_kind__in=("person", "organisation", "both")),
                name="catalogue_edition_applicant",
            ),
            models.CheckConstraint(
                condition=Q(promised_unit__in=("working_day", "natural_day", "month", "instant"))
                & Q(statutory_unit__in=("working_day", "natural_day", "month")),
                name="catalogue_edition_units",
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(statutory_limit=0)
                | Q(promised_unit="instant")
                | Q(promised_unit=F("statutory_unit"), promised_limit__lte=F("statutory_limit")),
                name="catalogue_edition_promise",
            ),
        )
        indexes = (
            models.Index(fields=("region", "status", "valid_from"), name="catalogue_edition_days"),
        )
