"""Tokens of the programming interface: what they look like, what they may do (pure)."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from quancheng.kernel.errors import UnableTo

PREFIX: Final = "qc_"
SECRET_BYTES: Final = 32
_TOKEN: Final = re.compile(r"qc_[A-Za-z0-9_-]{43}")

CATALOGUE: Final = "catalogue"
PROGRESS: Final = "progress"
FIGURES: Final = "figures"
SCOPES: Final[Mapping[str, str]] = {
    CATALOGUE: "读事项、指南、部门和一件事",
    PROGRESS: "凭编号和查询码查进度",
    FIGURES: "读本县的办件统计",
}
PUBLIC: Final = frozenset({CATALOGUE, PROGRESS})


class UnableToIssueToken(UnableTo):
    """The request for a token cannot be met."""


def new_token() -> str:
    """A fresh token of 256 random bits; shown once and never stored."""
    return PREFIX + secrets.token_urlsafe(SECRET_BYTES)


def looks_like_token(text: str) -> bool:
    """Whether ``text`` has the shape of a token at all."""
    return _TOKEN.fullmatch(text) is not None


def digest(token: str) -> bytes:
    """What is stored of a token: 32 bytes of SHA-256, enough for a secret of 256 random bits."""
    return hashlib.sha256(token.encode()).digest()


def check_scopes(scopes: Iterable[str]) -> tuple[str, ...]:
    """The scopes in their order; raises :class:`UnableToIssueToken` for none or an unknown one."""
    given = set(scopes)
    unknown = sorted(given - set(SCOPES))
    if unknown or not given:
        named = f"“{unknown[0]}”不是权限范围" if unknown else "没有给出权限范围"
        raise UnableToIssueToken(f"{named}，可选：{'、'.join(SCOPES)}。")
    return tuple(scope for scope in SCOPES if scope in given)


def is_usable(*, expires_at: datetime, revoked_at: datetime | None, now: datetime) -> bool:
    """Whether a token still opens anything."""
    return revoked_at is None and now < expires_at
