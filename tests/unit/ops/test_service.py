"""The processes of a site: what they are started with, and a whole site that is shot at."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quancheng.ops import service
from quancheng.ops.embedded.places import Places

PROGRAM = Path(sys.executable).parent / "quancheng"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(true: Callable[[], bool], *, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return
        time.sleep(0.1)
    pytest.fail(f"it did not come about within {seconds} seconds")


def test_a_taken_port_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(service.UnableToListen, match=f"{port}.*--port"):
            service.check_port(host="127.0.0.1", port=port)


def test_a_free_port_is_accepted() -> None:
    service.check_port(host="127.0.0.1", port=free_port())


def test_the_pool_of_a_web_process_covers_its_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUANCHENG_DB_POOL", raising=False)
    child = service.web(host="127.0.0.1", port=8000, workers=2)
    assert int(child.environment["QUANCHENG_DB_POOL"]) > service.THREADS
    monkeypatch.setenv("QUANCHENG_DB_POOL", "7")
    child = service.web(host="127.0.0.1", port=8000, workers=2)
    assert child.environment["QUANCHENG_DB_POOL"] == "7"


class Site:
    """A site that serves, as its operator sees it."""

    def __init__(self, home: Path) -> None:
        self.places = Places(home)
        self.port = free_port()
        self.root: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.root = subprocess.Popen(
            [PROGRAM, "serve", "--port", str(self.port), "--workers", "1"],
            env={**kept, "QUANCHENG_HOME": str(self.places.home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        eventually(self.is_ready)

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as page:
                return bool(page.status == 200)
        except OSError:
            return False

    def processes(self) -> dict[int, str]:
        """Every process below the root, with its command."""
        assert self.root is not None
        listed = subprocess.run(
            ["ps", "-wweo", "pid=,ppid=,command="], capture_output=True, text=True, check=True
        )
        rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
        found, known = {}, {str(self.root.pid)}
        for _ in range(5):
            for pid, parent, command in rows:
                if parent in known:
                    known.add(pid)
                    found[int(pid)] = command
        return found

    def pid_of(self, *words: str) -> int:
        return min(
            pid
            for pid, command in self.processes().items()
            if all(word in command for word in words)
        )


@pytest.fixture
def running() -> Iterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="quancheng-serve-"))
    folder.chmod(0o711)
    site = Site(folder / "home")
    site.start()
    yield site
    assert site.root is not None
    site.root.terminate()
    site.root.wait(timeout=60)
    shutil.rmtree(folder)


def gone(pids: list[int]) -> bool:
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
        except FileNotFoundError:
            continue
        if state.rsplit(")", 1)[1].split()[0] != "Z":
            return False
    return True


def test_a_site_survives_being_shot_at_and_stops_cleanly(running: Site) -> None:
    for words in (["granian", "wsgi"], ["ops.cli", "worker"], ["guard.py"], ["bin/postgres", "-D"]):
        eventually(lambda these=words: _is_there(running, these))  # type: ignore[misc]
        shot = running.pid_of(*words)
        os.kill(shot, signal.SIGKILL)
        eventually(lambda pid=shot: gone([pid]))  # type: ignore[misc]
        eventually(lambda these=words, old=shot: _is_there(running, these, old))  # type: ignore[misc]
        eventually(running.is_ready)
    assert running.root is not None
    everyone = list(running.processes())
    running.root.send_signal(signal.SIGTERM)
    assert running.root.wait(timeout=60) == 0
    eventually(lambda: gone(everyone))


def _is_there(site: Site, words: list[str], old: int = 0) -> bool:
    try:
        return site.pid_of(*words) != old
    except ValueError:
        return False


def test_a_site_whose_root_is_killed_leaves_nothing_behind_and_starts_again(running: Site) -> None:
    assert running.root is not None
    everyone = list(running.processes())
    running.root.kill()
    running.root.wait()
    running.start()
    eventually(lambda: gone(everyone))
    assert running.is_ready()
