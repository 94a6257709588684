"""Logging in: lock-out, no sign-up, sealed second factors, sessions that end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from django.contrib.auth import SESSION_KEY, get_user_model
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from quancheng.identity.operations import register_account
from quancheng.kernel import moments
from quancheng.regions.operations import load_regions
from quancheng.web.session_limits import SessionLimitsMiddleware

PASSWORD = "紫阳-Gate-4711"
pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> int:
    load_regions([{"code": "610900", "name": "安康市", "level": "city", "parent_code": ""}])
    return register_account(
        username="W001", name="陈小满", region_code="610900", now=moments.now(), password=PASSWORD
    )


@pytest.fixture
def visit(rf: RequestFactory) -> HttpRequest:
    from django.contrib.sessions.backends.db import SessionStore

    request = rf.post("/accounts/login/")
    request.session = SessionStore()
    return request


def attempt(request: HttpRequest, password: str) -> object:
    return get_adapter().authenticate(request, username="W001", password=password)


def test_the_right_password_opens(account: int, visit: HttpRequest) -> None:
    found = attempt(visit, PASSWORD)
    assert getattr(found, "pk", None) == account


def test_a_name_locks_after_five_wrong_passwords(account: int, visit: HttpRequest) -> None:
    for _ in range(5):
        assert attempt(visit, "wrong") is None
    with pytest.raises(ValidationError, match="锁定"):
        attempt(visit, PASSWORD)


def test_a_good_password_ends_the_count(account: int, visit: HttpRequest) -> None:
    for _ in range(4):
        attempt(visit, "wrong")
    assert attempt(visit, PASSWORD) is not None
    for _ in range(4):
        attempt(visit, "wrong")
    assert attempt(visit, PASSWORD) is not None


def test_nobody_signs_up(visit: HttpRequest) -> None:
    assert get_adapter().is_open_for_signup(visit) is False


def test_the_secret_of_a_second_factor_is_sealed() -> None:
    adapter = get_mfa_adapter()
    sealed = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert sealed != adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert adapter.decrypt(sealed) == "JBSWY3DPEHPK3PXP"


class Day:
    """A clock that the test turns, in front of the session limits."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, client: Client, account: int) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=moments.SHANGHAI)
        monkeypatch.setattr(moments, "now", lambda: self.now)
        client.force_login(
            get_user_model().objects.get(pk=account),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        self.session = client.session
        self.account = account

    def is_logged_in_after(self, later: timedelta) -> bool:
        self.now += later
        request = HttpRequest()
        request.session = self.session
        request.user = get_user_model().objects.get(pk=self.account)
        SessionLimitsMiddleware(lambda _request: HttpResponse())(request)
        return SESSION_KEY in request.session


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch, client: Client, account: int) -> Day:
    return Day(monkeypatch, client, account)


def test_a_person_at_work_stays_logged_in(day: Day) -> None:
    assert all(day.is_logged_in_after(timedelta(minutes=29)) for _ in range(20))


def test_half_an_hour_without_a_request_ends_the_session(day: Day) -> None:
    assert day.is_logged_in_after(timedelta(0))
    assert not day.is_logged_in_after(timedelta(minutes=31))


def test_a_working_day_ends_the_session_in_any_case(day: Day) -> None:
    stayed = [day.is_logged_in_after(timedelta(minutes=20)) for _ in range(37)]
    assert stayed[:36] == [True] * 36
    assert not day.is_logged_in_after(timedelta(minutes=20))


def test_the_session_is_written_at_most_once_a_minute(day: Day) -> None:
    day.is_logged_in_after(timedelta(0))
    day.session.modified = False
    day.is_logged_in_after(timedelta(seconds=59))
    assert day.session.modified is False
    day.is_logged_in_after(timedelta(seconds=2))
    assert day.session.modified is True


def test_a_visitor_has_no_session(client: Client, unlimited: Callable[..., HttpRequest]) -> None:
    assert SESSION_KEY not in unlimited().session


@pytest.fixture
def unlimited(rf: RequestFactory) -> Callable[..., HttpRequest]:
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.sessions.backends.db import SessionStore

    def visit() -> HttpRequest:
        request = rf.get("/")
        request.user = AnonymousUser()
        request.session = SessionStore()
        SessionLimitsMiddleware(lambda _request: HttpResponse())(request)
        return request

    return visit


def test_a_forgotten_password_is_the_administrator_s_to_set(client: Client) -> None:
    page = client.get("/accounts/password/reset/").content.decode()
    assert "中心管理员" in page
    assert "<input" not in page
    assert "不用注册" in client.get("/accounts/signup/").content.decode()


def test_a_wrong_password_says_what_to_do(client: Client, account: int) -> None:
    answer = client.post("/accounts/login/", {"login": "W001", "password": "wrong"})
    said = answer.content.decode()
    assert "工号或密码不对，请重新输入" in said


def test_the_pages_of_one_s_own_password_speak_plainly(client: Client, account: int) -> None:
    client.force_login(
        get_user_model().objects.get(pk=account),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    change = client.get("/accounts/password/change/").content.decode()
    assert "现在的密码" in change
    assert "再输一次新密码" in change
    again = client.get("/accounts/reauthenticate/").content.decode()
    assert "登录密码" in again
    assert "忘记密码" not in again + change


def test_an_unknown_page_offers_a_desk_only_to_who_has_a_session(client: Client) -> None:
    assert "回工作台" not in client.get("/nothing/").content.decode()
    client.cookies["sessionid"] = "x"
    assert "回工作台" in client.get("/nothing/").content.decode()
