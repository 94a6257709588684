"""The database cluster on disk: made once, tuned to the machine, freed of what a crash left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from quancheng.kernel.errors import UnableTo
from quancheng.ops.embedded.account import Account, check_reachable
from quancheng.ops.embedded.binaries import Binaries
from quancheng.ops.embedded.places import ROLE, Places

_STOP_SECONDS = 60


class UnableToMakeCluster(UnableTo):
    """`initdb` failed, or a folder cannot be written."""


def prepare_folders(places: Places, *, account: Account) -> None:
    """Make the folders; only `base` and the socket's folder belong to the server's account.

    Raises `UnableToMakeCluster`, and `UnableToReachHome` when a parent is closed to the account.
    """
    try:
        places.home.mkdir(mode=0o711 if account.switch else 0o700, parents=True, exist_ok=True)
        if account.switch:
            places.home.chmod(places.home.stat().st_mode | 0o011)
        for folder in (places.base, places.socket_folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            account.own(folder)
    except OSError as error:
        raise UnableToMakeCluster(
            f"无法写入文件夹 {places.home}（{error.strerror}）：请检查权限和磁盘空间，"
            f"或设置 QUANCHENG_HOME 换一个文件夹。"
        ) from error
    check_reachable(places.data, account=account)


def make(places: Places, *, account: Account, binaries: Binaries) -> None:
    """Run `initdb` beside the final place and move the result there, so that no half stays.

    Raises `UnableToMakeCluster`.
    """
    half = places.base / "data.half"
    shutil.rmtree(half, ignore_errors=True)
    words = [str(binaries.initdb), "-D", str(half), "-U", ROLE, "--auth=trust"]
    words += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    words += ["--builtin-locale=C.UTF-8", "--no-instructions"]
    made = subprocess.run(
        words,
        check=False,
        capture_output=True,
        text=True,
        cwd=places.base,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "Asia/Shanghai"},
        **account.popen_arguments(),  # type: ignore[call-overload]
    )
    if made.returncode != 0:
        last = (made.stderr.strip().splitlines() or ["没有说明"])[-1]
        raise UnableToMakeCluster(
            f"无法建立数据库（{last}）：请检查 {places.base} 的权限和磁盘空间后重试。"
        )
    half.rename(places.data)


def server_words(places: Places, *, binaries: Binaries, parameters: Mapping[str, str]) -> list[str]:
    """The command line of the server; `parameters` overrides the tuned ones."""
    chosen = {**tuned(memory=_memory()), **parameters}
    words = [str(binaries.postgres), "-D", str(places.data), "-k", str(places.socket_folder)]
    for name, value in chosen.items():
        words += ["-c", f"{name}={value}"]
    return words


def tuned(*, memory: int) -> dict[str, str]:
    """Server parameters for a machine with `memory` bytes that it shares with the web processes.

    `synchronous_commit` and `fsync` stay on: an acknowledged act is on disk.
    """
    megabytes = memory // 2**20
    buffers = max(64, min(megabytes // 8, 1024))
    return {
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "max_connections": "80",
        "shared_buffers": f"{buffers}MB",
        "effective_cache_size": f"{max(256, megabytes // 2)}MB",
        "work_mem": "8MB",
        "maintenance_work_mem": f"{max(64, min(megabytes // 16, 512))}MB",
        "synchronous_commit": "on",
        "wal_compression": "on",
        "min_wal_size": "256MB",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "checkpoint_completion_target": "0.9",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "Asia/Shanghai",
        "log_timezone": "Asia/Shanghai",
        "log_min_duration_statement": "1000",
        "log_line_prefix": "%m [%p] ",
    }


def stop_leftover(places: Places) -> None:
    """Stop a server of this cluster that outlived both its parent and its guard."""
    pid = _leftover(places)
    if pid is None:
        return
    for asked in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        try:
            os.kill(pid, asked)
        except ProcessLookupError:
            return
        until = time.monotonic() + _STOP_SECONDS
        while time.monotonic() < until:
            if _leftover(places) != pid:
                return
            time.sleep(0.05)


def _leftover(places: Places) -> int | None:
    """The process number of a running server of this cluster, by its own note and its command."""
    try:
        first = (places.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0]
        pid = int(first)
    except (OSError, ValueError, IndexError):
        return None
    return pid if str(places.data) in _command_of(pid) else None


def _command_of(pid: int) -> str:
    """The command line of a process; empty when there is none of that number."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            return ""
    words = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(words, check=False, capture_output=True, text=True).stdout


def last_words(log: Path) -> str:
    """The last line of the server's log that names a failure, for a sentence."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 8192))
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        return "没有日志"
    failures = [line for line in lines if "FATAL" in line or "PANIC" in line or "ERROR" in line]
    return (failures or lines or ["没有日志"])[-1].strip()


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
