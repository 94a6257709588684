"""The embedded PostgreSQL server of one site, started and stopped with its parent process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

from quancheng.kernel.errors import UnableTo
from quancheng.ops.embedded import binaries, cluster, guard, holder
from quancheng.ops.embedded.account import Account, server_account
from quancheng.ops.embedded.places import DATABASE, Places

_START_SECONDS = 120
_STOP_SECONDS = 150


class UnableToStartDatabase(UnableTo):
    """The server did not come up."""


@dataclass
class EmbeddedServer:
    """One server; use it as a context manager or call `start` and `stop`.

    `parameters` are server parameters that override the tuned ones (the test suite turns `fsync`
    off for its throw-away cluster).
    """

    places: Places
    parameters: Mapping[str, str] = field(default_factory=dict)
    _guard: subprocess.Popen[bytes] | None = None
    _lock: int | None = None

    @property
    def url(self) -> str:
        """The address of the site's database."""
        return self.places.url()

    def start(self) -> None:
        """Take the site, make the cluster if there is none, start the server, wait until it answers.

        Raises `UnableToShareHome`, `UnableToMakeCluster`, `UnableToUseDatabaseVersion`,
        `UnableToStartDatabase`, `UnableToFindDatabasePrograms`, `UnableToMakeAccount` or
        `UnableToReachHome`.
        """
        account = server_account()
        cluster.prepare_folders(self.places, account=account)
        self._lock = lock = holder.take(self.places)
        try:
            programs = binaries.usable_by(account, places=self.places)
            if (self.places.data / "PG_VERSION").is_file():
                binaries.check_version(self.places.data)
            else:
                cluster.make(self.places, account=account, binaries=programs)
            cluster.stop_leftover(self.places)
            self._guard = self._launched(account=account, programs=programs, lock=lock)
            self._await_answer(self._guard)
            self._ensure_database()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server and give the site free; what is not running is left alone."""
        if self._guard is not None:
            if self._guard.stdin is not None:
                self._guard.stdin.close()
            try:
                self._guard.wait(timeout=_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._guard.kill()
                self._guard.wait()
            self._guard = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def revive(self) -> bool:
        """Start the server again if its guard died; whether that was needed."""
        if self._guard is None or self._guard.poll() is None:
            return False
        self.stop()
        self.start()
        return True

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _launched(
        self, *, account: Account, programs: binaries.Binaries, lock: int
    ) -> subprocess.Popen[bytes]:
        order = {
            "command": cluster.server_words(
                self.places, binaries=programs, parameters=self.parameters
            ),
            "log": str(self.places.log),
            "uid": account.uid if account.switch else None,
            "gid": account.gid if account.switch else None,
        }
        return subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(guard.__file__)), json.dumps(order)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[lock],
            start_new_session=True,
            cwd=self.places.base,
        )

    def _await_answer(self, running: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until and running.poll() is None:
            if answers(self.places):
                return
            time.sleep(0.05)
        raise UnableToStartDatabase(
            f"内置数据库没有启动（{cluster.last_words(self.places.log)}）："
            f"请查看 {self.places.log}，处理后重试。"
        )

    def _ensure_database(self) -> None:
        with psycopg.connect(self.places.url(database="postgres"), autocommit=True) as connection:
            found = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone()
            if found is None:
                name = sql.Identifier(DATABASE)
                connection.execute(sql.SQL("CREATE DATABASE {}").format(name))


def answers(places: Places) -> bool:
    """Whether the site's server accepts connections now."""
    try:
        psycopg.connect(places.url(database="postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
