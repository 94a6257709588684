"""The append-only record.

One row an act, written in the same statement as the state it changes. The database refuses
UPDATE, DELETE and TRUNCATE on it (migration ``0002_refuse_rewriting``).
"""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act on one subject.

    ``stream`` and ``subject`` name what the act was on (``case`` and its id, for example),
    ``seq`` counts within it from 1 without gaps. ``recorded_at`` is the moment of recording,
    ``effective_on`` the day of legal effect: they differ, for instance for deemed acceptance.
    ``digest`` is SHA-256 over the canonical bytes of all other columns but ``id``.
    """

    region_code = models.CharField(max_length=12)
    stream = models.CharField(max_length=20)
    subject = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    effective_on = models.DateField()
    actor = models.BigIntegerField(null=True)
    post = models.BigIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80, default="")
    step = models.CharField(max_length=80, default="")
    opinion = models.CharField(max_length=20, default="")
    reason = models.TextField(default="")
    data = models.JSONField(default=dict)
    edition = models.BigIntegerField(null=True)
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region_code", "stream", "subject", "seq"), name="ledger_entry_seq"
            ),
        )
        indexes = (
            models.Index(
                fields=("region_code", "post", "recorded_at"), name="ledger_entry_by_post"
            ),
        )


class Receipt(models.Model):
    """An act from outside by its idempotency key: the same key happens once.

    ``outcome`` is what the first answer said, so that a repeated act gets the same answer.
    """

    region_code = models.CharField(max_length=12)
    key = models.CharField(max_length=80)
    stream = models.CharField(max_length=20)
    subject = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    outcome = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region_code", "key"), name="ledger_receipt_key"),
        )
        indexes = (models.Index(fields=("recorded_at",), name="ledger_receipt_age"),)
