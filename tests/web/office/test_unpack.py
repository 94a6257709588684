from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quancheng.web.office.inbox import unpack


def zipped(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unpacked(tmp_path, *files: tuple[str, bytes]) -> str:
    return unpack.unpack([SimpleUploadedFile(name, content) for name, content in files], tmp_path)


def test_csv_files_of_a_zip_lie_in_one_folder_whatever_folders_they_were_in(tmp_path):
    content = zipped(
        {"清单/Items.CSV": b"code\n", "__MACOSX/._items.csv": b"x", "清单/readme.txt": b"x"}
    )
    assert unpacked(tmp_path, ("县清单.zip", content)) == "县清单"
    assert [path.name for path in (tmp_path / "县清单").iterdir()] == ["items.csv"]


def test_a_path_that_climbs_out_of_the_folder_stays_in_it(tmp_path):
    content = zipped({"../../../items.csv": b"code\n", "..\\..\\fees.csv": b"x\n"})
    inner = tmp_path / "upload"
    inner.mkdir()
    name = unpacked(inner, ("a.zip", content))
    assert {path.name for path in (inner / name).iterdir()} == {"items.csv", "fees.csv"}
    assert [path.name for path in tmp_path.iterdir()] == ["upload"]


def test_one_workbook_in_a_zip_is_taken(tmp_path):
    assert unpacked(tmp_path, ("a.zip", zipped({"清单.xlsx": b"PK"}))) == "清单.xlsx"


def test_several_csv_files_are_one_folder(tmp_path):
    name = unpacked(tmp_path, ("Items.csv", b"a"), ("fees.csv", b"b"))
    assert {path.name for path in (tmp_path / name).iterdir()} == {"items.csv", "fees.csv"}


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("a.exe", b"MZ")], "请上传一个 xlsx"),
        ([("没有结尾", b"")], "请上传一个 xlsx"),
        ([("a.xlsx", b"PK"), ("b.xlsx", b"PK")], "请上传一个 xlsx"),
        ([("a.xlsx", b"PK"), ("b.csv", b"x")], "请上传一个 xlsx"),
        ([("a.zip", b"not a zip")], "打不开"),
        ([("a.zip", zipped({"readme.txt": b"x"}))], "没有 CSV"),
        ([("a.zip", zipped({"a.xlsx": b"x", "b.xlsx": b"x"}))], "刚好一个 xlsx"),
        ([("a.zip", zipped({f"{n}.csv": b"x" for n in range(31)}))], "最多 8 个"),
        ([("a.zip", zipped({f"{n}.txt": b"x" for n in range(201)}))], "201 个文件"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(tmp_path, files, words):
    with pytest.raises(unpack.UnableToUnpack, match=words):
        unpacked(tmp_path, *files)


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "LARGEST_UNPACKED", 3 * 1024 * 1024)
    content = zipped({"items.csv": b"0" * 2 * 1024 * 1024, "fees.csv": b"0" * 2 * 1024 * 1024})
    assert len(content) < 20_000
    with pytest.raises(unpack.UnableToUnpack, match="解开后超过"):
        unpacked(tmp_path, ("a.zip", content))


def test_a_zip_with_a_password_is_refused(tmp_path):
    content = bytearray(zipped({"items.csv": b"code\n"}))
    content[6] |= 1
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    with pytest.raises(unpack.UnableToUnpack, match="加了密码"):
        unpacked(tmp_path, ("a.zip", bytes(content)))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\清单\\事项.XLSX", "事项.xlsx"),
        ("\x00\u202e.csv", "_.csv"),
        ("字" * 300 + ".xlsx", "字" * 60 + ".xlsx"),
        (".csv", "清单.csv"),
        ("", "清单"),
    ],
)
def test_a_file_gets_a_plain_name(name, plain):
    assert unpack.plain_name(name) == plain
