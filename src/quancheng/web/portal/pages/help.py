"""Help pages: centres and hours, remedies, all pages of the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.urls import reverse

from quancheng.catalogue import queries as catalogue
from quancheng.clock import queries as clock
from quancheng.clock.engine import DayKind
from quancheng.hall.queries import CounterView
from quancheng.identity import queries as identity
from quancheng.kernel.moments import day_of
from quancheng.regions import queries as regions
from quancheng.web.portal.pages import bundles, departments, places
from quancheng.web.ui.components import Link
from quancheng.web.ui.presenters import dates

KINDS: Final = (
    ("advice", "咨询引导"),
    ("general", "综合受理"),
    ("special", "专业窗口"),
    ("bank", "银行收费"),
    ("delivery", "统一送达"),
)
MOST_OFFICES: Final = 6
ROBOTS: Final = """User-agent: *
Disallow: /progress/
Disallow: /p/
Disallow: /verify/
Disallow: /phone/
Disallow: /account/
Disallow: /desk/
Allow: /
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterCard:
    """A counter with the offices whose items it takes in."""

    number: str
    name: str
    serves: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TownCard:
    """A town centre."""

    name: str
    windows: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CentresPage:
    """Where to go, and whether it is open today."""

    today: str
    groups: tuple[tuple[str, tuple[CounterCard, ...]], ...]
    towns: tuple[TownCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemediesPage:
    """To whom to turn."""

    county: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapPage:
    """Links to everything."""

    groups: tuple[tuple[str, tuple[Link, ...]], ...]


def centres_page(*, region_code: str, now: datetime) -> CentresPage:
    """The counters of the centre by kind, and the town centres."""
    found = places.places(region_code=region_code)
    names = {each.code: each.short_name for each in identity.offices_of(region_code)}
    groups = tuple(
        (label, tuple(_counter(each, names) for each in found.centre if each.kind == kind))
        for kind, label in KINDS
    )
    return CentresPage(
        today=_today(region_code, now),
        groups=tuple((label, cards) for label, cards in groups if cards),
        towns=tuple(
            TownCard(name=each.name, windows=f"{each.windows} 个窗口", is_open=each.is_open)
            for each in found.towns
        ),
    )


def remedies_page(*, region_code: str) -> RemediesPage:
    """The county whose government reconsiders."""
    return RemediesPage(county=regions.region(region_code).name)


def sitemap_page(*, region_code: str, today: date) -> SitemapPage:
    """Every page that anyone can open."""
    offices = departments.links(catalogue.items_by_department(region_code=region_code, on=today))
    return SitemapPage(
        groups=(
            ("常用", _links((("首页", "home"), ("找事项", "items"), ("查进度", "progress"),
                           ("查验真伪", "verify"), ("公示统计", "figures")))),
            ("帮助", _links((("窗口和镇便民服务中心", "centres"), ("怎么查验收件凭证", "help-receipt"),
                           ("对结果不服怎么办", "help-remedies")))),
            ("一件事", tuple(
                Link(label=each.name, url=each.url)
                for _, group in bundles.bundles_page(region_code=region_code)
                for each in group
            )),
            ("部门", tuple(
                Link(label=f"{each.name}（{each.count} 项）", url=each.url) for each in offices
            )),
        )
    )  # fmt: skip


def _links(pairs: Sequence[tuple[str, str]]) -> tuple[Link, ...]:
    return tuple(Link(label=label, url=reverse(f"portal:{name}")) for label, name in pairs)


def _counter(found: CounterView, names: dict[str, str]) -> CounterCard:
    offices = [names[code] for code in found.office_codes if code in names]
    serves = "、".join(offices[:MOST_OFFICES])
    if len(offices) > MOST_OFFICES:
        serves += f"等 {len(offices)} 个部门"
    return CounterCard(number=found.number, name=found.name, serves=serves, is_open=found.is_open)


def _today(region_code: str, now: datetime) -> str:
    today = day_of(now)
    calendar = clock.calendar_for(region_code=region_code)
    said = f"今天是{dates.cn_date(today, calendar=calendar)}"
    kind = calendar.kind(today)
    if kind in (DayKind.WORKING, DayKind.MAKEUP):
        return f"{said}，照常开放。"
    upcoming = calendar.forward(today)
    if kind is DayKind.REST and isinstance(upcoming, date):
        return f"{said}，不开放；{dates.short_date(upcoming, calendar=calendar)}开门。"
    return f"{said}，是否开放请拨打 12345 询问。"
