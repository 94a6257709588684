"""Opening a site, alone or beside a running one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from quancheng.ops import site
from quancheng.ops.embedded.places import Places
from quancheng.ops.embedded.server import EmbeddedServer

OPEN = """
import sys
from quancheng.kernel.errors import UnableTo
from quancheng.ops import site
try:
    with site.opened(alone=sys.argv[1] == "alone", as_is=True) as server:
        from django.db import connection
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        print("own" if server else "shared")
except UnableTo as error:
    print(error.sentence)
"""


@pytest.fixture
def running() -> Iterator[Places]:
    folder = Path(tempfile.mkdtemp(prefix="quancheng-site-"))
    folder.chmod(0o711)
    places = Places(folder / "home")
    with EmbeddedServer(places, parameters={"shared_buffers": "16MB"}):
        yield places
    shutil.rmtree(folder)


def opened(places: Places, how: str) -> str:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    answer = subprocess.run(
        [sys.executable, "-c", OPEN, how],
        env={
            **kept,
            "QUANCHENG_HOME": str(places.home),
            "DJANGO_SETTINGS_MODULE": "quancheng.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.strip()


def test_a_short_command_uses_the_database_of_the_running_site(running: Places) -> None:
    assert opened(running, "beside") == "shared"


def test_a_second_site_is_refused_with_the_holder(running: Places) -> None:
    assert f"进程 {os.getpid()}" in opened(running, "alone")


def test_the_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    site.prepare(tmp_path / "home")
    secret = (tmp_path / "home" / "secret.key").read_text()
    site.prepare(tmp_path / "home")
    assert (tmp_path / "home" / "secret.key").read_text() == secret
    assert len(secret) >= 50
    assert (tmp_path / "home" / "secret.key").stat().st_mode & 0o077 == 0
    assert (tmp_path / "home" / "files").stat().st_mode & 0o077 == 0


def test_a_server_site_is_known_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", " ")
    assert not site.on_server()
    monkeypatch.setenv("DATABASE_URL", "postgresql://x/y")
    assert site.on_server()
