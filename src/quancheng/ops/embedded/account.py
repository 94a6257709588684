"""The account the server runs as: PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from quancheng.kernel.errors import UnableTo

NAME = "quancheng"


class UnableToMakeAccount(UnableTo):
    """Root has no unprivileged account for the server and cannot make one."""


class UnableToReachHome(UnableTo):
    """The server's account cannot pass through a parent of the site's folder."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user and its group by number; `switch` says whether processes must change to it."""

    uid: int
    gid: int
    switch: bool

    def popen_arguments(self) -> dict[str, object]:
        """What `subprocess` needs to start a process as this account."""
        if not self.switch:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give the path to the account."""
        if self.switch:
            os.chown(path, self.uid, self.gid)


def server_account() -> Account:
    """The caller's own account, or for root the system account `quancheng`, made when missing.

    Raises `UnableToMakeAccount`.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = _made()
    return Account(entry.pw_uid, entry.pw_gid, switch=True)


def _made() -> pwd.struct_passwd:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is not None:
        shell = "/usr/sbin/nologin"
        words = [program, "--system", "--user-group", "--no-create-home", "--shell", shell, NAME]
        subprocess.run(words, check=False, capture_output=True)
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        raise UnableToMakeAccount(
            f"数据库不能以 root 身份运行，也无法自动建立系统账户 {NAME}："
            f"请先建立该账户，或改用普通用户运行，或设置 DATABASE_URL 使用自己的数据库。"
        ) from None


def reachable(path: Path, *, account: Account) -> bool:
    """Whether the account may pass through every parent of the path."""
    return _closed_parent(path, account=account) is None


def check_reachable(path: Path, *, account: Account) -> None:
    """Raises `UnableToReachHome` naming the parent that is closed to the account."""
    closed = _closed_parent(path, account=account)
    if closed is not None:
        raise UnableToReachHome(
            f"数据库账户 {NAME} 进不了文件夹 {closed}：请把 QUANCHENG_HOME 设到 /var/lib/quancheng "
            f"这样的地方，或改用普通用户运行。"
        )


def _closed_parent(path: Path, *, account: Account) -> Path | None:
    if not account.switch:
        return None
    for parent in path.resolve().parents:
        if not _may_enter(parent.stat(), account=account):
            return parent
    return None


def _may_enter(found: os.stat_result, *, account: Account) -> bool:
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)
