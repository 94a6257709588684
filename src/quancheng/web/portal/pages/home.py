"""The home page: the hall of today, life events, departments, and how well we do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.cache import caches

from quancheng.cases.queries.figures import PublicFigures, public_figures
from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries.promises import limit_pairs
from quancheng.clock import queries as clock
from quancheng.clock.engine import Calendar, Compression, DayKind, compression
from quancheng.kernel.moments import day_of
from quancheng.web.portal.forms.items import Wanted
from quancheng.web.portal.pages import bundles, departments, items, places
from quancheng.web.portal.pages.bundles import BundleLink
from quancheng.web.portal.pages.departments import DepartmentLink
from quancheng.web.portal.pages.places import Places
from quancheng.web.ui.components import Bar, Link
from quancheng.web.ui.presenters import dates, numbers

FIGURES_SECONDS: Final = 60
BARS: Final = 5
TILES: Final = 8
DEPARTMENTS: Final = 18
LOOK_AHEAD: Final = 7
FIRST_TILES: Final = ("T01", "T02", "T03", "T12", "T14", "T15", "T20", "T10")
HOT: Final = (
    ("食品经营许可", "食品经营许可"),
    ("居民身份证换领", "居民身份证"),
    ("灵活就业参保", "灵活就业"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterBar:
    """Today's intake of one counter."""

    name: str
    count: str
    bar: Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class HallToday:
    """The card of the hall."""

    updated: str
    taken_in: str
    still_open: str
    windows: str
    bars: tuple[CounterBar, ...]
    towns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A public figure, with how it is counted."""

    label: str
    value: str
    unit: str
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is special about the days to come."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """What the home page shows."""

    hot: tuple[Link, ...]
    hall: HallToday
    tiles: tuple[BundleLink, ...]
    bundles: int
    departments: tuple[DepartmentLink, ...]
    department_count: int
    item_count: int
    figures: tuple[Figure, ...]
    notice: Notice | None


def figures_now(*, region_code: str, today: date) -> tuple[PublicFigures, Compression]:
    """The public figures, read at most once a minute by a process."""
    key = f"portal:figures:{region_code}:{today:%Y%m%d}"
    found: tuple[PublicFigures, Compression] | None = caches["process"].get(key)
    if found is None:
        pairs = limit_pairs(region_code=region_code, on=today)
        found = (
            public_figures(region_code=region_code, today=today),
            compression(pairs=pairs),
        )
        caches["process"].set(key, found, FIGURES_SECONDS)
    return found


def home_page(*, region_code: str, now: datetime) -> HomePage:
    """The home page of a county."""
    today = day_of(now)
    offices = departments.links(catalogue.items_by_department(region_code=region_code, on=today))
    found = catalogue.bundles(region_code=region_code)
    figures, shorter = figures_now(region_code=region_code, today=today)
    centre = places.places(region_code=region_code)
    return HomePage(
        hot=tuple(
            Link(label=label, url=items.address(Wanted(words=words))) for label, words in HOT
        ),
        hall=_hall(figures, centre, now),
        tiles=tuple(bundles.link(each) for each in _first(found)),
        bundles=len(found),
        departments=offices[:DEPARTMENTS],
        department_count=len(offices),
        item_count=sum(each.count for each in offices),
        figures=_figures(figures, shorter),
        notice=_notice(clock.calendar_for(region_code=region_code), today),
    )


def figures_page(*, region_code: str, now: datetime) -> tuple[str, tuple[Figure, ...]]:
    """When the figures were read, and each with how it is counted."""
    figures, shorter = figures_now(region_code=region_code, today=day_of(now))
    hall = (
        Figure(
            label="今天收件",
            value=numbers.grouped(figures.taken_in),
            unit="件",
            how="今天零点以来各窗口、镇便民服务中心和网上收下的件，收件即计入。",
        ),
        Figure(
            label="正在办理",
            value=numbers.grouped(figures.still_open),
            unit="件",
            how="已收件、还没有作出决定的件，包括等申请人补正和停止计时的。",
        ),
    )
    return dates.short_moment(now), (*hall, *_figures(figures, shorter))


def _hall(figures: PublicFigures, centre: Places, now: datetime) -> HallToday:
    names = {each.number: each.name for each in centre.counters}
    most = max((cases for _, cases in figures.by_counter), default=0)
    return HallToday(
        updated=dates.clock_time(now),
        taken_in=numbers.grouped(figures.taken_in),
        still_open=numbers.grouped(figures.still_open),
        windows=numbers.grouped(centre.open_windows),
        bars=tuple(
            CounterBar(
                name=_short(names.get(number, number)),
                count=f"{numbers.grouped(cases)} 件",
                bar=Bar(percent=round(cases * 100 / most)),
            )
            for number, cases in figures.by_counter[:BARS]
        ),
        towns=len(centre.towns),
    )


def _short(name: str) -> str:
    """The name of a counter without its kind: the card is narrow."""
    return name.replace("综合受理窗口", "").replace("综合窗口", "").replace("窗口", "")


def _first(found: Sequence[catalogue.BundleView]) -> list[catalogue.BundleView]:
    """The bundles most people come for, then the others."""
    order = {code: place for place, code in enumerate(FIRST_TILES)}
    return sorted(found, key=lambda each: order.get(each.code, len(order)))[:TILES]


def _figures(figures: PublicFigures, shorter: Compression) -> tuple[Figure, ...]:
    mean = shorter.mean_of_rates
    return (
        Figure(
            label="本月办结",
            value=numbers.grouped(figures.decided),
            unit="件",
            how="本月一日以来作出准予或不予许可决定的件。",
        ),
        Figure(
            label="本月按承诺办结",
            value=numbers.percent(figures.decided_in_time, figures.decided),
            unit="%" if figures.decided else "",
            how="本月作出决定的件里，不晚于承诺日期的占多少；承诺的最后一天作出决定算按时。",
        ),
        Figure(
            label="承诺时限比法定平均缩短",
            value=f"{float(mean * 100):.1f}" if mean is not None else "—",
            unit="%" if mean is not None else "",
            how=f"{shorter.items} 个法律定有期限的事项，逐项用 1 减去承诺与法定之比，再求平均；"
            f"当场办结的按 0 天算。另有 {shorter.skipped} 项没有法定期限或计时单位不同，不参加计算。",
        ),
    )


def _notice(calendar: Calendar, today: date) -> Notice | None:
    """The next make-up day or holiday within a week, so that nobody comes in vain."""
    days = [date.fromordinal(today.toordinal() + ahead) for ahead in range(LOOK_AHEAD + 1)]
    makeup = [day for day in days if calendar.kind(day) is DayKind.MAKEUP]
    closed = [day for day in days if calendar.kind(day) is DayKind.REST and calendar.name(day)]
    if makeup:
        named = "、".join(dates.short_date(day, makeup=True) for day in makeup)
        return Notice(title="周末也开门", text=f"{named}照常受理，当天计入办理时限。")
    holidays = [day for day in closed if calendar.name(day) not in {"周末", "周六", "周日"}]
    if holidays:
        name = calendar.name(holidays[0])
        return Notice(
            title=f"{name}放假",
            text=f"{dates.period(holidays[0], holidays[-1])}不开放，这几天不计入办理时限。"
            "网上查指南、查进度照常。",
        )
    return None
