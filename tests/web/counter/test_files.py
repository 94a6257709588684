"""Files from anywhere: what may not come in is refused with a sentence, and never with a crash."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quancheng.web.counter import phone_ticket
from tests.factories import cases
from tests.web.counter.intakes import draft_url, opened, person, typed
from tests.web.counter.pictures import JPEG, PNG

HTMX = {"HX-Request": "true", "HX-Target": "materials"}


@pytest.fixture
def food(county):
    return cases.guide_named(cases.FOOD)


@pytest.fixture
def token(clerk, food):
    return opened(clerk, food)


def send(client, token, name, content, material):
    return client.post(
        reverse("counter:upload", args=[token]),
        {"material": material, "files": SimpleUploadedFile(name, content)},
        headers=HTMX,
    )


def bomb():
    """A docx that unpacks to a thousand times its size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return out.getvalue()


def test_a_picture_is_stored_shown_and_taken_off_again(clerk, food, token):
    code = food.materials[0].code
    answer = send(clerk, token, "平面图.png", PNG, code)
    assert answer.status_code == 200
    assert "平面图.png" in answer.content.decode()
    assert 'class="ok"' in answer.content.decode()
    line = clerk.get(draft_url(token)).context["page"].materials.lines[0]
    shown = clerk.get(line.files[0].url)
    assert b"".join(shown.streaming_content) == PNG
    assert "sandbox" in shown["Content-Security-Policy"]
    thumb = clerk.get(line.files[0].thumb)
    assert thumb.content.startswith(b"\xff\xd8")
    clerk.post(line.files[0].remove)
    assert clerk.get(line.files[0].url).status_code == 404
    assert clerk.get(line.files[0].thumb).status_code == 404


def test_a_file_follows_its_case(clerk, food, token):
    send(clerk, token, "执照.jpg", JPEG, food.materials[1].code)
    sent = clerk.post(draft_url(token), typed(food, person("organisation")))
    page = clerk.get(sent["Location"]).context["page"]
    file = next(line for line in page.materials if line.files).files[0]
    answer = clerk.get(file.url)
    assert b"".join(answer.streaming_content) == JPEG
    assert answer["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.pdf", b"", "空"),
        ("照片.jpg", b"MZ\x90\x00" + b"\x00" * 400, "程序文件"),
        ("说明.docx", bomb(), ""),
        ("大.png", PNG + b"\x00" * (21 * 1024 * 1024), "文件太大"),
    ],
)
def test_what_may_not_come_in_is_refused_with_a_sentence(
    *, clerk, food, token, name, content, words
):
    answer = send(clerk, token, name, content, food.materials[0].code)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert clerk.get(draft_url(token)).context["page"].materials.lines[0].files == ()


def test_a_name_of_three_hundred_characters_is_shortened(clerk, food, token):
    answer = send(clerk, token, "图" * 300 + ".png", PNG, food.materials[0].code)
    assert answer.status_code == 200
    kept = clerk.get(draft_url(token)).context["page"].materials.lines[0].files[0].name
    assert len(kept) <= 130
    assert kept.endswith(".png")


def test_a_request_far_over_every_limit_is_not_read_to_its_end(clerk, food, token, settings):
    settings.UPLOAD_LIMIT = 100_000
    boundary = "frontier"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.bin"\r\n\r\n'
    ).encode()
    body = head + b"x" * 3_000_000 + f"\r\n--{boundary}--\r\n".encode()
    answer = clerk.post(
        reverse("counter:upload", args=[token]),
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
    )
    assert answer.status_code == 422
    assert "文件太大" in answer.content.decode()


def test_a_material_of_another_item_takes_no_file(clerk, token):
    assert send(clerk, token, "a.png", PNG, "M999").status_code == 422
    assert clerk.post(reverse("counter:upload", args=[token])).status_code == 422


def test_a_material_takes_twenty_files_and_no_more(clerk, food, token):
    code = food.materials[0].code
    files = [SimpleUploadedFile(f"{i}.png", PNG) for i in range(21)]
    answer = clerk.post(reverse("counter:upload", args=[token]), {"material": code, "files": files})
    assert answer.status_code == 422
    assert "最多 20 个文件" in answer.content.decode()


def test_the_scanner_s_folder_is_emptied_into_a_material(clerk, food, token, tmp_path):
    folder = tmp_path / "scan" / "W06"
    folder.mkdir(parents=True)
    (folder / "扫描1.png").write_bytes(PNG)
    (folder / ".hidden.png").write_bytes(PNG)
    tray = clerk.get(reverse("counter:tray", args=[token]), {"material": food.materials[0].code})
    assert "扫描1.png" in tray.content.decode()
    assert ".hidden" not in tray.content.decode()
    scan = reverse("counter:scan", args=[token])
    code = food.materials[0].code
    assert clerk.post(scan, {"material": code, "name": "../../secret"}).status_code == 404
    assert clerk.post(scan, {"material": code, "name": "扫描1.png"}).status_code == 302
    assert not (folder / "扫描1.png").exists()
    assert clerk.get(draft_url(token)).context["page"].materials.lines[0].files


def test_an_empty_folder_says_where_the_scanner_should_write(clerk, token):
    page = clerk.get(reverse("counter:tray", args=[token])).content.decode()
    assert "文件夹里还没有新的扫描件" in page


def ticket_of(county, token, material):
    return phone_ticket.issue(actor=county.at_counter("W06"), token=token, material=material)


def test_a_phone_adds_files_to_one_material_without_logging_in(county, clerk, food, token):
    code = food.materials[2].code
    address = reverse("counter:phone", args=[ticket_of(county, token, code)])
    phone = Client()
    page = phone.get(address).content.decode()
    assert food.materials[2].name in page
    seen = clerk.get(reverse("counter:tray", args=[token]), {"kind": "phone", "seen": "0"})
    assert seen.status_code == 204
    sent = phone.post(address, {"files": SimpleUploadedFile("IMG.jpg", JPEG)})
    assert sent.status_code == 302
    assert "已收到" in phone.get(address).content.decode()
    changed = clerk.get(reverse("counter:tray", args=[token]), {"kind": "phone", "seen": "0"})
    assert changed["HX-Trigger"] == "counter:files"
    lines = clerk.get(draft_url(token)).context["page"].materials.lines
    assert [bool(line.files) for line in lines][:3] == [False, False, True]
    bad = phone.post(address, {"files": SimpleUploadedFile("x.jpg", b"MZ" * 50)})
    assert bad.status_code == 422


def test_a_ticket_runs_out_and_cannot_be_forged(county, food, token, monkeypatch):
    ticket = ticket_of(county, token, food.materials[0].code)
    phone = Client()
    assert phone.get(reverse("counter:phone", args=[ticket[:-2] + "xx"])).status_code == 410
    odd = signing.dumps({"other": 1}, salt=phone_ticket.SALT)
    assert phone.get(reverse("counter:phone", args=[odd])).status_code == 410
    monkeypatch.setattr(phone_ticket, "MINUTES", -1)
    late = phone.get(reverse("counter:phone", args=[ticket]))
    assert late.status_code == 410
    assert "已过期" in late.content.decode()


def test_a_phone_cannot_add_to_a_case(county, clerk, food, token):
    ticket = ticket_of(county, token, food.materials[0].code)
    clerk.post(draft_url(token), typed(food, person("organisation")))
    sent = Client().post(
        reverse("counter:phone", args=[ticket]), {"files": SimpleUploadedFile("a.jpg", JPEG)}
    )
    assert sent.status_code == 422
    assert "已经收件" in sent.content.decode()


def test_a_visit_by_address_changes_no_file(clerk, token):
    for name in ("upload", "scan", "save", "recall", "discard"):
        assert clerk.get(reverse(f"counter:{name}", args=[token])).status_code == 302
    assert clerk.get(reverse("counter:remove", args=[token, 1])).status_code == 302
    assert clerk.get(reverse("counter:open")).status_code == 302


def test_the_scanner_s_folder_belongs_to_the_counter(settings, tmp_path):
    from quancheng.web.counter.shelf import scan_folder

    settings.HOME = tmp_path
    assert scan_folder("W06") == tmp_path / "scan" / "W06"
    assert scan_folder("../x") == Path(tmp_path) / "scan" / "none"
