"""Opens a site for a command: its folder, its secret, its database, then Django.

The settings are not imported before the folder is prepared: they read the secret from it, and a
command may set variables for them first.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from quancheng.kernel.errors import UnableTo
from quancheng.ops.embedded import places
from quancheng.ops.embedded.holder import held_by
from quancheng.ops.embedded.places import Places
from quancheng.ops.embedded.server import EmbeddedServer, answers


class UnableToOpenSite(UnableTo):
    """The site's folder or database cannot be used as it is."""


def here() -> Places:
    """The places of this site."""
    return Places(places.home())


def on_server() -> bool:
    """Whether the site uses a database server of its own instead of the embedded one."""
    return bool(os.environ.get("DATABASE_URL", "").strip())


def prepare(home: Path) -> None:
    """Make the site's folders and, for an embedded site, the secret that signs its sessions.

    Raises `UnableToOpenSite` when the folder cannot be written.
    """
    kept = home / "secret.key"
    try:
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        (home / "files").mkdir(mode=0o700, exist_ok=True)
        (home / "static").mkdir(exist_ok=True)
        if not kept.exists():
            handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        return
    except OSError as error:
        raise UnableToOpenSite(
            f"无法写入文件夹 {home}（{error.strerror}）：请检查权限，或设置 QUANCHENG_HOME 换一个文件夹。"
        ) from error


def set_up() -> None:
    """Load the settings and the applications."""
    import django

    django.setup()


@contextmanager
def opened(*, alone: bool = False, as_is: bool = False) -> Iterator[EmbeddedServer | None]:
    """The site with its database answering and Django set up, until the block ends.

    Without `DATABASE_URL` the embedded server is started, or, for a short command beside a running
    site, that site's server is used. A command that must be the only one says `alone`; one that
    takes the database as it finds it, old or empty, says `as_is`.
    Yields the embedded server if this process started it.
    Raises `UnableToShareHome` and what `EmbeddedServer.start` raises; unless `as_is`,
    `UnableToServeOldSchema` when a server's database has not been migrated.
    """
    site = here()
    prepare(site.home)
    own = None if _is_answered_for(site, alone=alone) else EmbeddedServer(site)
    with own or nullcontext():
        set_up()
        try:
            if not as_is:
                from quancheng.ops import schema

                schema.ready_for_service()
            yield own
        finally:
            close_connections()


def _is_answered_for(site: Places, *, alone: bool) -> bool:
    """Whether a server of its own, or a site running in this folder, answers for the database."""
    return on_server() or (not alone and held_by(site) is not None and answers(site))


def close_connections() -> None:
    """Give back this process's database connections."""
    from django.db import connections

    connections.close_all()
    for connection in connections.all():
        close_pool = getattr(connection, "close_pool", None)
        if close_pool is not None:
            close_pool()
