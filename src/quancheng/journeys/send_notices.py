"""Sending what is in the outbox."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from quancheng.identity import queries as identity
from quancheng.notices.channels import Channel, email, phone
from quancheng.notices.outbox import Drained, drain


def channels() -> dict[str, Channel]:
    """The channels this site has: mail always, the demonstration telephone in the demo."""
    known: dict[str, Channel] = {"email": email.send}
    if settings.DEMO:
        known["sms"] = phone.send
    return known


def _address_of(applicant_id: int, channel: str) -> str:
    contact = identity.contact_of(applicant_id)
    return contact.email if channel == "email" else contact.phone


def send_waiting(*, now: datetime, limit: int = 200) -> Drained:
    """One round of the outbox."""
    return drain(now=now, channels=channels(), address_of=_address_of, limit=limit)
