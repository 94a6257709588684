"""The demonstration telephone: a provider that keeps messages where a page shows them."""

from __future__ import annotations

from django.db.models import F

from quancheng.notices.channels import Outgoing
from quancheng.notices.models import PhoneMessage


def send(message: Outgoing) -> None:
    """Deliver to the demonstration telephone; a repeated key counts up, it does not double."""
    row, is_new = PhoneMessage.objects.get_or_create(
        region_id=message.region_code,
        key=message.key,
        defaults={
            "to": message.to,
            "title": message.title,
            "body": message.body,
            "arrived_at": message.now,
        },
    )
    if not is_new:
        PhoneMessage.objects.filter(pk=row.pk).update(times=F("times") + 1)
