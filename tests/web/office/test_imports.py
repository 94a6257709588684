from __future__ import annotations

import io
import json
import time
import zipfile
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from openpyxl import load_workbook

from quancheng.catalogue import importers, queries
from quancheng.kernel import moments
from quancheng.web.office.inbox import folders, work
from quancheng.web.office.inbox.folders import State
from tests.factories.cases import FLOOD
from tests.factories.county import COUNTY, FOLDER
from tests.web.office.conftest import signed_in

PATIENCE = 60


def text_of(response):
    return response.content.decode()


@pytest.fixture
def desk(own_county):
    """The administrator's browser, on a county of the test's own: imports run beside the requests."""
    return signed_in(own_county, "administrator")


@pytest.fixture
def workbook(own_county, tmp_path):
    """The list in force as a workbook, to be changed and sent back."""
    path = tmp_path / "sent" / "清单.xlsx"
    path.parent.mkdir()
    return importers.export_workbook(
        region_code=COUNTY, path=path, on=moments.day_of(moments.now())
    )


def changed(path, **cells):
    """The workbook with cells of the flood item's row changed: column title to value."""
    book = load_workbook(path)
    sheet = book["事项"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    rows = range(2, sheet.max_row + 1)
    row = next(row for row in rows if sheet.cell(row, titles["事项名称"]).value == FLOOD)
    for title, value in cells.items():
        sheet.cell(row, titles[title]).value = value
    book.save(path)
    return path.read_bytes()


def sent(client, *files, **more):
    parts = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post("/office/imports/", {"source": parts, "once": str(uuid4())} | more)


def settled(client, address):
    """The page of an upload once nobody is at work on it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answer = client.get(f"{address}progress/", headers={"HX-Request": "true"})
        if answer.status_code == 204:
            assert answer.headers["HX-Redirect"] == address
            return client.get(address)
        assert "progressbar" in text_of(answer)
        time.sleep(0.1)
    raise AssertionError("the import did not come to an end")


def uploaded(client, *files):
    answer = sent(client, *files)
    assert answer.status_code == 302, text_of(answer)
    return answer.url, settled(client, answer.url)


def applied(client, address, **wish):
    answer = client.post(f"{address}apply/", {"once": str(uuid4())} | wish)
    assert answer.status_code == 302
    return settled(client, address)


def test_the_same_list_changes_nothing(desk, workbook):
    _, page = uploaded(desk, ("清单.xlsx", workbook.read_bytes()))
    assert page.context["report"]["counts"]["unchanged"] == 418
    assert page.context["report"]["changes"] == []


def test_a_zip_of_the_county_s_csv_is_read(desk):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in FOLDER.glob("*.csv"):
            archive.write(path, f"ziyang/{path.name}")
    _, page = uploaded(desk, ("ziyang.zip", buffer.getvalue()))
    assert page.context["report"]["counts"]["unchanged"] == 418


def test_a_changed_list_is_previewed_then_imported_whole(desk, workbook):
    address, page = uploaded(desk, ("清单.xlsx", changed(workbook, 承诺时限="　７ ")))
    assert page.context["report"]["counts"]["changed"] == 1
    difference = desk.get(f"{address}changes/0/")
    assert "承诺时限" in text_of(difference)
    assert "没有要变的" not in text_of(page)
    page = applied(desk, address)
    assert "已导入" in text_of(page)
    run = queries.import_runs(region_code=COUNTY)[0]
    assert (run.applied, run.counts["changed"]) == (True, 1)
    report = desk.get(f"/office/imports/runs/{run.id}/")
    assert "没有问题" in text_of(report)
    assert "清单.xlsx" in text_of(desk.get("/office/imports/"))


def test_with_a_problem_nothing_is_imported_unless_in_quarantine(desk, workbook):
    content = changed(workbook, 实施部门="不存在的局")
    address, page = uploaded(desk, ("清单.xlsx", content))
    assert "没有“不存在的局”这个部门" in text_of(page)
    page = applied(desk, address)
    assert "没有导入，一行也没有写入" in text_of(page)
    assert not queries.import_runs(region_code=COUNTY)[0].applied
    page = applied(desk, address, quarantine="on")
    assert "已导入" in text_of(page)
    run = queries.import_runs(region_code=COUNTY)[0]
    assert (run.applied, run.quarantine, run.counts["held"]) == (True, True, 1)
    for file in (f"/office/imports/runs/{run.id}/problems.xlsx", f"{address}problems.xlsx"):
        book = load_workbook(io.BytesIO(desk.get(file).content))
        assert [cell.value for cell in book.active[2]][:4] == [
            "事项",
            141,
            "实施部门",
            "不存在的局",
        ]


def test_what_the_list_no_longer_names_is_retired_only_on_request(desk, workbook):
    book = load_workbook(workbook)
    for name in ("事项", "事项表单", "事项材料", "收费", "流程", "一件事"):
        sheet = book[name]
        for row in range(sheet.max_row, 1, -1):
            if "610119005000-" in " ".join(str(cell.value) for cell in sheet[row]):
                sheet.delete_rows(row)
    book.save(workbook)
    address, page = uploaded(desk, ("清单.xlsx", workbook.read_bytes()))
    assert "清单里没有的 1 个在用事项" in text_of(page)
    assert FLOOD in text_of(desk.get(f"{address}?kind=retired"))
    applied(desk, address, retire_missing="on")
    today = moments.day_of(moments.now())
    code = "610119005000-610924000000-000-11610924DM0000195W-1-00"
    item = queries.item_by_code(region_code=COUNTY, code=code)
    assert item is not None
    assert queries.edition_in_force(item_id=item.id, on=today) is None


def test_a_renamed_header_is_explained_once_and_remembered(desk, workbook):
    book = load_workbook(workbook)
    titles = {cell.value: cell for cell in book["事项"][1]}
    titles["承诺时限"].value = "对外承诺的天数"
    titles["事项名称"].value = "叫什么"
    book.save(workbook)
    content = workbook.read_bytes()
    address, page = uploaded(desk, ("清单.xlsx", content))
    assert not page.context["holds_items"]
    refused = desk.post(f"{address}apply/", {"retire_missing": "on", "quarantine": "on"})
    assert refused.status_code == 409
    fields = {line.header: line.field for line in page.context["headers"]}
    meant = {fields["对外承诺的天数"]: "promised_limit", fields["叫什么"]: "name"}
    desk.post(f"{address}headers/", meant | {"h99999": "name", fields["叫什么"] + "x": "name"})
    page = settled(desk, address)
    assert page.context["report"]["counts"]["unchanged"] == 418
    applied(desk, address)
    _, page = uploaded(desk, ("再来.xlsx", content))
    assert page.context["report"]["counts"]["unchanged"] == 418


def test_sending_the_same_form_twice_uploads_and_imports_once(desk, workbook):
    content, key = workbook.read_bytes(), str(uuid4())
    first = sent(desk, ("清单.xlsx", content), once=key)
    second = sent(desk, ("清单.xlsx", content), once=key)
    assert first.url == second.url
    settled(desk, first.url)
    assert len(folders.latest(region_code=COUNTY)) == 1
    runs = len(queries.import_runs(region_code=COUNTY))
    for _ in range(2):
        desk.post(f"{first.url}apply/", {"once": key})
    settled(desk, first.url)
    assert len(queries.import_runs(region_code=COUNTY)) == runs + 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.exe", b"MZ", "请上传一个 xlsx"),
        ("空.xlsx", b"", "空文件"),
        ("a.zip", b"PK", "打不开"),
    ],
)
def test_what_is_no_list_is_refused_at_the_field(admin, name, content, words):
    answer = sent(admin, (name, content))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert folders.latest(region_code=COUNTY) == []


def test_a_file_that_is_too_large_is_refused(admin, settings):
    settings.UPLOAD_LIMIT = 10_000
    answer = sent(admin, ("大.xlsx", b"0" * 20_000))
    assert answer.status_code == 422
    assert "超过" in text_of(answer)


@pytest.mark.parametrize(
    "content", [b"not a workbook", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04broken"]
)
def test_a_workbook_that_cannot_be_read_says_why_and_is_kept(desk, content):
    address, page = uploaded(desk, ("清单.xlsx", content))
    assert "这份清单读不了" in text_of(page)
    assert "重新读取" in text_of(page)
    desk.post(f"{address}discard/")
    assert desk.get(address).status_code == 404


def test_work_that_was_interrupted_says_so_and_begins_again(desk, workbook):
    address, _ = uploaded(desk, ("清单.xlsx", workbook.read_bytes()))
    upload = folders.latest(region_code=COUNTY)[0]
    folders.save(upload, state=State.APPLYING)
    page = desk.get(address)
    assert "处理到一半程序停了" in text_of(page)
    assert "中断了" in text_of(desk.get("/office/imports/"))
    assert "上传了还没有导入" in text_of(desk.get("/office/"))
    desk.post(f"{address}again/")
    assert settled(desk, address).context["report"]["counts"]["unchanged"] == 418


def test_an_upload_that_is_held_is_neither_read_again_nor_thrown_away(desk, workbook):
    address, _ = uploaded(desk, ("清单.xlsx", workbook.read_bytes()))
    upload = folders.latest(region_code=COUNTY)[0]
    with folders.held(upload) as mine:
        assert mine
        assert desk.post(f"{address}discard/").status_code == 409
        assert desk.post(f"{address}again/").status_code == 409
    assert upload.path.exists()


def test_an_error_nobody_thought_of_leaves_the_upload_and_a_sentence(desk, workbook, monkeypatch):
    address, _ = uploaded(desk, ("清单.xlsx", workbook.read_bytes()))

    def break_down(**_):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(work.importers, "apply", break_down)
        page = applied(desk, address)
    assert "程序出错，什么都没有写入" in text_of(page)
    assert "已导入" in text_of(applied(desk, address))


def test_the_uploads_of_another_county_are_not_found(admin, county):
    actor = county.in_role("administrator")
    upload = folders.begin(
        region_code="610921",
        name="别县.xlsx",
        by="别人",
        account_id=actor.account_id,
        post_id=actor.post_id,
        now=moments.now(),
    )
    upload = folders.save(upload, source="别县.xlsx")
    for tail in ("", "progress/", "problems.xlsx", "changes/0/"):
        assert admin.get(f"/office/imports/{upload.token}/{tail}").status_code == 404
    for tail in ("apply/", "discard/", "again/", "headers/"):
        assert admin.post(f"/office/imports/{upload.token}/{tail}").status_code == 404
    assert upload.folder.exists()


def test_a_broken_record_of_an_upload_is_passed_over(admin, tmp_path):
    folder = tmp_path / "imports" / COUNTY / "abc"
    folder.mkdir(parents=True)
    (folder / "upload.json").write_text(json.dumps({"token": "abc"}), encoding="utf-8")
    assert folders.latest(region_code=COUNTY) == []
    assert admin.get("/office/imports/abc/").status_code == 404
    assert admin.get("/office/imports/").status_code == 200


def test_uploads_of_last_month_are_forgotten_with_the_next(admin, county):
    actor = county.in_role("administrator")
    given = {"region_code": COUNTY, "by": "某人", "account_id": actor.account_id}
    given |= {"post_id": actor.post_id}
    old = folders.save(
        folders.begin(name="旧.xlsx", now=moments.now() - 2 * folders.KEPT, **given), source="x"
    )
    folders.begin(name="新.xlsx", now=moments.now(), **given)
    assert not old.folder.exists()


def test_a_supervisor_reads_the_preview_and_imports_nothing(desk, own_county, workbook):
    address, _ = uploaded(desk, ("清单.xlsx", workbook.read_bytes()))
    reader = signed_in(own_county, "supervisor")
    assert "确认导入" not in text_of(reader.get(address))
    assert reader.post(f"{address}apply/").status_code == 403
    assert sent(reader, ("清单.xlsx", workbook.read_bytes())).status_code == 403


def test_the_export_is_the_list_that_came_in(admin):
    with zipfile.ZipFile(io.BytesIO(admin.get("/office/export/list.zip").content)) as archive:
        assert archive.read("items.csv") == (FOLDER / "items.csv").read_bytes()
        assert len(archive.namelist()) == 8


def test_the_connection_of_the_request_is_left_open(desk, workbook):
    uploaded(desk, ("清单.xlsx", workbook.read_bytes()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
