"""Reading tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quancheng.api import rules
from quancheng.api.models import ApiToken


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenView:
    """A token without its secret."""

    id: int
    name: str
    region_code: str
    scopes: tuple[str, ...]
    issued_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


def _view(row: ApiToken) -> TokenView:
    return TokenView(
        id=row.pk,
        name=row.name,
        region_code=row.region_id,
        scopes=tuple(row.scopes),
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )


def tokens() -> list[TokenView]:
    """All tokens, the latest first."""
    return [_view(row) for row in ApiToken.objects.order_by("-issued_at", "-id")]


def usable_token(secret: str, *, now: datetime) -> TokenView | None:
    """The token with this secret if it still opens anything; one query, none for a wrong shape."""
    if not rules.looks_like_token(secret):
        return None
    row = ApiToken.objects.filter(digest=rules.digest(secret)).first()
    if row is None:
        return None
    usable = rules.is_usable(expires_at=row.expires_at, revoked_at=row.revoked_at, now=now)
    return _view(row) if usable else None
