"""The embedded server, started and killed for real."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from quancheng.ops.embedded import holder
from quancheng.ops.embedded.account import (
    Account,
    UnableToReachHome,
    check_reachable,
    server_account,
)
from quancheng.ops.embedded.binaries import MAJOR, UnableToUseDatabaseVersion, find
from quancheng.ops.embedded.cluster import server_words, tuned
from quancheng.ops.embedded.holder import UnableToShareHome
from quancheng.ops.embedded.places import Places
from quancheng.ops.embedded.server import EmbeddedServer, UnableToStartDatabase, answers

PARENT = """
import sys, time
from pathlib import Path
from quancheng.ops.embedded.places import Places
from quancheng.ops.embedded.server import EmbeddedServer
EmbeddedServer(Places(Path(sys.argv[1])), parameters={"shared_buffers": "16MB"}).start()
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def places() -> Iterator[Places]:
    folder = Path(tempfile.mkdtemp(prefix="quancheng-embedded-"))
    folder.chmod(0o711)
    yield Places(folder / "home")
    shutil.rmtree(folder)


@pytest.fixture
def parent(places: Places) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(places.home)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()
    eventually(lambda: holder.held_by(places) is None)


def small(places: Places) -> EmbeddedServer:
    return EmbeddedServer(places, parameters={"shared_buffers": "16MB"})


def postmaster(places: Places) -> int:
    return int((places.data / "postmaster.pid").read_text().splitlines()[0])


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def eventually(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it did not come about within 30 seconds")


def test_data_survives_a_restart(places: Places) -> None:
    with small(places) as server, psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('𠮷')")
    assert not answers(places)
    with small(places) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("𠮷",)]


def test_the_server_answers_only_on_its_own_socket(places: Places) -> None:
    with small(places) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
    assert places.socket_folder.stat().st_mode & 0o077 == 0


def test_the_server_stops_when_its_parent_is_killed(
    places: Places, parent: subprocess.Popen[str]
) -> None:
    server = postmaster(places)
    parent.kill()
    parent.wait()
    eventually(lambda: gone(server))
    with small(places) as again:
        assert answers(again.places)


def test_a_start_right_after_a_kill_waits_for_the_old_server(
    places: Places, parent: subprocess.Popen[str]
) -> None:
    with psycopg.connect(places.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE acknowledged AS SELECT 1 AS one")
    parent.kill()
    parent.wait()
    with small(places) as again, psycopg.connect(again.url) as connection:
        assert connection.execute("SELECT one FROM acknowledged").fetchall() == [(1,)]


def test_a_second_start_is_told_who_holds_the_home(
    places: Places, parent: subprocess.Popen[str]
) -> None:
    with pytest.raises(UnableToShareHome) as caught:
        small(places).start()
    assert str(parent.pid) in caught.value.sentence
    assert str(places.home) in caught.value.sentence
    assert " 起）" in caught.value.sentence
    assert answers(places)


def test_a_killed_server_comes_back_by_itself(places: Places) -> None:
    with small(places):
        killed = postmaster(places)
        os.kill(killed, signal.SIGKILL)
        eventually(lambda: gone(killed))
        eventually(lambda: answers(places) and postmaster(places) != killed)


def test_a_killed_guard_is_replaced(places: Places) -> None:
    with small(places) as server:
        assert server.revive() is False
        assert server._guard is not None
        killed = postmaster(places)
        server._guard.kill()
        server._guard.wait()
        assert server.revive() is True
        assert answers(places)
        assert postmaster(places) != killed


def test_a_server_that_outlived_guard_and_parent_is_stopped_first(places: Places) -> None:
    with small(places):
        pass
    words = server_words(places, binaries=find(), parameters={"shared_buffers": "16MB"})
    orphan = subprocess.Popen(
        words,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **server_account().popen_arguments(),
    )
    eventually(lambda: answers(places))
    with small(places):
        assert orphan.wait(timeout=10) == 0
        assert answers(places)


def test_a_number_that_now_belongs_to_another_process_is_left_alone(places: Places) -> None:
    with small(places):
        pass
    (places.data / "postmaster.pid").write_text(f"{os.getpid()}\n{places.data}\n")
    with small(places):
        assert answers(places)


def test_data_of_another_major_version_is_refused_untouched(places: Places) -> None:
    with small(places):
        pass
    (places.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(UnableToUseDatabaseVersion, match=f"15.*{MAJOR}"):
        small(places).start()
    assert holder.held_by(places) is None


def test_a_server_that_cannot_start_says_why_and_frees_the_home(places: Places) -> None:
    with pytest.raises(UnableToStartDatabase, match="shared_buffers"):
        EmbeddedServer(places, parameters={"shared_buffers": "nonsense"}).start()
    assert holder.held_by(places) is None


def test_a_long_home_path_gets_a_short_socket_folder() -> None:
    long = Places(Path("/srv") / ("very-long-folder-name-" * 5))
    assert len(str(long.socket_folder)) < 90
    assert long.socket_folder != Places(Path("/srv/other") / ("x" * 100)).socket_folder


def test_a_closed_parent_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    nobody = Account(uid=65_534, gid=65_534, switch=True)
    with pytest.raises(UnableToReachHome, match="QUANCHENG_HOME"):
        check_reachable(closed / "home", account=nobody)


def test_tuning_follows_the_memory_within_bounds() -> None:
    assert tuned(memory=256 * 2**20)["shared_buffers"] == "64MB"
    assert tuned(memory=4 * 2**30)["shared_buffers"] == "512MB"
    assert tuned(memory=512 * 2**30)["shared_buffers"] == "1024MB"
