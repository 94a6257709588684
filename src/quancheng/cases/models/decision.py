"""Decisions and the letters of a case."""

from __future__ import annotations

from django.db import models


class Decision(models.Model):
    """Grant or refusal, signed.

    ``signature`` is the drawn one (a PNG data address), ``seal`` the Ed25519 signature of the
    signer's account key over the canonical bytes of the decision.
    """

    region = models.ForeignKey("regions.Region", on_delete=models.CASCADE, db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE)
    number = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10)
    reason = models.TextField(default="")
    decided_on = models.DateField()
    signed_at = models.DateTimeField()
    post = models.ForeignKey(
        "identity.Post", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    signature = models.TextField(default="")
    seal = models.BinaryField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region", "case"), name="cases_decision_case"),
            models.UniqueConstraint(fields=("region", "number"), name="cases_decision_number"),
        )


class Letter(models.Model):
    """A letter that was issued, and how often it was printed.

    It is rendered from the entry of its act, the edition and the application, none of which
    can change, so that a reprint years later says the same.
    """

    region = models.ForeignKey("regions.Region", on_delete=models.CASCADE, db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, db_index=False)
    kind = models.CharField(max_length=30)
    number = models.CharField(max_length=60)
    issued_at = models.DateTimeField()
    printed = models.PositiveSmallIntegerField(default=0)
    entry_seq = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region", "number"), name="cases_letter_number"),
        )
        indexes = (models.Index(fields=("case",), name="cases_letter_case"),)
