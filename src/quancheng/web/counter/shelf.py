"""Where files go and what they may be, from the settings; the scanner's folder of a counter."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.http import HttpRequest

from quancheng.cases import files
from quancheng.cases.files.upload_handler import upload_refusal
from quancheng.journeys.prepare.files import Incoming, Shelf, UnableToAddFile

_COUNTER = re.compile(r"[A-Z0-9]{1,12}")


@cache
def _scanner(address: str) -> files.Scanner:
    return files.scanner_at(address)


def shelf() -> Shelf:
    """The store of this site."""
    return Shelf(
        root=Path(settings.FILES_FOLDER),
        limits=files.Limits(max_bytes=settings.QUANCHENG_UPLOAD_MAX_BYTES),
        scanner=_scanner(settings.CLAMAV_SOCKET),
    )


def scan_folder(counter: str) -> Path:
    """The folder into which the scanner of a counter writes: ``<home>/scan/W06``."""
    name = counter if _COUNTER.fullmatch(counter) else "none"
    return Path(settings.HOME) / "scan" / name


def incoming_of(request: HttpRequest) -> list[Incoming]:
    """The files of a request. Raises ``UnableToAddFile`` for one that was too large, or for none."""
    sent = request.FILES.getlist("files")
    refused = upload_refusal(request)
    if refused:
        raise UnableToAddFile(refused)
    if not sent:
        raise UnableToAddFile("没有收到文件，请重新选择后再传。")
    return [Incoming(stream=cast("BinaryIO", file), name=file.name or "") for file in sent]
