"""The process tree, with real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quancheng.ops.process_tree import Child, ProcessTree

SLEEPER = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"
ROOT = """
import sys
from quancheng.ops.process_tree import Child, ProcessTree
sys.exit(ProcessTree([Child("sleeper", [sys.executable, "-c", sys.argv[1], sys.argv[2]])]).run())
"""
DEAF = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "a").write(f"{os.getpid()}\\n")
time.sleep(600)
"""


def eventually(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it did not come about within 20 seconds")


def numbers(notes: Path) -> list[int]:
    return [int(line) for line in notes.read_text().split()] if notes.exists() else []


def gone(pid: int) -> bool:
    try:
        found = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return True
    return found.rsplit(")", 1)[1].split()[0] == "Z"


def group_is_gone(leader: int) -> bool:
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes"


def start_root(notes: Path) -> subprocess.Popen[bytes]:
    root = subprocess.Popen([sys.executable, "-c", ROOT, SLEEPER, str(notes)])
    eventually(lambda: len(numbers(notes)) == 1)
    return root


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_the_tree_stops_its_children_when_told(notes: Path, asked: signal.Signals) -> None:
    root = start_root(notes)
    root.send_signal(asked)
    assert root.wait(timeout=20) == 0
    assert gone(numbers(notes)[0])


def test_children_end_when_the_root_is_killed(notes: Path) -> None:
    root = start_root(notes)
    root.kill()
    root.wait()
    eventually(lambda: gone(numbers(notes)[0]))


def test_a_killed_child_comes_back(notes: Path) -> None:
    root = start_root(notes)
    os.kill(numbers(notes)[0], signal.SIGKILL)
    eventually(lambda: len(numbers(notes)) == 2)
    root.terminate()
    assert root.wait(timeout=20) == 0
    assert gone(numbers(notes)[1])


def test_a_child_that_dies_at_once_is_tried_ever_later() -> None:
    child = Child("hopeless", [sys.executable, "-c", "raise SystemExit(3)"])
    pauses = []
    for _ in range(3):
        child.due = 0
        child.tend()
        assert child.process is not None
        child.process.wait()
        child.tend()
        pauses.append(child.pause)
    assert pauses == [1.0, 2.0, 4.0]
    child.due = time.monotonic() + 60
    child.tend()
    assert child.process is None


def test_a_child_that_does_not_listen_is_ended_with_its_own_children(notes: Path) -> None:
    child = Child("deaf", [sys.executable, "-c", DEAF, str(notes)])
    child.start()
    eventually(lambda: len(numbers(notes)) == 1)
    child.ask()
    child.stop(until=time.monotonic() + 0.5)
    assert child.process is None
    eventually(lambda: group_is_gone(numbers(notes)[0]))


def test_the_caretaker_is_called_while_the_tree_runs() -> None:
    calls: list[int] = []

    def caretaker() -> None:
        calls.append(1)
        if len(calls) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    assert ProcessTree([], caretaker).run() == 0
    assert len(calls) == 2


def test_stopping_what_never_started_does_nothing() -> None:
    child = Child("idle", ["true"])
    child.ask()
    child.stop(until=0)
    assert child.process is None
