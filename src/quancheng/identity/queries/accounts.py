"""Reading accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from quancheng.identity import rules
from quancheng.identity.models import Account, LoginFailure
from quancheng.identity.vault import Purpose, the_vault
from quancheng.kernel.errors import UnableToFind


class UnableToFindAccount(UnableToFind):
    """No account of this name."""


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account; ``has_second_factor``: one-time codes are set up."""

    id: int
    username: str
    name: str
    region_code: str
    is_active: bool
    has_second_factor: bool


def _accounts() -> QuerySet[Account]:
    codes = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return Account.objects.annotate(has_second_factor=Exists(codes))


def _view(row: Account) -> AccountView:
    return AccountView(
        id=row.pk,
        username=row.username,
        name=row.name,
        region_code=row.region_id,
        is_active=row.is_active,
        has_second_factor=bool(vars(row)["has_second_factor"]),
    )


def account_by_username(username: str) -> AccountView:
    """The account of this employee number, in any case; raises :class:`UnableToFindAccount`."""
    row = _accounts().filter(username__iexact=username.strip()).first()
    if row is None:
        raise UnableToFindAccount(f"没有工号为“{username.strip()[:40]}”的账号，请核对工号。")
    return _view(row)


def accounts_named(*, region_code: str, search: str, limit: int = 20) -> tuple[AccountView, ...]:
    """Active accounts of a county and its towns whose number or name begins or holds ``search``."""
    rows = _accounts().filter(
        Q(username__istartswith=search) | Q(name__contains=search),
        region__code__startswith=region_code,
        is_active=True,
    )
    return tuple(_view(row) for row in rows.order_by("username")[:limit])


def login_digest(username: str) -> bytes:
    """The keyed digest under which failed logins of a name are kept."""
    return the_vault().digest(username.strip().upper(), purpose=Purpose.LOGIN_DIGEST)


def check_may_log_in(*, username: str, now: datetime) -> None:
    """Check that a name is not locked after failed logins; raises ``UnableToLogIn``."""
    newest = LoginFailure.objects.filter(name_digest=login_digest(username)).order_by("-at")
    failures = list(newest.values_list("at", flat=True)[: rules.FAILURES_BEFORE_LOCK])
    rules.check_not_locked(failures=failures, now=now)
