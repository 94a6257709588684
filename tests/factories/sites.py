"""A real site of the suite: web server and worker in processes of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from django.conf import settings

from tests.factories import databases

PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Site:
    """A running site: its address, its database, its root process."""

    url: str
    database: str
    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> str:
        """What its processes have printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """A port on the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(*, database: str, home: Path, demo: bool) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": databases.address_of(database),
        "QUANCHENG_HOME": str(home),
        "QUANCHENG_KEYS": str(settings.KEYS_FOLDER),
        "QUANCHENG_DEMO": "1" if demo else "0",
        "QUANCHENG_PUBLIC_URL": "http://localhost:8000",
        "QUANCHENG_LOG_LEVEL": "warning",
    }


def _wait(*, url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text(errors="replace")
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the site did not come up:\n{log.read_text(errors='replace')}")


@contextmanager
def running_site(
    *, database: str, home: Path, demo: bool = True, workers: int = 1, with_worker: bool = True
) -> Iterator[Site]:
    """`quancheng serve` on ``database`` until the block ends."""
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    log = home / "site.log"
    words = [sys.executable, "-m", "quancheng.ops.cli", "serve", "--port", str(port)]
    words += ["--workers", str(workers)] + ([] if with_worker else ["--no-worker"])
    with log.open("wb") as output:
        process = subprocess.Popen(
            words,
            env=_environment(database=database, home=home, demo=demo),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url=url, process=process, log=log)
        yield Site(url=url, database=database, process=process, log=log)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=10)
