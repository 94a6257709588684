"""What a notice of holidays makes of a year, and the years the ``chinesecalendar`` package knows.

A State Council notice names holidays and make-up working days; every other day of its year is a
working day from Monday to Friday and a rest day at the weekend, because that notice is in force
(国务院关于职工工作时间的规定 7). For a year without a notice nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chinese_calendar import constants

from quancheng.clock.engine.calendar import DayKind, DayRecord
from quancheng.kernel.errors import UnableTo

SATURDAY = 5
NATIONAL_SOURCE = "国务院办公厅"
FIXED_HOLIDAYS = ((1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"))
"""Holidays whose date is the same each year (全国年节及纪念日放假办法 2)."""


class UnableToImportNotice(UnableTo):
    """The days of a notice cannot be the calendar of its years."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A State Council notice: its number, date and title, and the days it settles."""

    number: str
    issued_on: date | None
    title: str
    first: date
    last: date


def _yearly(year: int, number: str, issued_on: date | None) -> Notice:
    """The notice on the holidays of a whole year."""
    title = f"国务院办公厅关于{year}年部分节假日安排的通知"
    return Notice(number, issued_on, title, date(year, 1, 1), date(year, 12, 31))


_NUMBERED = {
    2016: ("国办发明电〔2015〕18号", date(2015, 12, 10)),
    2017: ("国办发明电〔2016〕17号", date(2016, 12, 1)),
    2018: ("国办发明电〔2017〕12号", date(2017, 11, 30)),
    2019: ("国办发明电〔2018〕15号", date(2018, 12, 6)),
    2020: ("国办发明电〔2019〕16号", date(2019, 11, 21)),
    2021: ("国办发明电〔2020〕27号", date(2020, 11, 25)),
    2022: ("国办发明电〔2021〕11号", date(2021, 10, 25)),
    2023: ("国办发明电〔2022〕16号", date(2022, 12, 8)),
    2024: ("国办发明电〔2023〕7号", date(2023, 10, 25)),
    2025: ("国办发明电〔2024〕12号", date(2024, 11, 12)),
    2026: ("国办发明电〔2025〕7号", date(2025, 11, 4)),
}

_CHANGES = {
    2019: Notice(
        "国办发明电〔2019〕3号",
        date(2019, 3, 22),
        "国务院办公厅关于调整2019年劳动节假期安排的通知",
        date(2019, 4, 28),
        date(2019, 5, 5),
    ),
    2020: Notice(
        "国办发明电〔2020〕1号",
        date(2020, 1, 26),
        "国务院办公厅关于延长2020年春节假期的通知",
        date(2020, 1, 31),
        date(2020, 2, 2),
    ),
}


def notices_of(year: int) -> tuple[Notice, ...]:
    """The notices that made the calendar of ``year``, the later ones last.

    The number is empty where it is not on record here; the administrator can import the notice.
    """
    number, issued_on = _NUMBERED.get(year, ("", None))
    change = _CHANGES.get(year)
    yearly = _yearly(year, number, issued_on)
    return (yearly,) if change is None else (yearly, change)


def cited(*, title: str, number: str) -> str:
    """A notice as a document cites it: title in book marks, number in brackets."""
    return f"《{title}》（{number}）" if number else f"《{title}》"


def package_years() -> tuple[int, ...]:
    """The years that the installed ``chinesecalendar`` covers, in order."""
    years = {day.year for day in constants.holidays}
    return tuple(range(min(years), max(years) + 1))


def _holiday_name(value: str) -> str:
    """The Chinese name of a holiday of the package: 清明节 for its 清明."""
    name: str = constants.Holiday(value).chinese
    return f"{name}节" if name in ("清明", "端午", "中秋") else name


def package_days(year: int) -> list[DayRecord]:
    """Every day of ``year`` as the ``chinesecalendar`` package has it, without a notice."""
    special: list[DayRecord] = []
    for day, value in constants.holidays.items():
        if day.year == year:
            special.append(DayRecord(day, DayKind.REST, _holiday_name(value)))
    for day, value in constants.workdays.items():
        if day.year == year:
            kind = DayKind.MAKEUP if day.weekday() >= SATURDAY else DayKind.WORKING
            special.append(DayRecord(day, kind, _holiday_name(value)))
    return whole_year(year=year, special=special)


def whole_year(*, year: int, special: Iterable[DayRecord]) -> list[DayRecord]:
    """Every day of ``year`` in order: the special days, else Monday to Friday and the weekend."""
    named = {record.day: record for record in special}
    days: list[DayRecord] = []
    day = date(year, 1, 1)
    while day.year == year:
        plain = DayKind.REST if day.weekday() >= SATURDAY else DayKind.WORKING
        days.append(named.get(day) or DayRecord(day, plain))
        day += timedelta(days=1)
    return days


def check_notice(*, rows: Sequence[DayRecord], years: Sequence[int]) -> None:
    """Raise ``UnableToImportNotice`` unless ``rows`` can be the special days of ``years``.

    A day belongs to one of the years, or to the December before (a make-up day for New Year);
    no day is named twice; make-up days fall on weekends; the holidays of fixed date are there.
    """
    if not years:
        raise UnableToImportNotice("没有说明通知是哪一年的，请填写年份。")
    seen: set[date] = set()
    for row in rows:
        _check_row(row=row, years=years, seen=seen)
        seen.add(row.day)
    rest = {row.day for row in rows if row.kind is DayKind.REST}
    for year in years:
        for month, day, name in FIXED_HOLIDAYS:
            if date(year, month, day) not in rest:
                raise UnableToImportNotice(
                    f"通知里没有{year}年{month}月{day}日{name}放假，"
                    "可能不是全年的安排，请核对后再导入。"
                )


def _check_row(*, row: DayRecord, years: Sequence[int], seen: set[date]) -> None:
    """Raise ``UnableToImportNotice`` unless one row fits the years and its own weekday."""
    day = row.day
    eve = date(min(years) - 1, 12, 1) <= day < date(min(years), 1, 1)
    if day.year not in years and not eve:
        listed = "、".join(str(year) for year in years)
        raise UnableToImportNotice(f"{day} 不属于 {listed} 年，请核对文件是不是这一年的通知。")
    if day in seen:
        raise UnableToImportNotice(f"{day} 在文件里出现了两次，请删去重复的一行。")
    if row.kind is DayKind.MAKEUP and day.weekday() < SATURDAY:
        raise UnableToImportNotice(f"{day} 是周一到周五，不能是调休上班日，请核对日期。")
    if row.kind is DayKind.UNKNOWN:
        raise UnableToImportNotice(f"{day} 没有写明放假还是上班，请补上。")


def regions_above(region_code: str) -> tuple[str, ...]:
    """The codes of the regions whose closures apply in a region, the widest first.

    610924100 (a town) lies in 610924 (a county) and in 610900 (a city): GB/T 2260, GB/T 10114.
    """
    if not region_code:
        return ()
    lengths = (6, 9, 12)
    above = [f"{region_code[:4]}00"]
    above += [region_code[:length] for length in lengths if len(region_code) >= length]
    return tuple(dict.fromkeys(above))
