from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from quancheng.clock import queries
from quancheng.clock.engine import (
    DayKind,
    DayRecord,
    Facts,
    Limit,
    Status,
    UnableToBuildCalendar,
    deadline,
)
from quancheng.clock.models import CalendarDay, CentreHours, HolidayNotice
from quancheng.clock.operations import (
    UnableToDeclareClosure,
    UnableToSetHours,
    declare_closure,
    import_notice,
    preview_notice,
    seed_calendar,
    set_hours,
)
from quancheng.clock.queries import calendars
from quancheng.clock.rules import UnableToImportNotice, package_days
from quancheng.ledger.models import Entry

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
REST, MAKEUP = DayKind.REST, DayKind.MAKEUP
NEXT_YEAR = [
    DayRecord(date(2026, 12, 26), MAKEUP, "元旦"),
    DayRecord(date(2027, 1, 1), REST, "元旦"),
    DayRecord(date(2027, 5, 1), REST, "劳动节"),
    DayRecord(date(2027, 10, 1), REST, "国庆节"),
]


@pytest.fixture
def seeded():
    return seed_calendar(now=NOW)


def import_next_year(rows=NEXT_YEAR, **changes):
    return import_notice(
        **{
            "number": "国办发明电〔2026〕9号",
            "title": "国务院办公厅关于2027年部分节假日安排的通知",
            "issued_on": date(2026, 11, 4),
            "rows": rows,
            "years": [2027],
            "by": "系统管理员",
            "now": NOW,
            **changes,
        }
    )


def entries():
    return list(
        Entry.objects.filter(stream="calendar").order_by("id").values_list("kind", flat=True)
    )


def test_without_a_calendar_every_reader_says_so():
    assert (queries.calendar_version(), queries.known_years()) == (0, ())
    assert queries.calendar_rows(first=date(2026, 1, 1), last=date(2026, 1, 9)) == []
    assert queries.package_differences() == []
    with pytest.raises(UnableToBuildCalendar, match="先导入"):
        queries.calendar_for(region_code="610924")


def test_the_seed_is_the_calendar_of_2004_to_2026(seeded):
    assert seeded == (date(2027, 1, 1) - date(2004, 1, 1)).days
    assert queries.known_years() == tuple(range(2004, 2027))
    assert queries.package_differences() == []
    calendar = queries.calendar_for(region_code="610924")
    assert calendar.add(date(2026, 2, 13), 5) == date(2026, 2, 27)
    assert calendar.notice(date(2020, 2, 1)) == (
        "《国务院办公厅关于延长2020年春节假期的通知》（国办发明电〔2020〕1号）"
    )
    assert "〔2019〕16号" in calendar.notice(date(2020, 2, 3))


def test_seeding_again_writes_nothing(seeded):
    version = queries.calendar_version()
    assert seed_calendar(now=NOW) == 0
    assert queries.calendar_version() == version
    assert entries() == ["calendar_seeded"]


def test_a_seed_may_begin_with_a_later_year():
    assert seed_calendar(now=NOW, since=2026) == 365
    assert queries.known_years() == (2026,)
    assert seed_calendar(now=NOW, since=2025) == 365
    assert queries.known_years() == (2025, 2026)


def test_the_rows_of_a_span_come_in_order(seeded):
    rows = queries.calendar_rows(first=date(2026, 2, 13), last=date(2026, 2, 16))
    assert [row.kind for row in rows] == [DayKind.WORKING, MAKEUP, REST, REST]


def test_a_calendar_is_kept_until_its_version_changes(seeded, django_assert_num_queries):
    first = queries.calendar_for(region_code="610924")
    with django_assert_num_queries(1):
        assert queries.calendar_for(region_code="610924") is first
    version = queries.calendar_version()
    with django_assert_num_queries(0):
        assert queries.calendar_for(region_code="610924", version=version) is first


def test_a_process_keeps_only_so_many_calendars(seeded, monkeypatch):
    towns = [f"61092410{n}" for n in range(4)]
    for town in towns:
        close(region_code=town)
    monkeypatch.setattr(calendars, "KEPT_CALENDARS", 2)
    kept = [queries.calendar_for(region_code=town) for town in towns]
    assert queries.calendar_for(region_code=towns[3]) is kept[3]
    assert queries.calendar_for(region_code=towns[0]) is not kept[0]
    monkeypatch.setattr(calendars, "KEPT_CALENDARS", 1)
    version = queries.calendar_version()
    assert queries.local_regions(version=version - 4) == frozenset()
    assert queries.local_regions(version=version) == frozenset(towns)


def test_regions_that_were_never_closed_share_a_calendar(seeded):
    close(region_code="610924100")
    national, county = queries.calendar_for(), queries.calendar_for(region_code="610924")
    assert queries.calendar_for(region_code="610924101") is county is national
    assert queries.calendar_for(region_code="610924100") is not county


def test_next_year_is_unknown_until_its_notice_is_imported(seeded):
    facts = Facts(today=date(2026, 12, 11), accepted_on=date(2026, 12, 10))

    def read():
        return deadline(limit=Limit(20), facts=facts, calendar=queries.calendar_for())

    assert read().status is Status.PROVISIONAL
    import_next_year()
    assert (read().status, read().due) == (Status.RUNNING, date(2027, 1, 7))
    assert queries.known_years()[-1] == 2027


def test_a_preview_shows_the_changes_and_writes_nothing(seeded):
    before = queries.calendar_version()
    preview = preview_notice(rows=NEXT_YEAR, years=[2027])
    assert (preview.added, preview.unchanged, preview.version) == (365, 0, before)
    eve = preview.changed[0]
    assert (eve.day, eve.before, eve.after) == (date(2026, 12, 26), REST, MAKEUP)
    assert len(preview.changed) == 366
    assert queries.calendar_version() == before


def test_an_import_is_one_version_and_one_entry(seeded):
    before = queries.calendar_version()
    result = import_next_year(actor=None)
    assert result.version == queries.calendar_version() > before
    newest = queries.notices()[0]
    assert (newest.version, newest.years, newest.issued_on, newest.imported_by) == (
        result.version, (2027,), date(2026, 11, 4), "系统管理员",
    )  # fmt: skip
    assert newest.source == "国务院办公厅"
    assert entries() == ["calendar_seeded", "calendar_imported"]


def test_importing_the_same_notice_again_changes_nothing(seeded):
    first = import_next_year()
    again = import_next_year()
    assert (again.version, again.changed, again.unchanged) == (first.version, (), 366)
    assert entries() == ["calendar_seeded", "calendar_imported"]


def test_a_first_import_needs_no_seed():
    result = import_next_year(rows=NEXT_YEAR[1:])
    assert result.added == 365
    assert queries.known_years() == (2027,)


def test_the_official_notice_of_a_seeded_year_is_cited_after_its_import(seeded):
    special = [day for day in package_days(2010) if day.name]
    result = import_next_year(
        rows=special, years=[2010], number="国办发明电〔2009〕30号",
        title="国务院办公厅关于2010年部分节假日安排的通知",
    )  # fmt: skip
    assert (result.changed, result.unchanged) == ((), 365)
    assert "〔2009〕30号" in queries.calendar_for().notice(date(2010, 3, 3))


def test_an_older_version_gives_the_calendar_of_then(seeded):
    before = queries.calendar_version()
    import_next_year()
    assert queries.calendar_for(version=before).kind(date(2026, 12, 26)) is REST
    assert queries.calendar_for().kind(date(2026, 12, 26)) is MAKEUP


def test_a_disagreement_with_the_package_is_reported(seeded):
    import_next_year()
    difference = queries.package_differences()[0]
    assert (difference.day, difference.ours, difference.theirs) == (
        date(2026, 12, 26), MAKEUP, REST,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": " "}, "标题和文号"),
        ({"title": ""}, "标题和文号"),
        ({"years": [2026]}, "不属于 2026 年"),
        ({"rows": NEXT_YEAR[:2]}, "没有2027年5月1日"),
    ],
)
def test_a_wrong_notice_writes_nothing(seeded, changes, sentence):
    before = queries.calendar_version()
    with pytest.raises(UnableToImportNotice, match=sentence):
        import_next_year(**changes)
    assert queries.calendar_version() == before
    assert entries() == ["calendar_seeded"]


def close(**changes):
    return declare_closure(
        **{
            "region_code": "610924", "day": date(2026, 7, 1), "reason": "汛情停止对外办公",
            "number": "紫政办函〔2026〕12号", "by": "系统管理员", "now": NOW, **changes,
        }
    )  # fmt: skip


def test_a_closure_rests_the_region_and_what_lies_in_it(seeded):
    row = CalendarDay.objects.get(pk=close())
    assert (row.region_code, row.kind) == ("610924", "rest")
    day = date(2026, 7, 1)
    for inside in ("610924", "610924100"):
        calendar = queries.calendar_for(region_code=inside)
        assert (calendar.kind(day), calendar.name(day)) == (REST, "汛情停止对外办公")
        assert calendar.notice(day) == "《汛情停止对外办公》（紫政办函〔2026〕12号）"
        assert calendar.add(date(2026, 6, 30), 1) == date(2026, 7, 2)
    for outside in ("", "610900", "610925", "611024100"):
        assert queries.calendar_for(region_code=outside).kind(day) is DayKind.WORKING
    assert Entry.objects.get(kind="closure_declared").effective_on == day


def test_the_national_calendar_does_not_reopen_a_closed_day(seeded):
    close(day=date(2026, 12, 25))
    import_next_year(rows=[DayRecord(date(2026, 12, 25), DayKind.WORKING, "补班"), *NEXT_YEAR[1:]])
    assert queries.calendar_for(region_code="610924").kind(date(2026, 12, 25)) is REST


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"region_code": ""}, "请写明停办的区域"),
        ({"reason": " "}, "请写明停办的区域、原因"),
        ({"number": ""}, "文件的文号"),
        ({"day": date(2027, 7, 1)}, "还没有 2027-07-01"),
        ({"day": date(2026, 7, 5)}, "本来就是休息日"),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(seeded, changes, sentence):
    before = queries.calendar_version()
    with pytest.raises(UnableToDeclareClosure, match=sentence):
        close(**changes)
    assert queries.calendar_version() == before


def test_a_day_is_closed_once(seeded):
    close()
    with pytest.raises(UnableToDeclareClosure, match="本来就是休息日"):
        close()


def test_nothing_is_closed_before_there_is_a_calendar():
    with pytest.raises(UnableToDeclareClosure, match="请先导入"):
        close()


def test_a_limit_ends_when_the_nearest_centre_closes():
    monday = date(2026, 3, 2)
    assert queries.closes_at(region_code="610924100", day=monday) == time(17, 30)
    set_hours(region_code="610900", weekday=0, opens=time(8), closes=time(18))
    assert queries.closes_at(region_code="610924100", day=monday) == time(18)
    set_hours(region_code="610924", weekday=0, opens=time(9), closes=time(17))
    assert queries.closes_at(region_code="610924100", day=monday) == time(17)
    assert queries.closes_at(region_code="610924", day=monday + timedelta(days=1)) == time(17, 30)
    set_hours(region_code="610924", weekday=0, opens=time(9), closes=time(16, 30))
    assert queries.closes_at(region_code="610924", day=monday) == time(16, 30)


@pytest.mark.parametrize(
    ("weekday", "closes", "sentence"),
    [(7, time(17), "周一到周日"), (-1, time(17), "周一到周日"), (0, time(9), "晚于上班时间")],
)
def test_hours_that_contradict_themselves_are_refused(weekday, closes, sentence):
    with pytest.raises(UnableToSetHours, match=sentence):
        set_hours(region_code="610924", weekday=weekday, opens=time(9), closes=closes)


def test_the_database_refuses_what_the_rules_refuse(seeded):
    notice = HolidayNotice.objects.order_by("id").last()
    bad = [
        CalendarDay(day=date(2027, 1, 1), kind="unknown", notice=notice),
        CalendarDay(day=date(2026, 3, 3), kind="rest", notice=notice),
        CentreHours(region_code="610924", weekday=7, opens=time(9), closes=time(17)),
        CentreHours(region_code="610924", weekday=0, opens=time(9), closes=time(9)),
    ]
    for row in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    assert CentreHours.objects.count() == 0


def test_imports_take_turns(seeded):
    with connection.cursor() as cursor:
        import_next_year()
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")
        assert cursor.fetchone()[0] >= 1
