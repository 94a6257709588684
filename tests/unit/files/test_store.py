"""A file is kept whole under its digest, or refused with a sentence and no trace."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import resource
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quancheng.cases import files
from quancheng.cases.files.store import PIECE


class Endless:
    """A stream of as many bytes as are asked for, that counts what was taken."""

    def __init__(self, total: int, start: bytes = b"%PDF-1.7\n") -> None:
        self.left = total
        self.taken = 0
        self.start = start

    def read(self, size: int = -1) -> bytes:
        size = min(size, self.left)
        self.left -= size
        self.taken += size
        head, self.start = self.start[:size], self.start[size:]
        return head + b"\0" * (size - len(head))


def test_a_file_is_kept_under_the_digest_of_its_content(bench, pdf):
    stored = bench.store(pdf(), name="申请书.pdf")
    assert stored.digest == hashlib.sha256(pdf()).hexdigest()
    assert stored.size == len(pdf())
    assert stored.media_type == "application/pdf"
    assert stored.path == f"{stored.digest[:2]}/{stored.digest[2:4]}/{stored.digest}"
    with files.open_stored(root=bench.root, digest=stored.digest) as file:
        assert file.read() == pdf()
    assert bench.left_behind() == [bench.root / stored.path]


def test_a_stored_file_cannot_be_written_by_accident(bench, pdf):
    path = bench.root / bench.store(pdf()).path
    assert path.stat().st_mode & 0o777 == 0o440


def test_the_same_content_is_kept_once_under_two_names(bench, pdf):
    first = bench.store(pdf(), name="甲.pdf")
    second = bench.store(pdf(), name="乙.pdf")
    assert first.digest == second.digest
    assert second.original_name == "乙.pdf"
    assert len(bench.left_behind()) == 1


def test_a_damaged_earlier_copy_is_replaced(bench, pdf):
    stored = bench.store(pdf())
    path = bench.root / stored.path
    path.unlink()
    path.write_bytes(b"half")
    bench.store(pdf())
    assert path.read_bytes() == pdf()


def test_the_same_file_from_many_counters_at_once_is_kept_once(bench, pdf):
    with ThreadPoolExecutor(8) as crew:
        made = list(crew.map(bench.store, [pdf()] * 32))
    assert len({stored.digest for stored in made}) == 1
    assert len(bench.left_behind()) == 1


def test_an_empty_file_is_refused(bench):
    refusal = bench.refusal(b"")
    assert refusal.reason == "empty"
    assert "0 字节" in refusal.sentence
    assert bench.left_behind() == []


def test_a_file_of_two_gigabytes_is_refused_at_the_limit_with_bounded_memory(bench):
    stream = Endless(2 * 2**30)
    tracemalloc.start()
    with pytest.raises(files.UnableToStoreFile, match="最多 20 MB") as caught:
        files.store(
            stream=stream,  # type: ignore[arg-type]
            claimed_name="录像.pdf",
            root=bench.root,
            limits=bench.limits,
            scanner=bench.scanner,
        )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.reason == "too_large"
    assert stream.taken <= bench.limits.max_bytes + 2 * PIECE
    assert peak < 4 * files.values.MIB
    assert bench.left_behind() == []


def test_a_file_of_exactly_the_limit_is_kept(bench, pdf):
    bench.limits = files.Limits(max_bytes=len(pdf()))
    assert bench.store(pdf()).size == len(pdf())
    bench.limits = files.Limits(max_bytes=len(pdf()) - 1)
    assert "最多 0 KB" in bench.refusal(pdf()).sentence


def test_a_full_disk_is_said(bench, monkeypatch, pdf):
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    refusal = bench.refusal(pdf())
    assert refusal.reason == "disk"
    assert "磁盘满了" in refusal.sentence
    assert bench.left_behind() == []


def test_a_write_that_would_pass_the_disk_quota_leaves_nothing(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024 * 1024, hard))
    try:
        with pytest.raises(files.UnableToStoreFile, match="材料库写不进去"):
            files.store(
                stream=Endless(8 * 2**20),  # type: ignore[arg-type]
                claimed_name="a.pdf",
                root=tmp_path,
                limits=files.Limits(),
                scanner=files.NoScanner(),
            )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_that_changed_on_the_disk_is_noticed(bench, pdf):
    stored = bench.store(pdf())
    files.check_stored(root=bench.root, digest=stored.digest)
    path = bench.root / stored.path
    path.chmod(0o640)
    path.write_bytes(pdf() + b"x")
    with pytest.raises(files.UnableToOpenFile, match="校验值不一致"):
        files.check_stored(root=bench.root, digest=stored.digest)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_digest_opens_anything(bench, digest):
    with pytest.raises(files.UnableToOpenFile, match="文件编号不对"):
        files.open_stored(root=bench.root, digest=digest)
    assert not files.remove(root=bench.root, digest=digest)


def test_a_file_that_is_not_there_is_said(bench):
    with pytest.raises(files.UnableToOpenFile, match="不在库里"):
        files.open_stored(root=bench.root, digest="0" * 64)


def test_a_file_can_be_removed_once(bench, pdf):
    stored = bench.store(pdf())
    assert files.remove(root=bench.root, digest=stored.digest)
    assert not files.remove(root=bench.root, digest=stored.digest)
    assert bench.left_behind() == []


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=2000), name=st.text(max_size=300))
def test_no_content_and_no_name_breaks_the_store(bench, content, name):
    outcome = bench.outcome(content, name=name)
    if isinstance(outcome, files.UnableToStoreFile):
        assert outcome.sentence.endswith("。")
    else:
        assert outcome.size == len(content)
    assert not (bench.root / "incoming").exists() or not list((bench.root / "incoming").iterdir())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, 10_000), sign=st.integers(0, 255), form=st.sampled_from(["docx", "png"]))
def test_a_file_with_one_wrong_byte_is_kept_or_refused_but_never_an_error(bench, at, sign, form):
    content = bytearray(bench.docx() if form == "docx" else bench.picture("PNG"))
    content[at % len(content)] = sign
    outcome = bench.outcome(bytes(content))
    assert isinstance(outcome, files.UnableToStoreFile) or outcome.size == len(content)


def test_a_store_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "incoming").write_text("a file where a folder should be")
    with pytest.raises(files.UnableToStoreFile, match="检查材料目录") as caught:
        files.store(
            stream=io.BytesIO(b"%PDF-1.7"),
            claimed_name="a.pdf",
            root=tmp_path,
            limits=files.Limits(),
            scanner=files.NoScanner(),
        )
    assert caught.value.reason == "disk"


def test_the_limits_are_values():
    assert replace(files.Limits(), max_bytes=5) == files.Limits(max_bytes=5)
    assert Path(files.__file__).parent.name == "files"
