"""The suite's site: a throw-away home with an embedded PostgreSQL, no network, no unknown variables.

`TEST_DATABASE_URL` (or `DATABASE_URL`) makes the suite run on a server instead. With pytest-xdist
the controller starts the database and the workers find it by `QUANCHENG_TEST_HOME`.

`HYPOTHESIS_PROFILE=nightly` tries 10,000 random cases where the suite tries its usual number.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings

from quancheng.identity.vault.keyring import make_keyring
from quancheng.identity.vault.site import cipher, keyring_path
from quancheng.kernel import moments
from quancheng.ops.embedded.places import Places
from quancheng.ops.embedded.server import EmbeddedServer

pytest_plugins = ["tests.completeness", "tests.factories.plugin"]
_ON_EVERY_SERVER = {"conformance", "domain", "journeys"}
_BRINGS_ITS_SERVER = {"test_crash.py"}
_THROW_AWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "log_min_duration_statement": "-1",
}


def _prepare_environment() -> Path | None:
    """Point the settings at a throw-away site; the home, if this process has to clean it up."""
    for name in ("QUANCHENG_DEMO", "QUANCHENG_DEBUG", "QUANCHENG_TLS", "SMTP_HOST"):
        os.environ.pop(name, None)
    server = os.environ.get("TEST_DATABASE_URL") or os.environ.get("DATABASE_URL")
    if server:
        os.environ["DATABASE_URL"] = server
    os.environ["SECRET_KEY"] = "a-key-for-the-suite-only-" + "0123456789abcdef" * 2
    os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1,testserver"
    os.environ["QUANCHENG_LOG_LEVEL"] = "warning"
    os.environ["DJANGO_SETTINGS_MODULE"] = "quancheng.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's own loop runs in the same thread
    shared = os.environ.get("QUANCHENG_TEST_HOME")
    if shared:
        os.environ["QUANCHENG_HOME"] = shared
        return None
    folder = Path(tempfile.mkdtemp(prefix="quancheng-test-"))
    folder.chmod(0o711)
    (folder / "static").mkdir()
    os.environ["QUANCHENG_HOME"] = os.environ["QUANCHENG_TEST_HOME"] = str(folder)
    return folder


_OWN_HOME = _prepare_environment()
_SERVER = EmbeddedServer(Places(Path(os.environ["QUANCHENG_HOME"])), parameters=_THROW_AWAY)
hypothesis_settings.register_profile("suite", deadline=None, print_blob=True)
hypothesis_settings.register_profile(
    "ci", parent=hypothesis_settings.get_profile("suite"), derandomize=True
)
hypothesis_settings.register_profile(
    "nightly", parent=hypothesis_settings.get_profile("suite"), max_examples=10_000
)
hypothesis_settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "suite")
)


def pytest_configure(config: pytest.Config) -> None:
    """Load the settings, and start the database in the process that owns the home."""
    assert settings.DATABASES  # pytest-django sets Django up once the settings are loaded
    if _OWN_HOME is not None and "DATABASE_URL" not in os.environ and not config.option.collectonly:
        _SERVER.start()
    if _OWN_HOME is not None:
        make_keyring(keyring_path(), cipher=cipher(), now=moments.now())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What writes and reads the database has to agree on every supported server.

    But for what starts the embedded one itself, to kill it.
    """
    for item in items:
        places = set(item.path.relative_to(item.config.rootpath).parts)
        if _ON_EVERY_SERVER & places and not _BRINGS_ITS_SERVER & places:
            item.add_marker(pytest.mark.conformance)


def pytest_unconfigure() -> None:
    """Stop the database and remove the home."""
    if _OWN_HOME is not None:
        _SERVER.stop()
        shutil.rmtree(_OWN_HOME, ignore_errors=True)
        os.environ.pop("QUANCHENG_TEST_HOME", None)


class NetworkForbidden(AssertionError):
    """A test tried to reach an address outside this machine."""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse connections to anything but Unix sockets and the loopback addresses."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        inward = self.family not in {socket.AF_INET, socket.AF_INET6} or _is_loopback(address[0])
        if not inward:
            raise NetworkForbidden(f"the suite must not reach {address!r}")
        real(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign]
    yield
    socket.socket.connect = real  # type: ignore[method-assign]
