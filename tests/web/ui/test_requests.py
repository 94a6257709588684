"""What happens to every request: number, clean address, sentences, error pages, reading preferences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import path

from quancheng.kernel.errors import UnableTo, UnableToFind, UnableToPermit
from quancheng.web.ui import errors
from tests.web.ui import addresses


class UnableToTest(UnableTo):
    """An error of this test."""


def _raise(error):
    def view(request):
        raise error

    return view


handler400, handler403 = addresses.handler400, addresses.handler403
handler404, handler500 = addresses.handler404, addresses.handler500
urlpatterns = [
    path("plain", lambda request: HttpResponse("ok")),
    path("stuck", _raise(UnableToTest("这件事现在办不了。请明天再来。"))),
    path("gone", _raise(UnableToFind("没有这件东西。请检查编号。"))),
    path("closed", _raise(UnableToPermit("您的岗位不能办。请切换岗位。"))),
    path("denied", _raise(PermissionDenied())),
    path("api/x", _raise(UnableToTest("接口自己回答。"))),
    path("broken", _raise(RuntimeError("secret detail"))),
    path("busy", errors.too_many),
    *addresses.urlpatterns,
]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def _static_folder():
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def visitor(client):
    """A browser that shows error pages."""
    client.raise_request_exception = False
    return client


def test_every_answer_carries_its_number(visitor):
    own = visitor.get("/plain")["X-Request-ID"]
    assert len(own) == 32
    assert visitor.get("/plain", headers={"X-Request-ID": "proxy-12345678"})["X-Request-ID"] == (
        "proxy-12345678"
    )
    assert "<" not in visitor.get("/plain", headers={"X-Request-ID": "<bad>"})["X-Request-ID"]


@pytest.mark.parametrize(
    "address", ["/plain?q=%00", "/plain?q=a%00b", "/plain?q=" + "x" * 5000, "/pl%00ain"]
)
def test_an_address_no_table_can_be_asked_for_is_refused(visitor, address):
    answer = visitor.get(address)
    assert answer.status_code == 400
    assert "读不懂" in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/stuck", 409, "这件事现在办不了"),
        ("/gone", 404, "没有这件东西"),
        ("/closed", 403, "您的岗位不能办"),
        ("/denied", 403, "您现在不能看这一页"),
        ("/nowhere", 404, "没有找到这一页"),
        ("/broken", 500, "系统出了问题"),
        ("/busy", 429, "操作太频繁"),
    ],
)
def test_an_error_says_what_happened_and_what_to_do(visitor, address, status, words):
    answer = visitor.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "请" in page
    assert "secret" not in page


def test_the_page_of_an_error_shows_the_number_of_the_request(visitor):
    answer = visitor.get("/broken")
    assert answer["X-Request-ID"] in answer.content.decode()


def test_a_stale_form_is_told_in_words(rf):
    answer = errors.csrf_failed(rf.post("/"), reason="missing")
    assert answer.status_code == 403
    assert "刷新" in answer.content.decode()


def test_the_api_answers_its_own_errors(visitor):
    assert "这一步没有办成" not in visitor.get("/api/x").content.decode()


def test_large_print_is_a_cookie_and_leads_back(visitor):
    answer = visitor.get("/ui/large?next=/ui/accessibility")
    assert answer["Location"] == "/ui/accessibility"
    assert "q-large" in visitor.get("/ui/accessibility").content.decode()
    assert "q-large" in visitor.get("/nowhere").content.decode()
    visitor.get("/ui/large?next=/ui/accessibility")
    assert "q-large" not in visitor.get("/ui/accessibility").content.decode()


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", ""])
def test_large_print_never_leads_elsewhere(visitor, away):
    assert visitor.get(f"/ui/large?next={away}")["Location"] == "/"


def test_the_desk_asks_a_visitor_to_log_in(visitor):
    answer = visitor.get("/desk/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/")
    assert visitor.post("/ui/post", {"post": "1"}).status_code == 302


def test_the_shell_can_be_installed(visitor):
    manifest = json.loads(visitor.get("/manifest.webmanifest").content)
    assert manifest["start_url"] == "/desk/"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"any", "192x192", "512x512"}
    worker = visitor.get("/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "/ui/offline" in worker.content.decode()
    assert "tokens" in worker.content.decode()


def test_the_entrance_speaks_chinese(visitor):
    page = visitor.get("/login/").content.decode()
    assert "工作人员登录" in page
    assert "Sign In" not in page


def test_the_portal_frame_is_light(visitor):
    page = visitor.get("/ui/accessibility").content.decode()
    assert "tabler" not in page
    assert "htmx" not in page
    assert "style=" not in page
    assert "无障碍说明" in page
