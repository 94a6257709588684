"""In which post a person acts, and who may sit at a desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.urls import path

from quancheng.identity.queries import UnableToActInPost
from quancheng.identity.rules import Role
from quancheng.web.ui import posts
from quancheng.web.ui.posts import at_desk
from tests.factories.county import PASSWORD
from tests.web.ui import addresses


@at_desk(Role.COUNTER)
def counter(request):
    """A desk for counter staff."""
    return HttpResponse(f"{request.actor.name} {request.scope.counter}")


@at_desk()
def anyone(request):
    """A desk for every post."""
    return HttpResponse(request.actor.role.value)


handler403, handler404 = addresses.handler403, addresses.handler404
urlpatterns = [
    path("counter", counter),
    path("anyone", anyone),
    *addresses.urlpatterns,
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def _static_folder():
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def counters(settings):
    """Counters of attempts in the memory of this process: the copied county has no cache table."""
    settings.CACHES = {
        name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
        for name in settings.CACHES
    }


@pytest.fixture
def signed_in(client, staff):
    """A browser in which the holder of an actor's post has logged in."""

    def sign_in(actor):
        account = get_user_model().objects.get(pk=actor.account_id)
        client.force_login(account)
        return client

    return sign_in


def test_counter_staff_sit_at_the_counter(signed_in, staff):
    actor = staff.at_counter("W06")
    answer = signed_in(actor).get("/counter")
    assert answer.content.decode() == f"{actor.name} W06"


def test_a_visitor_is_sent_to_the_login_and_back(client, staff):
    answer = client.get("/counter")
    assert answer.status_code == 302
    assert answer["Location"] == "/login/?next=/counter"


def test_another_post_is_told_who_sits_there(signed_in, staff):
    answer = signed_in(staff.in_role("examiner")).get("/counter")
    assert answer.status_code == 403
    assert "这一页由窗口人员使用" in answer.content.decode()


def test_a_post_that_signs_needs_the_second_factor_outside_the_demonstration(
    signed_in, staff, settings
):
    browser = signed_in(staff.in_role("head"))
    answer = browser.get("/anyone")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/2fa/totp/activate/?next=")
    settings.DEMO = True
    assert browser.get("/anyone").content.decode() == "head"


def test_the_shell_names_the_person_and_the_post(signed_in, staff):
    actor = staff.at_counter("W06")
    page = signed_in(actor).get("/ui/accessibility").content.decode()
    assert actor.name.removesuffix("（演示）") in page


def test_a_part_asked_for_without_a_login_is_refused_and_never_a_login_page(client, staff):
    answer = client.post("/anyone", headers={"HX-Request": "true", "HX-Target": "form"})
    assert answer.status_code == 401
    assert answer["HX-Reswap"] == "none"
    said = answer.content.decode()
    assert "登录已过期" in said
    assert "<form" not in said
    assert client.get("/anyone").status_code == 302


def test_a_person_cannot_take_a_foreign_post(signed_in, staff):
    browser = signed_in(staff.at_counter("W06"))
    foreign = staff.in_role("head").post_id
    assert browser.post("/ui/post", {"post": str(foreign)}).status_code == 403
    for bad in ("", "abc", "9" * 40, "-1", "１"):
        assert browser.post("/ui/post", {"post": bad}).status_code == 409


def test_a_person_switches_between_his_own_posts(signed_in, staff):
    actor = staff.at_counter("W06")
    browser = signed_in(actor)
    answer = browser.post("/ui/post", {"post": str(actor.post_id)})
    assert answer.status_code == 302
    assert browser.session[posts.SESSION_KEY] == actor.post_id


def test_the_desk_of_a_post_is_found_by_its_role(signed_in, staff):
    assert signed_in(staff.at_counter("W06")).get("/desk/").status_code == 302


def test_a_person_without_a_post_cannot_act(rf, staff):
    request = rf.get("/")
    request.user = get_user_model()()
    request.session = {}
    assert posts.posts_of(request) == ()
    with pytest.raises(UnableToActInPost):
        posts.actor_of(request)
    assert posts.desk_home(request) == "/"


@pytest.mark.parametrize(
    "page",
    ["/signup/", "/password/reset/", "/password/reset/done/", "/inactive/", "/login/"],
)
def test_every_page_of_the_entrance_is_drawn_for_a_visitor(client, staff, page):
    answer = client.get(page)
    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize(
    "page", ["/password/change/", "/logout/", "/reauthenticate/", "/2fa/", "/ui/offline"]
)
def test_every_page_of_the_account_is_drawn_for_staff(signed_in, staff, page):
    answer = signed_in(staff.at_counter("W06")).get(page)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_staff_log_in_with_their_number(client, staff, counters):
    number = get_user_model().objects.get(pk=staff.at_counter("W06").account_id).username
    page = client.get("/login/").content.decode()
    assert "工号" in page
    bad = client.post("/login/", {"login": number, "password": "wrong-password"})
    assert bad.status_code == 200
    assert "data-errors" in bad.content.decode()
    good = client.post("/login/", {"login": number, "password": PASSWORD})
    assert good.status_code == 302


def test_the_second_factor_is_set_up_with_its_recovery_codes(signed_in, staff, counters):
    browser = signed_in(staff.in_role("head"))
    browser.post("/reauthenticate/", {"password": PASSWORD})
    page = browser.get("/2fa/totp/activate/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    done = browser.post("/2fa/totp/activate/", {"code": code}, follow=True)
    assert "备用码" in done.content.decode()
    for address in ("/2fa/", "/2fa/recovery-codes/generate/", "/2fa/totp/deactivate/"):
        assert browser.get(address).status_code == 200
    assert browser.get("/anyone").content.decode() == "head"
