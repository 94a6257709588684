"""Runs the database server, restarts it when it dies, and stops it when its parent is gone.

A process of its own, with the standard library only: the parent may be killed with SIGKILL and can
then stop nothing itself. The guard notices by the end of its standard input (the parent's end of
the pipe closes with it) and by its parent's number changing. On Linux the server is also told by
the kernel when the guard itself is killed.

Started as `python guard.py '<json>'` with the keys `command` (list of words), `log` (path), and
`uid`, `gid` (numbers, or null to keep the caller's account).
"""

from __future__ import annotations

import ctypes
import json
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from types import FrameType
from typing import Any

_PR_SET_PDEATHSIG = 1
_POLL_SECONDS = 0.25
_FAST_SHUTDOWN_SECONDS = 60
_CALM_SECONDS = 30
_LONGEST_PAUSE = 2.0
_MOST_QUICK_DEATHS = 5


def _die_with_guard() -> None:
    """Ask the kernel for a fast shutdown of the server when the guard dies (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)


@dataclass
class Guard:
    """One server, watched."""

    command: list[str]
    log: str
    account: dict[str, Any]
    parent: int
    told_to_stop: bool = False

    def run(self) -> int:
        """Keep the server running until told to stop or orphaned; the exit code for the shell."""
        pause, quick_deaths = 0.2, 0
        while not self._orphaned(wait=0):
            began = time.monotonic()
            server = self._launch()
            while server.poll() is None:
                if self._orphaned(wait=_POLL_SECONDS):
                    return self._stop(server)
            calm = time.monotonic() - began > _CALM_SECONDS
            quick_deaths = 0 if calm else quick_deaths + 1
            if quick_deaths >= _MOST_QUICK_DEATHS:
                return 1
            pause = 0.2 if calm else min(pause * 2, _LONGEST_PAUSE)
            self._orphaned(wait=pause)
        return 0

    def _launch(self) -> subprocess.Popen[bytes]:
        with open(self.log, "ab") as log:  # noqa: PTH123 - the guard is started without a path
            return subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # The guard has one thread, so code between fork and exec is safe here.
                preexec_fn=_die_with_guard,  # noqa: PLW1509
                **self.account,
            )

    def _orphaned(self, *, wait: float) -> bool:
        """Whether the parent is gone or has asked to stop, after at most `wait` seconds."""
        if self.told_to_stop or os.getppid() != self.parent:
            return True
        readable, _, _ = select.select([0], [], [], wait)
        if readable and os.read(0, 64) == b"":
            self.told_to_stop = True
        return self.told_to_stop or os.getppid() != self.parent

    def _stop(self, server: subprocess.Popen[bytes]) -> int:
        for asked in (signal.SIGINT, signal.SIGQUIT):
            server.send_signal(asked)
            try:
                server.wait(timeout=_FAST_SHUTDOWN_SECONDS)
            except subprocess.TimeoutExpired:
                continue
            return 0
        server.kill()
        server.wait()
        return 1


def main() -> int:
    """Read the order from the command line and keep it."""
    order = json.loads(sys.argv[1])
    account: dict[str, Any] = {}
    if order["uid"] is not None:
        account = {"user": order["uid"], "group": order["gid"], "extra_groups": []}
    guard = Guard(order["command"], order["log"], account, parent=os.getppid())

    def told(_number: int, _frame: FrameType | None) -> None:
        guard.told_to_stop = True

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, told)
    return guard.run()


if __name__ == "__main__":
    sys.exit(main())
