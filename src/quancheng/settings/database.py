"""The database connection: a server named by `DATABASE_URL`, else the site's embedded one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from psycopg import ProgrammingError, conninfo

from quancheng.ops.embedded.places import Places
from quancheng.settings import environment
from quancheng.settings.environment import UnableToReadSetting

_OWN_WORDS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}


def connection(*, home: Path) -> dict[str, Any]:
    """Django's description of the connection.

    `QUANCHENG_DB_POOL` is the most connections one process holds (0: no pool, one connection kept
    per thread). `QUANCHENG_DB_PREPARE=0` turns prepared statements off, which a PgBouncer older
    than 1.21 in transaction mode needs.
    """
    given = environment.url("DATABASE_URL", schemes=["postgresql", "postgres"], default="")
    described: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "ATOMIC_REQUESTS": False,
    }
    options = _parsed(given or Places(home).url())
    for word, setting in _OWN_WORDS.items():
        described[setting] = options.pop(word, "")
    described["PORT"] = str(options.pop("port", ""))
    if environment.flag("QUANCHENG_DB_PREPARE", default=True):
        options["prepare_threshold"] = 3
        options["server_side_binding"] = True
    pool = environment.number("QUANCHENG_DB_POOL", default=0, minimum=0, maximum=64)
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 20}
        described["CONN_MAX_AGE"] = 0
    else:
        described["CONN_MAX_AGE"] = 300
        described["CONN_HEALTH_CHECKS"] = True
    described["OPTIONS"] = options
    return described


def _parsed(address: str) -> dict[str, Any]:
    try:
        return dict(conninfo.conninfo_to_dict(address))
    except ProgrammingError:
        raise UnableToReadSetting(
            "环境变量 DATABASE_URL 不是有效的地址，应写成 "
            "postgresql://用户:口令@主机:5432/数据库，请改正。"
        ) from None
