from __future__ import annotations

from datetime import date

import pytest

from quancheng.clock.engine import DayKind, DayRecord
from quancheng.clock.rules import (
    UnableToImportNotice,
    UnableToReadNotice,
    check_notice,
    cited,
    notices_of,
    package_days,
    package_years,
    read_notice,
    regions_above,
    rows_of_notice,
    whole_year,
)

REST, MAKEUP = DayKind.REST, DayKind.MAKEUP
NEXT_YEAR = [
    DayRecord(date(2027, 1, 1), REST, "元旦"),
    DayRecord(date(2027, 5, 1), REST, "劳动节"),
    DayRecord(date(2027, 10, 1), REST, "国庆节"),
    DayRecord(date(2027, 10, 9), MAKEUP, "国庆节"),
]


def test_the_package_covers_2004_to_2026():
    assert (package_years()[0], package_years()[-1]) == (2004, 2026)
    days = {record.day: record for record in package_days(2026)}
    assert len(days) == 365
    assert days[date(2026, 2, 28)] == DayRecord(date(2026, 2, 28), MAKEUP, "春节")
    assert days[date(2026, 4, 6)].name == "清明节"
    assert days[date(2026, 3, 7)] == DayRecord(date(2026, 3, 7), REST)


def test_a_year_is_made_by_its_notice_and_the_notices_that_changed_it():
    assert [each.number for each in notices_of(2026)] == ["国办发明电〔2025〕7号"]
    assert [each.number for each in notices_of(2020)] == [
        "国办发明电〔2019〕16号", "国办发明电〔2020〕1号",
    ]  # fmt: skip
    assert notices_of(2005)[0].number == ""


def test_a_notice_is_cited_with_its_number():
    assert cited(title="某通知", number="1号") == "《某通知》（1号）"
    assert cited(title="某通知", number="") == "《某通知》"


def test_the_other_days_of_a_year_follow_the_week():
    days = {record.day: record.kind for record in whole_year(year=2027, special=NEXT_YEAR)}
    assert len(days) == 365
    assert days[date(2027, 1, 1)] is REST
    assert days[date(2027, 1, 4)] is DayKind.WORKING
    assert days[date(2027, 1, 9)] is REST
    assert days[date(2027, 10, 9)] is MAKEUP


def test_a_whole_notice_passes():
    assert check_notice(rows=NEXT_YEAR, years=[2027]) is None


def test_a_make_up_day_may_lie_in_the_december_before():
    eve = DayRecord(date(2026, 12, 26), MAKEUP, "元旦")
    assert check_notice(rows=[*NEXT_YEAR, eve], years=[2027]) is None


@pytest.mark.parametrize(
    ("rows", "years", "sentence"),
    [
        (NEXT_YEAR, [], "请填写年份"),
        (NEXT_YEAR, [2026], "2027-01-01 不属于 2026 年"),
        (NEXT_YEAR[1:], [2027], "没有2027年1月1日元旦放假"),
        ([*NEXT_YEAR, NEXT_YEAR[0]], [2027], "出现了两次"),
        ([*NEXT_YEAR, DayRecord(date(2027, 3, 3), MAKEUP)], [2027], "不能是调休上班日"),
        ([*NEXT_YEAR, DayRecord(date(2027, 3, 3), DayKind.UNKNOWN)], [2027], "没有写明"),
        ([*NEXT_YEAR, DayRecord(date(2026, 11, 30), REST)], [2027], "不属于 2027 年"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(rows, years, sentence):
    with pytest.raises(UnableToImportNotice, match=sentence):
        check_notice(rows=rows, years=years)


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("", ()),
        ("610900", ("610900",)),
        ("610924", ("610900", "610924")),
        ("610924100", ("610900", "610924", "610924100")),
        ("610924100201", ("610900", "610924", "610924100", "610924100201")),
    ],
)
def test_a_closure_applies_below_its_region(code, above):
    assert regions_above(code) == above


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.json",
            """{"days": [{"date": "2027-01-01", "name": "元旦", "isOffDay": true},
            {"date": "2027-01-03", "name": "元旦", "isOffDay": false}]}""",
        ),
        (
            "a.JSON",
            """[{"day": "2027-01-03", "kind": "makeup", "name": "元旦"},
            {"day": "2027-01-01", "kind": "rest", "name": "元旦"}]""",
        ),
        ("a.csv", "\ufeff日期,安排,名称\n2027年1月1日,放假,元旦\n2027/1/3,上班,元旦\n"),
    ],
)  # fmt: skip
def test_a_notice_is_read_from_json_and_csv(name, text):
    assert read_notice(content=text.encode(), name=name) == [
        DayRecord(date(2027, 1, 1), REST, "元旦"),
        DayRecord(date(2027, 1, 3), MAKEUP, "元旦"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"\xff\xfe\x00", "不是 UTF-8"),
        ("a.pdf", b"x", "只能导入 JSON 或 CSV"),
        ("a.json", b"{", "不是有效的 JSON"),
        ("a.json", b"[" * 200_000, "不是有效的 JSON"),
        ("a.json", b"3", "应当有一个 days 列表"),
        ("a.json", b"[3]", "应当有一个 days 列表"),
        ("a.csv", b'day,kind\n2027-01-01,"rest"x\n', "不是有效的 CSV"),
        ("a.csv", b"day,kind\n", "没有任何日期"),
        ("a.csv", b"day,kind\n2027-02-31,rest\n", "第 1 行的日期“2027-02-31”不是日历上有的日子"),
        ("a.csv", b"day,kind\n2027-02,rest\n", "不是日历上有的日子"),
        ("a.csv", b"day,kind\n2027-02-03,party\n", "第 1 行的安排“party”看不懂"),
        ("a.csv", b"kind\nrest\n", "不是日历上有的日子"),
    ],
)
def test_a_file_that_is_no_notice_is_refused(name, content, sentence):
    with pytest.raises(UnableToReadNotice, match=sentence):
        read_notice(content=content, name=name)


def test_too_many_rows_are_no_notice():
    with pytest.raises(UnableToReadNotice, match="超过 2000 行"):
        rows_of_notice({"day": "2027-01-01", "kind": "rest"} for _ in range(3000))
