"""Issuing and revoking tokens; both go on the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from quancheng.api import rules
from quancheng.api.models import ApiToken
from quancheng.kernel.errors import UnableToFind
from quancheng.ledger.operations import record
from quancheng.regions import queries as regions

STREAM = "token"
LONGEST_NAME = 80
LONGEST_DAYS = 1096


class UnableToFindToken(UnableToFind):
    """There is no such token, or it is revoked already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A fresh token; ``secret`` is never to be read again."""

    id: int
    secret: str
    expires_at: datetime


@transaction.atomic
def issue_token(
    *, name: str, region_code: str, scopes: Sequence[str], days: int, now: datetime
) -> Issued:
    """Issue a token for ``days`` days.

    Raises ``UnableToIssueToken`` and ``UnableToFindRegion``.
    """
    kept = " ".join(name.split())
    if not kept or len(kept) > LONGEST_NAME:
        raise rules.UnableToIssueToken(f"请给令牌起一个名字，最多 {LONGEST_NAME} 个字。")
    if not 1 <= days <= LONGEST_DAYS:
        raise rules.UnableToIssueToken(f"有效天数应在 1 到 {LONGEST_DAYS} 之间，请改正。")
    region = regions.region(region_code)
    wanted = rules.check_scopes(scopes)
    if ApiToken.objects.filter(region_id=region.code, name=kept).exists():
        raise rules.UnableToIssueToken(f"已有名为“{kept}”的令牌，请换一个名字，或先撤销它。")
    secret = rules.new_token()
    token = ApiToken.objects.create(
        name=kept,
        region_id=region.code,
        scopes=list(wanted),
        digest=rules.digest(secret),
        issued_at=now,
        expires_at=now + timedelta(hours=24 * days),
    )
    _record(token, kind="token_issued", now=now)
    return Issued(id=token.pk, secret=secret, expires_at=token.expires_at)


@transaction.atomic
def revoke_token(*, token_id: int, now: datetime) -> str:
    """Revoke a token for good; answers its name. Raises :class:`UnableToFindToken`."""
    token = ApiToken.objects.select_for_update().filter(pk=token_id, revoked_at=None).first()
    if token is None:
        raise UnableToFindToken(f"没有编号为 {token_id} 的有效令牌，请用 token list 查看。")
    token.revoked_at = now
    # The name becomes free for its successor.
    revoked_name, token.name = token.name, f"{token.name[:56]}（{token.pk} 号，已撤销）"
    token.save(update_fields=["revoked_at", "name"])
    _record(token, kind="token_revoked", now=now)
    return revoked_name


def note_use(*, token_id: int, now: datetime) -> None:
    """Remember that a token was used; written at most once an hour."""
    an_hour_ago = now - timedelta(hours=1)
    stale = Q(last_used_at=None) | Q(last_used_at__lt=an_hour_ago)
    ApiToken.objects.filter(stale, pk=token_id).update(last_used_at=now)


def _record(token: ApiToken, *, kind: str, now: datetime) -> None:
    record(
        region_code=token.region_id,
        stream=STREAM,
        subject=token.pk,
        kind=kind,
        now=now,
        data={"name": token.name, "scopes": list(token.scopes)},
    )
