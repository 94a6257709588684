"""One folder for each upload: the files, what was asked, what was found."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, cast

from django.conf import settings

from quancheng.kernel.errors import UnableToFind

KEPT: Final = timedelta(days=30)
_SHOWN: Final = 20
_TRIES: Final = 40
_PAUSE: Final = 0.05


class State(StrEnum):
    """How far an upload is."""

    RECEIVED = "received"
    READING = "reading"
    READ = "read"
    UNREADABLE = "unreadable"
    APPLYING = "applying"
    APPLIED = "applied"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """The Chinese word for the state."""
        return _LABELS[self]

    @property
    def works(self) -> bool:
        """Whether somebody should be at work on it."""
        return self in (State.READING, State.APPLYING)


_LABELS: Final = {
    State.RECEIVED: "已上传",
    State.READING: "正在读取",
    State.READ: "等待确认",
    State.UNREADABLE: "读不了",
    State.APPLYING: "正在导入",
    State.APPLIED: "已导入",
    State.REFUSED: "没有导入",
}


class UnableToFindUpload(UnableToFind):
    """There is no such upload in the county."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One upload. ``source`` is the file or folder to read, relative to the upload's folder."""

    token: str
    region_code: str
    name: str
    size: int
    source: str
    by: str
    account_id: int
    post_id: int
    at: datetime
    state: State = State.RECEIVED
    stage: str = ""
    done: int = 0
    total: int = 0
    sentence: str = ""
    run_id: int = 0
    mapping: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where everything of this upload lies."""
        return _county(self.region_code) / self.token

    @property
    def path(self) -> Path:
        """The workbook or the folder of CSV files."""
        return self.folder / "upload" / self.source


def _county(region_code: str) -> Path:
    return Path(settings.HOME) / "imports" / region_code


def begin(
    *, region_code: str, name: str, by: str, account_id: int, post_id: int, now: datetime
) -> Upload:
    """A new upload with an empty folder ``upload``; saved by :func:`save` once its files are in."""
    _forget_old(region_code, now)
    made = Upload(
        token=secrets.token_hex(8),
        region_code=region_code,
        name=name,
        size=0,
        source="",
        by=by,
        account_id=account_id,
        post_id=post_id,
        at=now,
    )
    (made.folder / "upload").mkdir(parents=True, mode=0o700)
    return made


def save(upload: Upload, **changes: Any) -> Upload:
    """Keep the upload with ``changes``; the file is replaced whole, never half written."""
    changed = replace(upload, **changes)
    record = asdict(changed) | {"at": changed.at.isoformat(), "state": changed.state.value}
    _write(changed.folder / "upload.json", record)
    return changed


def find(*, region_code: str, token: str) -> Upload:
    """One upload of a county; raises ``UnableToFindUpload``."""
    if token.isascii() and token.isalnum():
        found = _read(_county(region_code) / token)
        if found is not None:
            return found
    raise UnableToFindUpload("没有这次上传，它可能已经删除，请从导入记录重新进入。")


def latest(*, region_code: str) -> list[Upload]:
    """The uploads of a county, the latest first; at most twenty."""
    folders = _county(region_code)
    found = [_read(folder) for folder in folders.iterdir()] if folders.is_dir() else []
    known = [upload for upload in found if upload is not None]
    return sorted(known, key=lambda upload: upload.at, reverse=True)[:_SHOWN]


def remove(upload: Upload) -> None:
    """Delete an upload with its files."""
    shutil.rmtree(upload.folder, ignore_errors=True)


def keep_report(upload: Upload, report: dict[str, Any]) -> None:
    """Keep what the preview found."""
    _write(upload.folder / "report.json", report)


def report_of(upload: Upload) -> dict[str, Any]:
    """What the preview found; empty before it has been made."""
    try:
        text = (upload.folder / "report.json").read_text(encoding="utf-8")
        return cast("dict[str, Any]", json.loads(text))
    except (OSError, ValueError):
        return {}


@contextmanager
def held(upload: Upload) -> Iterator[bool]:
    """Hold the upload for work; False when another process or thread already does."""
    handle = os.open(upload.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _locked(handle)
    finally:
        os.close(handle)


def is_held(upload: Upload) -> bool:
    """Whether somebody is at work on the upload at this moment."""
    try:
        handle = os.open(upload.folder / "lock", os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _locked(handle: int) -> bool:
    """Take the lock; a page that only looks holds it for an instant, so it is tried again."""
    for _ in range(_TRIES):
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        time.sleep(_PAUSE)
    return False


def _write(path: Path, record: dict[str, Any]) -> None:
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    fresh.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)


def _read(folder: Path) -> Upload | None:
    try:
        record = json.loads((folder / "upload.json").read_text(encoding="utf-8"))
        at = datetime.fromisoformat(record.pop("at"))
        return Upload(**(record | {"at": at, "state": State(record["state"])}))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _forget_old(region_code: str, now: datetime) -> None:
    """Remove uploads of more than thirty days; the runs they led to stay on the record."""
    for upload in latest(region_code=region_code):
        if now - upload.at > KEPT and not is_held(upload):
            remove(upload)
