"""Sealing everything anew with a new key."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from psycopg import sql

from quancheng.identity.vault import (
    HEADER_LENGTH,
    Purpose,
    Vault,
    add_key,
    finish_rotation,
    keyring_path,
    the_vault,
)
from quancheng.identity.vault.site import cipher

Progress = Callable[[int, int], None]
_SECRETS = ("secret", "seed")


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of sealed bytes in a table with a primary key ``id``."""

    table: str
    column: str
    purpose: str


OWN_COLUMNS = (
    SealedColumn("identity_applicant", "id_cipher", Purpose.APPLICANT_ID),
    SealedColumn("identity_applicant", "phone_cipher", Purpose.APPLICANT_PHONE),
    SealedColumn("identity_applicant", "address_cipher", Purpose.APPLICANT_ADDRESS),
    SealedColumn("identity_account", "phone_cipher", Purpose.ACCOUNT_PHONE),
    SealedColumn("identity_account", "signature_key", Purpose.SIGNATURE_KEY),
)


def rotate_keys(
    *,
    now: datetime,
    progress: Progress | None = None,
    batch: int = 500,
    more: Sequence[SealedColumn] = (),
) -> int:
    """Seal everything anew with a new key; answers how many values were sealed anew.

    ``more`` names the sealed columns of higher layers. Work goes in batches of ``batch`` rows,
    each in its own transaction, while the site runs; stopped at any point, the next call goes on
    with the same new key. ``progress`` is told how many are done and how many there are. Old
    keys stay in the file, for they open old backups. Raises ``UnableToOpenVault``.
    """
    path = keyring_path()
    add_key(path, cipher=cipher(), now=now)
    vault = the_vault()
    columns = (*OWN_COLUMNS, *more)
    total = sum(_count(column, vault) for column in columns) + _stale_authenticators(vault)
    done = 0
    for column in columns:
        last = 0
        while rows := _stale_rows(column, vault, after=last, batch=batch):
            last = rows[-1][0]
            done += _seal_anew(column, vault, rows)
            if progress is not None:
                progress(done, total)
    done += _rotate_authenticators(vault)
    finish_rotation(path)
    if progress is not None:
        progress(done, done)
    return done


def _stale(column: SealedColumn) -> sql.Composed:
    return sql.SQL(
        "FROM {table} WHERE substring({column} from 1 for {length}) <> %(header)s"
    ).format(
        table=sql.Identifier(column.table),
        column=sql.Identifier(column.column),
        length=sql.Literal(HEADER_LENGTH),
    )


def _count(column: SealedColumn, vault: Vault) -> int:
    with connection.cursor() as cursor:
        query = sql.SQL("SELECT count(*) {stale}").format(stale=_stale(column))
        cursor.execute(query, {"header": vault.header})
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _stale_rows(
    column: SealedColumn, vault: Vault, *, after: int, batch: int
) -> list[tuple[int, bytes]]:
    query = sql.SQL(
        "SELECT id, {column} {stale} AND id > %(after)s ORDER BY id LIMIT %(batch)s"
    ).format(column=sql.Identifier(column.column), stale=_stale(column))
    with connection.cursor() as cursor:
        cursor.execute(query, {"header": vault.header, "after": after, "batch": batch})
        return [(int(row[0]), bytes(row[1])) for row in cursor.fetchall()]


def _seal_anew(column: SealedColumn, vault: Vault, rows: list[tuple[int, bytes]]) -> int:
    # A row that changed since it was read was sealed by the new key, and is left alone.
    query = sql.SQL("UPDATE {table} SET {column} = %s WHERE id = %s AND {column} = %s").format(
        table=sql.Identifier(column.table), column=sql.Identifier(column.column)
    )
    changed = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for key, sealed in rows:
            plain = vault.open_bytes(sealed, purpose=column.purpose)
            fresh = vault.seal_bytes(plain, purpose=column.purpose)
            cursor.execute(query, [fresh, key, sealed])
            changed += cursor.rowcount
    return changed


def _is_stale(row: Authenticator, vault: Vault) -> bool:
    sealed = [row.data[name] for name in _SECRETS if name in row.data]
    return any(not vault.is_current(base64.b64decode(text)) for text in sealed)


def _stale_authenticators(vault: Vault) -> int:
    return sum(_is_stale(row, vault) for row in Authenticator.objects.order_by("pk"))


@transaction.atomic
def _rotate_authenticators(vault: Vault) -> int:
    changed = 0
    for row in Authenticator.objects.select_for_update().order_by("pk"):
        if not _is_stale(row, vault):
            continue
        for name in _SECRETS:
            if name in row.data:
                sealed = base64.b64decode(row.data[name])
                plain = vault.open_bytes(sealed, purpose=Purpose.SECOND_FACTOR)
                fresh = vault.seal_bytes(plain, purpose=Purpose.SECOND_FACTOR)
                row.data[name] = base64.b64encode(fresh).decode("ascii")
        row.save(update_fields=["data"])
        changed += 1
    return changed
