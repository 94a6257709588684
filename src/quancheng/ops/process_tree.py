"""Runs a site's processes as one tree: restarts a dead child, stops all of them cleanly.

Each child leads a group of its own, so that its own children end with it. On Linux the kernel tells
a child when the tree's root is killed.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

import structlog

_PR_SET_PDEATHSIG = 1
_POLL_SECONDS = 0.2
_CALM_SECONDS = 30.0
_LONGEST_PAUSE = 15.0
_STOP_SECONDS = 25.0
log = structlog.get_logger("quancheng.ops")


def _die_with_root() -> None:
    """Ask the kernel to stop this child when the tree's root dies (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


@dataclass
class Child:
    """One process of the tree and what is known of its deaths."""

    name: str
    words: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.5
    due: float = 0.0

    def start(self) -> None:
        """Start the process in a session of its own."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            list(self.words),
            stdin=subprocess.DEVNULL,
            env={**os.environ, **self.environment},
            start_new_session=True,
            # The root has one thread, so code between fork and exec is safe here.
            preexec_fn=_die_with_root,  # noqa: PLW1509
        )

    def tend(self) -> None:
        """Start the process again if it died, later each time unless it had run for a while."""
        if self.process is None:
            if time.monotonic() >= self.due:
                self.start()
            return
        if self.process.poll() is None:
            return
        code = self.process.returncode
        self._sweep(signal.SIGKILL)
        self.process = None
        calm = time.monotonic() - self.started > _CALM_SECONDS
        self.pause = 0.5 if calm else min(self.pause * 2, _LONGEST_PAUSE)
        self.due = time.monotonic() + self.pause
        log.warning("child died", child=self.name, code=code, again_in_seconds=self.pause)

    def stop(self, *, until: float) -> None:
        """Ask the process to end, and end it and what it left when `until` has passed."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("child killed", child=self.name)
        self._sweep(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def ask(self) -> None:
        """Tell the process to end when it has finished what it does."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def _sweep(self, number: signal.Signals) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


@dataclass
class ProcessTree:
    """The children, and a caretaker that is called between looks at them."""

    children: Sequence[Child]
    caretaker: Callable[[], object] | None = None
    _told: bool = False

    def run(self) -> int:
        """Run until SIGINT or SIGTERM, then stop the children; the exit code."""
        earlier = {
            number: signal.signal(number, self._tell) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            while not self._told:
                for child in self.children:
                    child.tend()
                if self.caretaker is not None:
                    self.caretaker()
                time.sleep(_POLL_SECONDS)
        finally:
            self.stop()
            for number, handler in earlier.items():
                signal.signal(number, handler)
        return 0

    def stop(self) -> None:
        """Stop every child, all at once."""
        until = time.monotonic() + _STOP_SECONDS
        for child in self.children:
            child.ask()
        for child in self.children:
            child.stop(until=until)

    def _tell(self, _number: int, _frame: FrameType | None) -> None:
        self._told = True
