"""Applications (收件): what one applicant brings at one time, and the drafts before them."""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """An intake in progress, saved as it is typed.

    ``body`` holds what is not personal; ``sealed`` the encrypted rest (resident ID, phone,
    address and the form fields of those types). A draft belongs to the post that opened it.
    """

    region = models.ForeignKey("regions.Region", on_delete=models.CASCADE, db_index=False)
    token = models.CharField(max_length=32)
    post = models.ForeignKey("identity.Post", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey("catalogue.Item", on_delete=models.CASCADE)
    edition = models.ForeignKey("catalogue.Edition", on_delete=models.CASCADE)
    version = models.PositiveIntegerField(default=1)
    body = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True)
    applicant_name = models.CharField(max_length=200, default="")
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region", "token"), name="cases_draft_token"),
        )
        indexes = (
            models.Index(
                fields=("post", "-saved_at"),
                name="cases_draft_open",
                condition=models.Q(used_at__isnull=True),
            ),
        )


class Application(models.Model):
    """What was taken in: applicant, agent, merged form; known by its receipt code at once.

    ``answers`` maps element codes to values, personal ones masked; ``sealed`` is the encrypted
    mapping of the personal ones in full. ``token`` is the draft it came from.
    """

    class Channel(models.TextChoices):
        COUNTER = "counter", "窗口"
        ONLINE = "online", "网上"
        TOWN = "town", "镇便民服务中心"

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, db_index=False)
    receipt_code = models.CharField(max_length=8)
    check_code = models.CharField(max_length=6)
    applicant = models.ForeignKey("identity.Applicant", on_delete=models.PROTECT)
    applicant_name = models.CharField(max_length=200)
    agent_name = models.CharField(max_length=80, default="")
    agent_sealed = models.BinaryField(null=True)
    agent_authority = models.CharField(max_length=200, default="")
    phone_mask = models.CharField(max_length=20, default="")
    answers = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    counter = models.CharField(max_length=12, default="")
    taken_by = models.ForeignKey(
        "identity.Post", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    received_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region", "receipt_code"), name="cases_application_receipt"
            ),
        )
        indexes = (
            models.Index(
                fields=("region", "applicant", "-received_at"), name="cases_application_applicant"
            ),
        )
