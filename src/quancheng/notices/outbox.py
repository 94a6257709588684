"""Draining the outbox: lease, send, mark.

Workers take waiting messages with SKIP LOCKED and a lease; the lease is committed before
anything is sent, so that no two workers hold one message. A worker that dies between the
provider's yes and its own mark leaves a lease that runs out: the message goes out once more,
under the same key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from quancheng.notices.channels import Channel, Outgoing, UnableToReach, UnableToSend
from quancheng.notices.models import Message
from quancheng.notices.rules import MAX_ATTEMPTS, next_try_delay

LEASE = timedelta(seconds=60)
_LEASE_SQL = """
UPDATE notices_message SET lease_until = %(until)s, attempts = attempts + 1
 WHERE id IN (SELECT id FROM notices_message
               WHERE state = 'waiting' AND next_try_at <= %(now)s
                 AND (lease_until IS NULL OR lease_until <= %(now)s)
               ORDER BY next_try_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
RETURNING id, region_id, key, channel, title, body, applicant_id, attempts
"""


@dataclass(slots=True)
class Drained:
    """What one round did."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0


def _mark_sent(*, message_id: int, now: datetime) -> None:
    Message.objects.filter(pk=message_id, state="waiting").update(
        state="sent", sent_at=now, lease_until=None, problem=""
    )


def _mark_failed(*, message_id: int, problem: str) -> None:
    Message.objects.filter(pk=message_id, state="waiting").update(
        state="failed", lease_until=None, problem=problem[:300]
    )


def _postpone(*, message_id: int, attempts: int, problem: str, now: datetime) -> None:
    Message.objects.filter(pk=message_id, state="waiting").update(
        next_try_at=now + timedelta(seconds=next_try_delay(attempts)),
        lease_until=None,
        problem=problem[:300],
    )


def _reached(to: str, *, known: bool) -> str:
    if not to or not known:
        raise UnableToReach("申请人没有留下可用的联系方式，请电话或当面告知。")
    return to


def drain(
    *,
    now: datetime,
    channels: Mapping[str, Channel],
    address_of: Callable[[int, str], str],
    limit: int = 200,
) -> Drained:
    """Send up to ``limit`` messages that are due.

    ``address_of`` gives an applicant's address (by id) on a channel, empty where there is
    none. A provider's no is tried again later, at most ``MAX_ATTEMPTS`` times; then, or where
    nobody can be reached, the message is failed and stands in the staff's list.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LEASE_SQL, {"now": now, "until": now + LEASE, "limit": limit})
        rows = cursor.fetchall()
    drained = Drained()
    for message_id, region, key, channel, title, body, applicant, attempts in rows:
        try:
            to = _reached(address_of(applicant, channel), known=channel in channels)
            channels[channel](
                Outgoing(region_code=region, key=key, to=to, title=title, body=body, now=now)
            )
        except UnableToReach as problem:
            _mark_failed(message_id=message_id, problem=problem.sentence)
            drained.failed += 1
        except UnableToSend as problem:
            if attempts >= MAX_ATTEMPTS:
                _mark_failed(message_id=message_id, problem=problem.sentence)
                drained.failed += 1
            else:
                _postpone(
                    message_id=message_id, attempts=attempts, problem=problem.sentence, now=now
                )
                drained.postponed += 1
        else:
            _mark_sent(message_id=message_id, now=now)
            drained.sent += 1
    return drained


def _failed(
    *, message_id: int, region_codes: tuple[str, ...], town: str | None
) -> QuerySet[Message]:
    rows = Message.objects.filter(pk=message_id, region_id__in=region_codes, state="failed")
    return rows.filter(case__town_id=town) if town else rows


def try_again(
    *, message_id: int, region_codes: tuple[str, ...], now: datetime, town: str | None = None
) -> bool:
    """Put a failed message of the counties, or of ``town`` alone, back into the outbox.

    Answers whether it was one.
    """
    rows = _failed(message_id=message_id, region_codes=region_codes, town=town)
    return bool(rows.update(state="waiting", attempts=0, next_try_at=now, lease_until=None))


def drop(
    *, message_id: int, region_codes: tuple[str, ...], reason: str, town: str | None = None
) -> bool:
    """Take a failed message off the list: the applicant was told in another way."""
    rows = _failed(message_id=message_id, region_codes=region_codes, town=town)
    return bool(rows.update(state="dropped", problem=reason[:300]))
