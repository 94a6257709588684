"""Where a site keeps its things on disk, and how its embedded server is reached.

Only the standard library is used here, so that settings, tests and the guard process can import it
before Django is set up.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

DATABASE = "quancheng"
ROLE = "quancheng"
# A Unix socket's path may have 107 bytes; the server appends "/.s.PGSQL.5432" to the folder.
_LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")


def default_home() -> Path:
    """`/var/lib/quancheng` for root, else `~/.local/share/quancheng`.

    Root gets a folder of its own, because the server runs as an unprivileged account that has to
    pass through the parents of its data folder.
    """
    if os.geteuid() == 0:
        return Path("/var/lib/quancheng")
    return Path.home() / ".local" / "share" / "quancheng"


def home() -> Path:
    """The site's folder: `QUANCHENG_HOME`, else `default_home()`."""
    given = os.environ.get("QUANCHENG_HOME", "").strip()
    return Path(given).expanduser().absolute() if given else default_home()


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of one embedded server inside a site's folder."""

    home: Path

    @property
    def base(self) -> Path:
        """The folder that belongs to the server's account."""
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        """The database cluster."""
        return self.base / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.base / "server.log"

    @property
    def lock(self) -> Path:
        """The file whose lock says that the site is running, and whose text says who runs it."""
        return self.home / "holder.lock"

    @property
    def socket_folder(self) -> Path:
        """The folder of the server's Unix socket; a short one where the home's path is too long."""
        inside = self.base / "run"
        if len(os.fsencode(inside)) <= _LONGEST_SOCKET_FOLDER:
            return inside
        digest = hashlib.sha256(os.fsencode(self.home.absolute())).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"quancheng-{digest}"

    def url(self, *, database: str = DATABASE) -> str:
        """The address of a database on this server, as `DATABASE_URL` would give it."""
        return f"postgresql://{ROLE}@/{database}?host={self.socket_folder}"
