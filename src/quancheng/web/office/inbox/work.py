"""Reading and applying uploads beside the requests: one thread each, one transaction each."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from django.db import connection

from quancheng.catalogue import importers
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import day_of
from quancheng.web.office.inbox import folders
from quancheng.web.office.inbox.folders import State, Upload
from quancheng.web.office.inbox.report import report_from

log = structlog.get_logger("quancheng.office")
_BROKEN: Final = "程序出错，什么都没有写入。上传的文件还在，请再试一次；仍然不行请联系维护人员。"
_EVERY: Final = 0.3
"""Seconds between two notes of progress."""


class UnableToBeginWork(UnableTo):
    """Somebody is already at work on the upload."""


def begin_reading(upload: Upload, *, now: datetime) -> Upload:
    """Preview the upload in the background. Raises ``UnableToBeginWork``."""
    return _begin(upload, State.READING, lambda at_work: _read(at_work, now))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a list is to be imported, and who wants it."""

    quarantine: bool
    retire_missing: bool
    account_id: int
    post_id: int


def begin_applying(upload: Upload, *, wish: Wish, now: datetime) -> Upload:
    """Import the upload in the background, in force from today. Raises ``UnableToBeginWork``."""

    def act(at_work: Upload) -> Upload:
        return _apply(at_work, wish, now)

    return _begin(upload, State.APPLYING, act)


def _begin(upload: Upload, state: State, act: Callable[[Upload], Upload]) -> Upload:
    """Take the lock before the request is answered, so that no page sees work without it."""
    started = threading.Event()
    refused = threading.Event()
    at_work = upload

    def run() -> None:
        nonlocal at_work
        with folders.held(upload) as mine:
            if not mine:
                refused.set()
                started.set()
                return
            at_work = folders.save(upload, state=state, stage="", done=0, total=0, sentence="")
            started.set()
            _work(at_work, act)

    threading.Thread(target=run, name=f"import-{upload.token}", daemon=True).start()
    started.wait()
    if refused.is_set():
        raise UnableToBeginWork("这份清单正在处理，请等它完成，页面会自己更新。")
    return at_work


def _work(upload: Upload, act: Callable[[Upload], Upload]) -> None:
    before = State.UNREADABLE if upload.state is State.READING else State.REFUSED
    try:
        act(upload)
    except UnableTo as error:
        folders.save(upload, state=before, sentence=error.sentence)
    except Exception:
        log.exception("import broke", upload=upload.token)
        folders.save(upload, state=before, sentence=_BROKEN)
    finally:
        connection.close()


def _read(upload: Upload, now: datetime) -> Upload:
    plan = importers.preview(
        source=upload.path,
        region_code=upload.region_code,
        on=day_of(now),
        mapping=upload.mapping,
    )
    folders.keep_report(upload, report_from(plan))
    return folders.save(upload, state=State.READ)


def _apply(upload: Upload, wish: Wish, now: datetime) -> Upload:
    try:
        outcome = importers.apply(
            source=upload.path,
            region_code=upload.region_code,
            on=day_of(now),
            now=now,
            quarantine=wish.quarantine,
            retire_missing=wish.retire_missing,
            account_id=wish.account_id,
            post_id=wish.post_id,
            mapping=upload.mapping,
            progress=_noting(upload),
        )
    except importers.UnableToImport as refused:
        return folders.save(
            upload, state=State.REFUSED, run_id=refused.run_id, sentence=refused.sentence
        )
    return folders.save(upload, state=State.APPLIED, run_id=outcome.run_id)


def _noting(upload: Upload) -> Callable[[str, int, int], None]:
    """Note progress on disk, not more often than a page can show it."""
    last = ("", 0.0)

    def note(stage: str, done: int, total: int) -> None:
        nonlocal last
        if stage != last[0] or done == total or time.monotonic() - last[1] > _EVERY:
            last = (stage, time.monotonic())
            folders.save(upload, stage=stage, done=done, total=total)

    return note
