"""The database's shape: what is due, bringing it up, and what every new site needs."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from quancheng.clock.operations import seed_calendar
from quancheng.identity.operations.keys import ensure_vault
from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo

# One site migrates at a time, however many machines start together.
_LOCK = 0x7175616E


class UnableToReachDatabase(UnableTo):
    """The database does not answer."""


class UnableToServeOldSchema(UnableTo):
    """The database has not been brought to this version."""


def pending() -> list[str]:
    """The migrations that have not run yet, as `app.name`.

    Raises `UnableToReachDatabase`.
    """
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise UnableToReachDatabase(
            "数据库没有回应：请检查 DATABASE_URL 和数据库服务器是否在运行。"
        ) from error
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> int:
    """Run what is due, make a new site's keys and its calendar; how many migrations ran.

    Raises `UnableToReachDatabase`.
    """
    due = pending()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            if pending():
                call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    ensure_vault(now=moments.now())
    seed_calendar(now=moments.now())
    return len(due)


def check_current() -> None:
    """Raises `UnableToServeOldSchema` if a migration is due."""
    due = pending()
    if due:
        raise UnableToServeOldSchema(
            f"数据库还有 {len(due)} 项升级未执行：请先备份，再运行 quancheng migrate。"
        )


def ready_for_service() -> None:
    """Migrate an embedded site by itself; a server's operator decides when, after a backup.

    Raises `UnableToServeOldSchema` or `UnableToReachDatabase`.
    """
    if settings.ON_SERVER:
        check_current()
    else:
        migrate()
