"""联办 in a real browser: the parent with its children, a child, and what the applicant sees."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(own_county, monkeypatch, settings):
    """The address of a server of the county on 24 February 2026, 10:24."""
    from quancheng.kernel import moments
    from tests.factories.review import at

    settings.DEMO = True
    monkeypatch.setattr(moments, "now", lambda: at(2, 24, 10, 24))
    caches["process"].clear()
    server = LiveServer("localhost")
    yield server.url
    server.stop()
    caches["process"].clear()


@pytest.fixture
def family(own_county, desk):
    """A parent before its decision; one child granted, one stopped, one that is not waited for."""
    from tests.factories import cases, review
    from tests.factories.joint import FIRE, JOINT, joined

    at = review.at(2, 11)
    parent = cases.accepted(own_county, cases.guide_named(JOINT), now=at)
    fire = cases.accepted(own_county, cases.guide_named(FIRE), now=at)
    flood = cases.accepted(own_county, cases.guide_named(cases.FLOOD), now=at, counter="W13")
    other = cases.accepted(own_county, cases.guide_named(FIRE), now=review.at(2, 12))
    for child in (fire, flood, other):
        joined(own_county, parent, child, required=child != other, now=review.at(2, 13))
    now = review.at(2, 14)
    cases.decided(own_county, cases.examined(own_county, cases.read(fire.number), now=now), now=now)
    review.stopped(own_county, cases.read(flood.number), now=now)
    parent = cases.examined(own_county, cases.read(parent.number), now=now)
    return parent, cases.read(fire.number), cases.read(flood.number)


@pytest.fixture
def sit(desk, own_county, new_page):
    """Open a browser in which somebody has logged in."""

    def open_for(actor, *, width):
        from django.contrib.auth import get_user_model

        client = Client()
        client.force_login(get_user_model().objects.get(pk=actor.account_id))
        page = new_page(width=width)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "path": "/"}
        page.context.add_cookies([{**cookie, "domain": urlsplit(desk).hostname}])
        return page

    return open_for


@pytest.mark.parametrize("width", [1440, 360])
def test_the_desk_shows_the_children_and_why_the_parent_waits(
    *, family, own_county, desk, sit, shot, check_accessible, width
):
    from tests.factories import cases
    from tests.factories.joint import JOINT

    parent, fire, flood = family
    head = sit(cases.person_for(own_county, parent), width=width)
    head.goto(f"{desk}/review/cases/{parent.number}/")
    assert head.locator("#joint-h", has_text="还差 1 件未办结").is_visible()
    assert head.get_by_text("主件不能先结束").is_visible()
    assert head.get_by_text("准予", exact=True).count() == 0
    shot(head, "06-review-joint-parent")
    check_accessible(head)
    head.locator(".rv-joint summary", has_text="并入子件").click()
    head.get_by_label("子件编号").fill(fire.number)
    head.get_by_role("button", name="并入", exact=True).click()
    assert head.get_by_role("alert").get_by_text("已经是这件的子件").is_visible()
    shot(head, "06-review-joint-refused")
    check_accessible(head)
    head.goto(f"{desk}/review/cases/{parent.number}/proof/")
    assert head.locator(".q-parts tbody tr").count() == 3
    shot(head, "07-proof-sheet-joint")
    check_accessible(head)
    water = sit(cases.person_for(own_county, flood), width=width)
    water.goto(f"{desk}/review/cases/{flood.number}/")
    assert water.get_by_text(f"所属联办主件：{JOINT}").is_visible()
    shot(water, "06-review-joint-child")
    check_accessible(water)
    if width == 1440:
        head.goto(f"{desk}/review/cases/{parent.number}/")
        head.locator(".rv-joint summary", has_text="退出联办").click()
        head.get_by_label("退出的子件").select_option(flood.number)
        head.locator("#leave-reason").fill("洪水影响评价另行办理。")
        head.get_by_role("button", name="退出联办").click()
        head.get_by_text("不用再等").wait_for()
        assert cases.read(flood.number).parent_id is None


@pytest.mark.parametrize("width", [1440, 360])
def test_the_applicant_sees_parent_and_children(
    *, family, desk, new_page, shot, check_accessible, width
):
    parent, _fire, flood = family
    for case, name in ((flood, "child"), (parent, "parent")):
        page = new_page(width=width)
        page.goto(f"{desk}/progress/")
        page.get_by_label("收件码或办件编号").fill(case.receipt_code)
        page.get_by_label("查询码").fill(case.check_code)
        page.get_by_role("button", name="查进度").click()
        heading = "联办子件" if name == "parent" else "所属联办主件"
        assert page.get_by_role("heading", name=heading).is_visible()
        shot(page, f"portal-joint-{name}")
        check_accessible(page)
    page.goto(f"{desk}/progress/{parent.number}/proof/")
    assert page.locator(".q-parts tbody tr").count() == 3
    shot(page, "portal-joint-proof")
    check_accessible(page)
