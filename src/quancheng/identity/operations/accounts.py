"""Accounts: registering, passwords, lock-out, signing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from quancheng.identity.models import Account, LoginFailure
from quancheng.identity.operations.keys import ensure_vault
from quancheng.identity.queries.accounts import UnableToFindAccount, login_digest
from quancheng.identity.rules import Act, Actor, check_may, normalise, read_name
from quancheng.identity.vault import Purpose, the_vault
from quancheng.kernel.errors import UnableTo
from quancheng.ledger.operations import record

STREAM = "account"
FAILURES_KEPT = timedelta(days=1)
# Every decision reads it: written out, it costs a fifth of what the ORM needs to compose it.
_SIGNING_KEY = (
    "SELECT signature_key, signature_public FROM identity_account WHERE id = %s AND is_active"
)


class UnableToRegisterAccount(UnableTo):
    """An account that exists already, or whose password is too weak."""


class UnableToSign(UnableTo):
    """An account that cannot sign."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature: 64 bytes that :func:`quancheng.identity.rules.verify_signature` checks."""

    public_key: bytes
    signature: bytes = field(repr=False)
    algorithm: str = "Ed25519"


def new_account(
    *, username: str, name: str, region_code: str, now: datetime, hashed: str
) -> Account:
    """An account with a signing key of its own, not yet saved."""
    private = Ed25519PrivateKey.generate()
    sealed = the_vault().seal_bytes(private.private_bytes_raw(), purpose=Purpose.SIGNATURE_KEY)
    return Account(
        username=username,
        name=name,
        region_id=region_code,
        password=hashed,
        signature_key=sealed,
        signature_public=private.public_key().public_bytes_raw(),
        created_at=now,
    )


def _checked_password(password: str, account: Account | None) -> str:
    try:
        validate_password(password, account)
    except ValidationError as trouble:
        raise UnableToRegisterAccount("".join(trouble.messages)) from None
    return make_password(password)


def register_account(
    *,
    username: str,
    name: str,
    region_code: str,
    now: datetime,
    password: str | None = None,
    actor: Actor | None = None,
) -> int:
    """Register a member of staff; answers the id of the account.

    ``password`` ``None`` gives an account that cannot log in until one is set. ``actor`` is the
    administrator who registers it, ``None`` for the command line. Raises
    :class:`UnableToRegisterAccount`, ``UnableToAct``.
    """
    if actor is not None:
        check_may(actor, act=Act.APPOINT, region_code=region_code)
    ensure_vault(now=now)
    number = normalise(username)
    if not number:
        raise UnableToRegisterAccount("工号不能为空，请填写工号。")
    account = new_account(
        username=number, name=read_name(name), region_code=region_code, now=now, hashed=""
    )
    account.password = (
        make_password(None) if password is None else _checked_password(password, account)
    )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            _record(account, kind="registered", actor=actor, now=now)
    except IntegrityError:
        raise UnableToRegisterAccount(f"工号 {number[:40]} 已有账号，请核对工号。") from None
    return int(account.pk)


def _record(account: Account, *, kind: str, actor: Actor | None, now: datetime) -> None:
    record(
        region_code=account.region_id,
        stream=STREAM,
        subject=account.pk,
        kind=kind,
        actor=actor.account_id if actor else None,
        post=actor.post_id if actor else None,
        on_behalf_of=actor.on_behalf_of if actor else None,
        actor_name=actor.name if actor else "",
        now=now,
    )


def _locked_account(account_id: int) -> Account:
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise UnableToFindAccount("没有找到这个账号，请返回人员列表重新选择。")
    return account


@transaction.atomic
def set_password(*, account_id: int, password: str, actor: Actor | None, now: datetime) -> None:
    """Give an account a new password, as its administrator; ends its sessions.

    Raises :class:`UnableToRegisterAccount` for a weak one, ``UnableToAct``,
    ``UnableToFindAccount``.
    """
    account = _locked_account(account_id)
    if actor is not None:
        check_may(actor, act=Act.APPOINT, region_code=account.region_id)
    account.password = _checked_password(password, account)
    account.save(update_fields=["password"])
    _record(account, kind="password_set", actor=actor, now=now)


@transaction.atomic
def deactivate_account(*, account_id: int, actor: Actor | None, now: datetime) -> None:
    """Close an account for good: it can neither log in nor act; its history stays."""
    account = _locked_account(account_id)
    if actor is not None:
        check_may(actor, act=Act.APPOINT, region_code=account.region_id)
    if account.is_active:
        account.is_active = False
        account.save(update_fields=["is_active"])
        _record(account, kind="deactivated", actor=actor, now=now)


def record_failed_login(*, username: str, now: datetime) -> None:
    """Remember a failed login for the lock-out, and forget those older than a day."""
    LoginFailure.objects.filter(at__lt=now - FAILURES_KEPT).delete()
    LoginFailure.objects.create(name_digest=login_digest(username), at=now)


def clear_failed_logins(*, username: str) -> None:
    """Forget the failed logins of a name after a good one."""
    LoginFailure.objects.filter(name_digest=login_digest(username)).delete()


def sign_as(*, account_id: int, message: bytes) -> Signed:
    """Sign ``message`` with the account's own key (Ed25519).

    The caller has made sure that the holder has just re-authenticated. Raises
    :class:`UnableToSign` for an account that is closed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SIGNING_KEY, [account_id])
        row = cursor.fetchone()
    if row is None:
        raise UnableToSign("这个账号已停用，不能签名，请联系管理员。")
    secret = the_vault().open_bytes(row[0], purpose=Purpose.SIGNATURE_KEY)
    signature = Ed25519PrivateKey.from_private_bytes(secret).sign(message)
    return Signed(public_key=bytes(row[1]), signature=signature)
