"""Who runs a site: one process at a time, by a lock that ends with the processes that hold it."""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from quancheng.kernel import moments
from quancheng.kernel.errors import UnableTo
from quancheng.ops.embedded.places import Places

_WINDING_DOWN_SECONDS = 90


class UnableToShareHome(UnableTo):
    """Another process runs the site in this folder."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that runs the site."""

    pid: int
    command: str
    since: str

    @classmethod
    def present(cls) -> Holder:
        """This process, from now on."""
        words = [Path(sys.argv[0]).name, *sys.argv[1:]]
        since = moments.now().replace(microsecond=0).isoformat(sep=" ")
        return cls(pid=os.getpid(), command=" ".join(words)[:200], since=since)

    def alive(self) -> bool:
        """Whether the process still exists."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def described(self) -> str:
        """Number, command and start for a sentence."""
        since = datetime.fromisoformat(self.since)
        return f"进程 {self.pid}（{self.command}，{since:%Y-%m-%d %H:%M:%S} 起）"


def held_by(places: Places) -> Holder | None:
    """The process that runs the site now, or None."""
    if not places.lock.exists():
        return None
    descriptor = os.open(places.lock, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _written(descriptor)
    finally:
        os.close(descriptor)
    return None


def take(places: Places) -> int:
    """Take the lock and write down who holds it; the open descriptor keeps it.

    When the holder was killed, its guard still stops the database; that is waited for.
    Raises `UnableToShareHome` naming the holder.
    """
    descriptor = os.open(places.lock, os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + _WINDING_DOWN_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _written(descriptor)
            if (holder is not None and holder.alive()) or time.monotonic() > until:
                os.close(descriptor)
                who = holder.described() if holder else "另一个进程"
                raise UnableToShareHome(
                    f"文件夹 {places.home} 正由{who}使用：请先停止它，"
                    f"或设置 QUANCHENG_HOME 换一个文件夹。"
                ) from None
            time.sleep(0.1)
        else:
            os.ftruncate(descriptor, 0)
            text = json.dumps(asdict(Holder.present()), ensure_ascii=False)
            os.pwrite(descriptor, text.encode(), 0)
            return descriptor


def _written(descriptor: int) -> Holder | None:
    try:
        return Holder(**json.loads(os.pread(descriptor, 4096, 0)))
    except (ValueError, TypeError):
        return None
