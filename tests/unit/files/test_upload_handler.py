"""The door drops what is too large while it arrives, and keeps the rest of the form."""

from __future__ import annotations

import io
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import RequestFactory, override_settings

from quancheng.cases.files.upload_handler import BoundedUploadHandler, upload_refusal

HANDLER = f"{BoundedUploadHandler.__module__}.{BoundedUploadHandler.__qualname__}"
MIB = 2**20
BOUNDARY = "border"


class Form:
    """A multipart body made while it is read: a field, a file of zeros, another field."""

    def __init__(self, size: int) -> None:
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="first"\r\n\r\n甲\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="paper"; filename="a.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        ).encode()
        tail = (
            f'\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name="last"\r\n\r\n乙\r\n'
            f"--{BOUNDARY}--\r\n"
        ).encode()
        self.length = len(head) + size + len(tail)
        self.parts = [io.BytesIO(head), size, io.BytesIO(tail)]
        self.taken = 0
        self.readline = self.read

    def read(self, size: int = -1) -> bytes:
        while self.parts:
            part = self.parts[0]
            if isinstance(part, int):
                piece = b"\0" * min(size, part)
                self.parts[0] = part - len(piece)
            else:
                piece = part.read(size)
            if piece:
                self.taken += len(piece)
                return piece
            self.parts.pop(0)
        return b""


def _request(form: Form) -> HttpRequest:
    return RequestFactory().generic(
        "POST",
        "/",
        **{
            "wsgi.input": form,
            "CONTENT_LENGTH": str(form.length),
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        },
    )


@pytest.fixture(autouse=True)
def _small(tmp_path: Path):
    with override_settings(
        FILE_UPLOAD_HANDLERS=[HANDLER], UPLOAD_LIMIT=MIB, FILE_UPLOAD_TEMP_DIR=str(tmp_path)
    ):
        yield


def test_a_file_within_the_limit_arrives_whole(tmp_path: Path):
    request = _request(Form(MIB))
    assert request.POST["last"] == "乙"
    assert upload_refusal(request) == ""
    paper = request.FILES["paper"]
    assert paper.size == MIB
    assert Path(paper.temporary_file_path()).parent == tmp_path  # type: ignore[attr-defined]
    paper.close()


def test_a_file_over_the_limit_is_dropped_and_the_form_is_kept(tmp_path: Path):
    form = Form(5 * MIB)
    request = _request(form)
    tracemalloc.start()
    assert (request.POST["first"], request.POST["last"]) == ("甲", "乙")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "paper" not in request.FILES
    assert "最多 1 MB" in upload_refusal(request)
    assert peak < 2 * MIB
    assert list(tmp_path.iterdir()) == []


def test_two_gigabytes_are_not_read_to_the_end(tmp_path: Path):
    form = Form(2 * 1024 * MIB)
    request = _request(form)
    assert request.POST["first"] == "甲"
    assert "最多 1 MB" in upload_refusal(request)
    assert form.taken < MIB
    assert not request.FILES
    assert list(tmp_path.iterdir()) == []


def test_without_a_setting_the_limit_is_twenty_megabytes():
    from django.conf import settings

    with override_settings():
        del settings.UPLOAD_LIMIT
        assert BoundedUploadHandler().most == 20 * MIB
    assert tempfile.gettempdir()
