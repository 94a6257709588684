"""Results and their hand-over."""

from __future__ import annotations

from django.db import models


class Result(models.Model):
    """The document that comes out of a granted case: certificate, approval or proof."""

    class State(models.TextChoices):
        VALID = "valid", "有效"
        REVOKED = "revoked", "已撤销"

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT)
    number = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    holder_name = models.CharField(max_length=200)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    content = models.JSONField(default=dict)
    check_code = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State.choices, default=State.VALID)
    printed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region", "number"), name="delivery_result_number"),
            models.UniqueConstraint(fields=("region", "case"), name="delivery_result_case"),
        )
        indexes = (
            models.Index(
                fields=("region", "valid_until"),
                name="delivery_result_expiry",
                condition=models.Q(valid_until__isnull=False),
            ),
        )


class HandOver(models.Model):
    """The hand-over of a case's outcome to the applicant, which closes the case."""

    class Method(models.TextChoices):
        PICK_UP = "pick_up", "窗口领取"
        POST = "post", "邮寄送达"
        ELECTRONIC = "electronic", "电子送达"

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT)
    method = models.CharField(max_length=12, choices=Method.choices)
    handed_at = models.DateTimeField()
    receiver_name = models.CharField(max_length=80)
    receiver_relation = models.CharField(max_length=20, default="本人")
    receiver_digest = models.BinaryField(null=True)
    signature = models.TextField(default="")
    tracking_number = models.CharField(max_length=40, default="")
    post = models.ForeignKey(
        "identity.Post", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    signed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region", "case"), name="delivery_handover_case"),
        )


class Renewal(models.Model):
    """A case by which the holder of a result applies for its renewal (行政许可法 第50条).

    ``in_time``: applied for early enough before the expiry, so that silence renews it.
    """

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, db_index=False)
    result = models.ForeignKey("delivery.Result", on_delete=models.PROTECT)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT)
    applied_on = models.DateField()
    in_time = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region", "case"), name="delivery_renewal_case"),
        )
