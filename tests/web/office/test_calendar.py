from __future__ import annotations

import json
from datetime import date, time
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quancheng.clock import queries
from quancheng.clock.engine import DayKind
from quancheng.clock.rules import UnableToReadNotice
from quancheng.web.office.forms.calendar import lines_from_rows, rows_from_lines
from quancheng.web.office.pages.calendar import banner
from tests.factories.county import COUNTY

HEAD = {
    "title": "国务院办公厅关于2027年部分节假日安排的通知",
    "number": "国办发明电〔2026〕9号",
    "issued_on": "2026-11-4",
    "year": "2027",
}
DAYS = """2027-01-01至2027-01-03 放假 元旦
2027-02-05~2027-02-11，放假，春节
2027年2月13日 上班 春节
2027-04-03到2027-04-05 放假 清明节
2027-05-01至2027-05-05 放假 劳动节
2027/6/9 放假 端午节
2027-09-15 放假 中秋节
2027-10-01至2027-10-07 放假 国庆节"""


def text_of(response):
    return response.content.decode()


def typed(client, do, **more):
    sent = HEAD | {"days": DAYS, "do": do, "once": str(uuid4())} | more
    return client.post("/office/calendar/notice/", sent, follow=True)


def test_a_typed_notice_is_shown_before_it_is_imported(admin):
    page = text_of(typed(admin, "preview"))
    assert "确认导入" in page
    assert "365 天有变化" in page
    assert 2027 not in queries.known_years()


def test_a_typed_notice_becomes_the_calendar_of_its_year(admin):
    page = text_of(typed(admin, "import"))
    assert "已导入，365 天有变化" in page
    assert 2027 in queries.known_years()
    calendar = queries.calendar_for(region_code=COUNTY)
    assert calendar.kind(date(2027, 2, 13)) is DayKind.MAKEUP
    assert calendar.kind(date(2027, 2, 10)) is DayKind.REST
    assert "没有变化" in text_of(typed(admin, "import"))


def test_a_notice_comes_as_a_file_too(admin):
    rows = [
        {"date": row.day.isoformat(), "kind": row.kind.value, "name": row.name}
        for row in rows_from_lines(DAYS)
    ]
    file = SimpleUploadedFile("2027.json", json.dumps({"days": rows}).encode())
    page = text_of(typed(admin, "preview", file=file, days=""))
    assert "2027-02-13 上班 春节" in page
    assert "365 天有变化" in page


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"days": ""}, "没有任何日期"),
        ({"days": "2027-13-01 放假 元旦"}, "不是日历上有的日子"),
        ({"days": "2027-01-09至2027-01-01 放假 元旦"}, "起止日期不对"),
        ({"days": "2027-01-01至2027-02-31 放假 元旦"}, "不是日历上有的日子"),
        ({"days": "2027-01-01 吃饭 元旦"}, "看不懂"),
        ({"days": "2027-01-01 放假 元旦"}, "可能不是全年的安排"),
        ({"title": ""}, "请填写标题"),
        ({"year": "9999"}, "不能大于 2100"),
        ({"file": SimpleUploadedFile("a.json", b"{")}, "不是有效的 JSON"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF")}, "只能导入 JSON 或 CSV"),
    ],
)
def test_a_notice_that_will_not_do_is_told_and_not_imported(admin, more, words):
    answer = typed(admin, "import", **more)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 2027 not in queries.known_years()


def test_lines_that_were_read_can_be_read_again():
    rows = rows_from_lines(DAYS)
    assert rows_from_lines(lines_from_rows(rows)) == rows


def test_a_line_that_cannot_be_read_is_named():
    with pytest.raises(UnableToReadNotice, match="第 2 行"):
        rows_from_lines("2027-01-01 放假\n某天至2027-01-03 放假")


@pytest.mark.parametrize(
    ("known", "today", "words"),
    [
        ((2026,), date(2026, 9, 30), None),
        ((2026,), date(2026, 10, 1), "该导入明年的日历了"),
        ((2026, 2027), date(2026, 12, 31), None),
        ((2026,), date(2027, 1, 1), "日历不全"),
    ],
)
def test_the_missing_year_is_asked_for_from_october_on(known, today, words):
    note = banner(known=known, today=today)
    assert (note.title if note else None) == words


def test_a_local_closure_makes_the_day_no_working_day(admin):
    sent = {
        "region": "610924100",
        "day": "2026-12-30",
        "number": "紫政办〔2026〕1号",
        "reason": "停电",
    }
    page = text_of(admin.post("/office/calendar/closure/", sent, follow=True))
    assert "已登记停办" in page
    day = date(2026, 12, 30)
    assert queries.calendar_for(region_code="610924100").kind(day) is DayKind.REST
    assert queries.calendar_for(region_code=COUNTY).kind(day) is DayKind.WORKING
    again = admin.post("/office/calendar/closure/", sent)
    assert again.status_code == 422
    assert "本来就是休息日" in text_of(again)


def test_a_closure_of_another_county_is_not_on_offer(admin):
    sent = {"region": "610921", "day": "2026-12-30", "number": "1号", "reason": "停电"}
    answer = admin.post("/office/calendar/closure/", sent)
    assert answer.status_code == 422
    assert queries.calendar_for(region_code="610921").kind(date(2026, 12, 30)) is DayKind.WORKING


def test_the_hours_of_a_weekday_are_set(admin):
    sent = {"weekday": "4", "opens": "8：30", "closes": "16:00"}
    page = text_of(admin.post("/office/calendar/hours/", sent, follow=True))
    assert "08:30 – 16:00" in page
    assert queries.closes_at(region_code=COUNTY, day=date(2026, 10, 16)) == time(16)


@pytest.mark.parametrize(
    "sent",
    [
        {"weekday": "9", "opens": "8:30", "closes": "17:30"},
        {"weekday": "1", "opens": "25:00", "closes": "17:30"},
        {"weekday": "1", "opens": "17:30", "closes": "8:30"},
        {},
    ],
)
def test_hours_that_contradict_themselves_are_refused(admin, sent):
    assert admin.post("/office/calendar/hours/", sent).status_code == 422
    assert queries.hours_of(region_code=COUNTY) == ()


@pytest.mark.parametrize("tail", ["notice/", "closure/", "hours/"])
def test_a_supervisor_changes_nothing(supervisor, tail):
    assert supervisor.post(f"/office/calendar/{tail}").status_code == 403
