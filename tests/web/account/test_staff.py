"""The staff pages: registering, appointing, deputies, ending, passwords."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from quancheng.identity import queries as identity
from quancheng.identity.rules import Role
from quancheng.kernel.moments import day_of, now
from tests.factories.county import COUNTY, PASSWORD, Staff
from tests.web.account.conftest import post_of, text_of

NEW = {"username": "Z9001", "name": "𠮷小满", "region": COUNTY, "password": "Zy-window-2026!"}


def _registered(admin: Client, **changes: str) -> None:
    answer = admin.post(reverse("staff:register"), {**NEW, **changes})
    assert answer.status_code == 302, text_of(answer)


def _appointed(admin: Client, **changes: str) -> int:
    answer = admin.post(
        reverse("staff:appoint"),
        {
            "username": NEW["username"],
            "role": "counter",
            "region": COUNTY,
            "counter": "w06",
            "valid_from": day_of(now()).isoformat(),
            **changes,
        },
    )
    assert answer.status_code == 302, text_of(answer)
    return int(answer["Location"].rstrip("/").rsplit("/", 1)[1])


def test_a_registered_person_is_appointed_next_and_found_by_name(admin: Client) -> None:
    answer = admin.post(reverse("staff:register"), NEW)
    assert answer["Location"] == reverse("staff:appoint") + "?username=Z9001"
    assert "Z9001" in text_of(admin.get(answer["Location"]))
    post_id = _appointed(admin)
    page = text_of(admin.get(reverse("staff:post", args=[post_id])))
    assert "𠮷小满" in page
    assert "W06" in page
    assert "𠮷小满" in text_of(admin.get(reverse("staff:list"), {"q": "Z9001"}))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"password": "short"}, "至少"),
        ({"username": ""}, "请填写"),
        ({"region": "440300"}, "请从列出的选项中选择"),
    ],
)
def test_a_wrong_registration_says_what_to_do_and_registers_nobody(
    admin: Client, changes: dict[str, str], sentence: str
) -> None:
    answer = admin.post(reverse("staff:register"), {**NEW, **changes})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert NEW["password"] not in text_of(answer)
    assert identity.accounts_named(region_code=COUNTY, search="Z9001") == ()


def test_an_employee_number_is_given_once(admin: Client) -> None:
    _registered(admin)
    answer = admin.post(reverse("staff:register"), NEW)
    assert answer.status_code == 422
    assert "Z9001" in text_of(answer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "NOBODY"}, "没有工号为“NOBODY”的账号"),
        ({"counter": ""}, "窗口"),
        ({"role": "examiner"}, "部门"),
        ({"valid_from": "2026-02-31"}, "日期"),
    ],
)
def test_a_wrong_appointment_says_what_is_missing(
    admin: Client, changes: dict[str, str], sentence: str
) -> None:
    _registered(admin)
    given = {"username": "Z9001", "role": "counter", "region": COUNTY, "counter": "W06"}
    given |= {"valid_from": day_of(now()).isoformat(), **changes}
    answer = admin.post(reverse("staff:appoint"), given)
    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_a_deputy_has_the_counter_of_the_post(admin: Client, county: Staff) -> None:
    _registered(admin)
    principal = post_of(county, Role.COUNTER, counter="W06")
    answer = admin.post(
        reverse("staff:deputy", args=[principal.id]),
        {"username": "Z9001", "valid_from": day_of(now()).isoformat()},
    )
    assert answer.status_code == 302
    page = text_of(admin.get(answer["Location"]))
    assert "𠮷小满" in page
    again = admin.post(
        reverse("staff:deputy", args=[principal.id]),
        {"username": principal.username, "valid_from": day_of(now()).isoformat()},
    )
    assert "不能替代自己" in text_of(again)


def test_a_post_ends_on_its_last_day_and_not_twice(admin: Client) -> None:
    _registered(admin)
    post_id = _appointed(admin)
    wrong = admin.post(reverse("staff:end", args=[post_id]), {"last_day": ""})
    assert wrong.status_code == 422
    today = day_of(now()).isoformat()
    done = admin.post(reverse("staff:end", args=[post_id]), {"last_day": today}, follow=True)
    assert "已登记离任" in text_of(done)
    again = admin.post(reverse("staff:end", args=[post_id]), {"last_day": today})
    assert "不需要再次结束" in text_of(again)


def test_a_new_password_logs_the_colleague_out_and_works(admin: Client) -> None:
    _registered(admin)
    post_id = _appointed(admin)
    colleague = Client()
    login = reverse("account_login")
    colleague.post(login, {"login": "Z9001", "password": NEW["password"]})
    assert colleague.get(reverse("account:security")).status_code == 200
    weak = admin.post(reverse("staff:password", args=[post_id]), {"password": "12345678"})
    assert weak.status_code == 422
    done = admin.post(reverse("staff:password", args=[post_id]), {"password": "Other-pass-77"})
    assert done.status_code == 302
    assert colleague.get(reverse("account:security")).status_code == 302
    colleague.post(login, {"login": "Z9001", "password": "Other-pass-77"})
    assert colleague.get(reverse("account:security")).status_code == 200


def test_a_closed_account_cannot_log_in_any_more(admin: Client) -> None:
    _registered(admin)
    post_id = _appointed(admin)
    closed = admin.post(reverse("staff:close", args=[post_id]), follow=True)
    assert "已停用𠮷小满的账号" in text_of(closed)
    colleague = Client()
    colleague.post(reverse("account_login"), {"login": "Z9001", "password": NEW["password"]})
    assert colleague.get(reverse("account:security")).status_code == 302


def test_only_the_administrator_changes_the_staff(
    sign_in: Callable[..., Client], county: Staff
) -> None:
    counter = sign_in(Role.COUNTER)
    for name in ("register", "appoint"):
        assert counter.post(reverse(f"staff:{name}"), {}).status_code == 403
    principal = post_of(county, Role.COUNTER, counter="W06")
    head = sign_in(Role.HEAD)
    assert head.post(reverse("staff:end", args=[principal.id]), {}).status_code == 403


def test_the_list_of_the_staff_does_not_ask_more_for_more_people(
    admin: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    admin.get(reverse("staff:list"))
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page = text_of(admin.get(reverse("staff:list")))
    assert "没有符合条件" in text_of(admin.get(reverse("staff:list"), {"q": "查无此人"}))
    assert "下一页" in page
    assert PASSWORD not in page
