"""One's own account: posts, absences, log-in safety."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from quancheng.identity.rules import Role
from quancheng.kernel.moments import day_of, now
from tests.factories.county import PASSWORD, Staff
from tests.web.account.conftest import post_of, text_of


def _absence(post_id: int, **changes: str) -> dict[str, str]:
    today = day_of(now()).isoformat()
    given = {"post": str(post_id), "from_day": today, "to_day": today, "reason": "病假"}
    return given | changes


def test_ones_posts_are_listed_with_the_one_in_use(sign_in: Callable[..., Client]) -> None:
    page = text_of(sign_in(Role.EXAMINER).get(reverse("account:post")))
    assert "正在使用" in page


def test_a_visitor_is_asked_to_log_in() -> None:
    for name in ("post", "absence", "security"):
        answer = Client().get(reverse(f"account:{name}"))
        assert answer.status_code == 302
        assert reverse("account_login") in answer["Location"]


def test_an_absence_hands_the_work_to_the_deputy_and_is_taken_back(
    sign_in: Callable[..., Client], county: Staff
) -> None:
    post = post_of(county, Role.EXAMINER)
    browser = sign_in(Role.EXAMINER)
    entered = browser.post(reverse("account:absence"), _absence(post.id), follow=True)
    assert "请假" in text_of(entered)
    assert "请假中" in text_of(entered)
    twice = browser.post(reverse("account:absence"), _absence(post.id))
    assert "已" in text_of(twice)
    ending = re.search(r'action="(/account/absence/\d+/end/)"', text_of(entered))
    assert ending is not None
    ended = browser.post(ending[1], follow=True)
    assert "已结束请假" in text_of(ended)
    assert "没有请假" in text_of(browser.get(reverse("account:absence")))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"to_day": "2020-01-01"}, "早于"),
        ({"reason": "心情"}, "请从列出的选项中选择"),
        ({"from_day": "明天"}, "日期"),
    ],
)
def test_a_wrong_absence_is_refused_in_words(
    sign_in: Callable[..., Client], county: Staff, changes: dict[str, str], sentence: str
) -> None:
    post = post_of(county, Role.EXAMINER)
    answer = sign_in(Role.EXAMINER).post(reverse("account:absence"), _absence(post.id, **changes))
    assert sentence in text_of(answer)
    assert "请假中" not in text_of(answer)


def test_nobody_enters_an_absence_for_a_stranger(
    sign_in: Callable[..., Client], county: Staff
) -> None:
    stranger = post_of(county, Role.COUNTER, counter="W06")
    answer = sign_in(Role.EXAMINER).post(reverse("account:absence"), _absence(stranger.id))
    assert "请从列出的选项中选择" in text_of(answer)


def test_an_administrator_enters_an_absence_for_a_colleague_he_names(
    admin: Client, county: Staff
) -> None:
    colleague = post_of(county, Role.COUNTER, counter="W06")
    address = reverse("account:absence") + f"?post={colleague.id}"
    entered = admin.post(address, _absence(colleague.id), follow=True)
    assert colleague.name in text_of(entered)


def test_a_role_that_needs_a_second_factor_is_told_so(
    sign_in: Callable[..., Client],
) -> None:
    page = text_of(sign_in(Role.APPROVER).get(reverse("account:security")))
    assert "请绑定动态验证码" in page
    assert "请绑定动态验证码" not in text_of(sign_in(Role.COUNTER).get(reverse("account:security")))


def test_one_logs_oneself_out_everywhere_else(county: Staff) -> None:
    post = post_of(county, Role.COUNTER, counter="W06")
    here, there = Client(), Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone)")
    for browser in (there, here):
        browser.post(reverse("account_login"), {"login": post.username, "password": PASSWORD})
        browser.get(reverse("account:security"))
    page = text_of(here.get(reverse("account:security")))
    assert "苹果手机" in page
    done = here.post(reverse("account:end-sessions"), follow=True)
    assert "已退出 1 处登录" in text_of(done)
    assert there.get(reverse("account:security")).status_code == 302
    none = here.post(reverse("account:end-sessions"), {"session": "9" * 30}, follow=True)
    assert "没有其他登录需要退出" in text_of(none)
