"""Changing the calendar on the screen: what moves, who is told, how far it is, what is undone."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quancheng.clock import queries
from quancheng.clock.engine import DayKind
from quancheng.clock.rounds import rounds, waiting_round, watch
from quancheng.journeys import hearing
from quancheng.journeys.recompute import recompute
from quancheng.journeys.sweep_clocks import sweep
from quancheng.kernel import moments
from tests.factories import cases
from tests.factories.calendar import MADE_UP_2027, TITLE, run_rounds
from tests.factories.county import COUNTY, doing, moment

CLOSED = date(2026, 3, 5)
CLOSURE = {"region": COUNTY, "day": "2026-03-05", "number": "紫政办〔2026〕1号", "reason": "停电"}


@pytest.fixture
def on_the_day(monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: moment(10, 24))


def text_of(response):
    return response.content.decode()


def sent(**more):
    return CLOSURE | {"once": str(uuid4())} | more


@pytest.fixture
def thirty(county):
    guide = cases.guide_named(cases.FOOD)
    return [cases.accepted(county, guide, seed=seed).number for seed in range(23)]


def test_a_closure_shows_what_it_moves_before_it_is_made(admin, thirty, on_the_day):
    page = text_of(admin.post("/office/calendar/closure/", sent(do="preview")))
    assert "本县在办 23 件" in page
    assert "显示 1–20，共 23 件" in page
    assert thirty[0] in page
    assert thirty[-1] not in page
    assert "2026年3月6日（周五）" in page
    assert "2026年3月9日（周一）" in page
    assert queries.calendar_for(region_code=COUNTY).kind(CLOSED) is DayKind.WORKING
    second = text_of(admin.post("/office/calendar/closure/", sent(do="preview", page="2")))
    assert "显示 21–23，共 23 件" in second
    assert thirty[-1] in second
    assert "上一页" in second
    assert text_of(admin.post("/office/calendar/closure/", sent(do="preview", page="x"))).count(
        thirty[0]
    )


def test_a_closure_is_made_recomputed_shown_and_lifted(admin, thirty, on_the_day):
    page = text_of(admin.post("/office/calendar/closure/", sent(do="confirm"), follow=True))
    assert "正在后台重算" in page
    assert "正在重算在办件的期限" in page
    assert "已完成 0 / 23（0%）" in page
    part = admin.get(
        "/office/calendar/progress/", headers={"HX-Request": "true", "HX-Target": "round"}
    )
    assert "0 / 23" in text_of(part)
    recompute(now=moment(11), span=10)
    assert "10 / 23（43%）" in text_of(admin.get("/office/calendar/progress/"))
    run_rounds(now=moment(11))
    ended = admin.get("/office/calendar/progress/")
    assert (ended.status_code, ended["HX-Redirect"]) == (204, "/office/calendar/")
    page = text_of(admin.get("/office/calendar/"))
    assert "完成" in page
    address = f"/office/calendar/lift/?region={COUNTY}&amp;day=2026-03-05"
    assert address in page
    asked = text_of(admin.get(address.replace("&amp;", "&")))
    assert 'value="2026-3-5"' in asked or 'value="2026-03-05"' in asked
    shown = text_of(admin.post("/office/calendar/lift/", sent(do="preview")))
    assert "显示 1–20，共 23 件" in shown
    done = text_of(admin.post("/office/calendar/lift/", sent(do="confirm"), follow=True))
    assert "已取消停办" in done
    assert queries.calendar_for(region_code=COUNTY).kind(CLOSED) is DayKind.WORKING
    again = admin.post("/office/calendar/lift/", sent(do="confirm"))
    assert again.status_code == 422
    assert "没有登记过停办" in text_of(again)
    run_rounds(now=moment(12))
    assert [one.moved for one in rounds(limit=2)] == [23, 23]


def test_a_notice_shows_whose_deadline_it_settles(admin, county, on_the_day, monkeypatch):
    late = moment(10, on=date(2026, 12, 22))
    case = cases.accepted(county, cases.guide_named(cases.FOOD), now=late)
    monkeypatch.setattr(moments, "now", lambda: late)
    home = text_of(admin.get("/office/"))
    assert "该导入明年的日历了" in home
    assert "现在有 1 件的期限因此是暂定的" in home
    file = SimpleUploadedFile(MADE_UP_2027.name, MADE_UP_2027.read_bytes())
    head = {"title": TITLE, "number": "虚构〔2026〕1号", "issued_on": "2026-11-4", "year": "2027"}
    page = text_of(
        admin.post("/office/calendar/notice/", head | {"do": "preview", "file": file, "days": ""})
    )
    assert "不再是暂定" in page
    assert case.number in page
    assert "未定" in page
    assert "2027年1月6日（周三）" in page
    assert "法定期限" in page
    from quancheng.web.office.forms.calendar import lines_from_rows
    from tests.factories.calendar import days_2027

    typed = head | {"do": "import", "days": lines_from_rows(days_2027()), "once": str(uuid4())}
    page = text_of(admin.post("/office/calendar/notice/", typed, follow=True))
    assert "在办件的期限正在后台重算" in page
    assert waiting_round() is not None
    assert "该导入明年的日历了" not in text_of(admin.get("/office/"))


def test_a_preview_says_what_stays_provisional_and_which_windows_move(admin, county, monkeypatch):
    late = moment(10, on=date(2026, 12, 22))
    cases.accepted(county, cases.guide_named(cases.FOOD), now=late)
    cases.received(county, cases.guide_named(cases.FOOD), now=late, seed=2)
    monkeypatch.setattr(moments, "now", lambda: late)
    page = text_of(admin.post("/office/calendar/closure/", sent(do="preview", day="2026-12-25")))
    assert "仍暂定 1 件" in page
    assert "另有 1 件的答复受理期限变化" in page


def test_a_preview_names_the_days_of_hearings_and_hand_overs_that_move(admin, county, on_the_day):
    food = cases.guide_named(cases.FOOD)
    done = cases.decided(county, cases.examined(county, cases.accepted(county, food, seed=1)))
    heard = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13", seed=2)
    hearing.tell(
        doing=doing(county.of_office("D19", "examiner")), region_code=COUNTY,
        number=heard.number, reason="涉及下游取水户的重大利益。",
    )  # fmt: skip
    page = text_of(admin.post("/office/calendar/closure/", sent(do="preview")))
    assert "本县在办 1 件，已作决定的办结期限不变" in page
    assert "已作决定、还没有送达的，有 1 件的送达期限变化" in page
    assert "有 1 件的听证日期变化" in page
    assert done.number not in page
    assert heard.number in page


def test_a_closed_day_that_cannot_be_closed_is_told_at_the_preview_of_the_act(admin, on_the_day):
    answer = admin.post("/office/calendar/closure/", sent(do="preview", day=""))
    assert answer.status_code == 422
    answer = admin.post("/office/calendar/lift/", sent(do="preview", day=""))
    assert answer.status_code == 422


def test_a_supervisor_sees_closures_and_changes_none(supervisor, county, on_the_day):
    from tests.factories.calendar import close

    close(county, CLOSED, now=moment(11))
    page = text_of(supervisor.get("/office/calendar/"))
    assert "汛情停止对外办公" in page
    assert "/office/calendar/lift/" not in page
    assert supervisor.post("/office/calendar/lift/", sent(do="confirm")).status_code == 403
    assert supervisor.post("/office/calendar/time/").status_code == 403


def test_the_cases_silence_accepted_are_listed_with_who_held_them(
    admin, supervisor, county, monkeypatch
):
    received = cases.received(county, cases.guide_named(cases.FOOD))
    empty = text_of(admin.get("/office/deemed/"))
    assert "没有被视为受理的件" in empty
    now = moment(6, on=date(2026, 3, 12))
    sweep(now=now)
    monkeypatch.setattr(moments, "now", lambda: now)
    home = text_of(admin.get("/office/"))
    assert "1 件逾期没有答复，被视为受理，还在办" in home
    assert "/office/deemed/" in home
    for browser in (admin, supervisor):
        page = text_of(browser.get("/office/deemed/"))
        assert received.number in page
        assert "W06 窗口" in page
        assert county.at_counter("W06").name in page
        assert "逾期 3 个工作日" in page
        assert "自3月2日" in page


def test_a_time_that_went_back_is_told_and_can_be_trusted(admin, county, monkeypatch):
    sweep(now=moment(10) + timedelta(days=300))
    sweep(now=moment(10))
    monkeypatch.setattr(moments, "now", lambda: moment(10, 1))
    home = text_of(admin.get("/office/"))
    assert "系统时间倒退了" in home
    done = text_of(admin.post("/office/calendar/time/", follow=True))
    assert "时限继续检查" in done
    assert "系统时间倒退了" not in done
    assert watch().swept_at == moment(10, 1)
    assert "不用确认" in text_of(admin.post("/office/calendar/time/", follow=True))
