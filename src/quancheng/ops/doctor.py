"""Looks at a site the way an operator would: each check is OK, or says what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from quancheng.cases.letters.fonts import missing_fonts
from quancheng.cases.queries.open_cases import count_provisional
from quancheng.clock.queries import known_years
from quancheng.clock.rounds import waiting_round, watch
from quancheng.identity.operations.keys import vault_health
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import SHANGHAI
from quancheng.ops import schema
from quancheng.ops.embedded.binaries import MAJOR, find
from quancheng.ops.embedded.holder import held_by
from quancheng.ops.embedded.places import Places

_OLDEST, _NEWEST = 15, 18
_LEAST_FREE = 2 * 1024**3
_MOST_SKEW_SECONDS = 2.0
# The State Council announces the next year's holidays between October and December.
_OCTOBER, _DECEMBER = 10, 12
_STALE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    subject: str
    fine: bool
    sentence: str


def examine(*, now: Callable[[], datetime]) -> Iterator[Finding]:
    """Every finding, in the order in which a site is set up."""
    yield from _home()
    database = _database()
    yield database
    if database.fine:
        yield _migrations()
        yield _clock_skew(now=now)
        yield _calendar(now=now())
        yield _sweep(now=now())
        yield _recomputation()
    yield _keys()
    yield _fonts()
    yield _disk()
    yield _static()
    if settings.ON_SERVER:
        yield _demo()


def _home() -> Iterator[Finding]:
    if settings.ON_SERVER:
        return
    places = Places(Path(settings.HOME))
    holder = held_by(places)
    running = holder is not None and holder.pid != os.getpid()
    who = (
        f"由{holder.described()}运行"
        if holder and running
        else "未在运行，数据库为本次检查临时启动"
    )
    yield Finding("站点", True, f"{places.home}，{who}")
    try:
        find()
    except UnableTo as error:
        yield Finding("内置数据库", False, error.sentence)
    else:
        yield Finding("内置数据库", True, f"PostgreSQL {MAJOR}")


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = str(cursor.fetchone()[0])
    except DatabaseError:
        return Finding("数据库", False, "没有回应，请检查 DATABASE_URL 和数据库服务器。")
    major = int(version.split(".", maxsplit=1)[0].split(maxsplit=1)[0])
    if not _OLDEST <= major <= _NEWEST:
        said = f"版本是 {version}，请换用 PostgreSQL {_OLDEST} 到 {_NEWEST}。"
        return Finding("数据库", False, said)
    return Finding("数据库", True, f"PostgreSQL {version}")


def _migrations() -> Finding:
    due = schema.pending()
    if due:
        return Finding("升级", False, f"有 {len(due)} 项未执行，请备份后运行 quancheng migrate。")
    return Finding("升级", True, "已是最新")


def _clock_skew(*, now: Callable[[], datetime]) -> Finding:
    with connection.cursor() as cursor:
        before = now()
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
        after = now()
    skew = max((before - theirs).total_seconds(), (theirs - after).total_seconds(), 0.0)
    if skew > _MOST_SKEW_SECONDS:
        said = f"与数据库相差 {skew:.1f} 秒，时限会算错，请在两台机器上启用时间同步（chrony）。"
        return Finding("系统时间", False, said)
    return Finding("系统时间", True, f"{before:%Y-%m-%d %H:%M:%S}，与数据库相差 {skew:.1f} 秒")


def _calendar(*, now: datetime) -> Finding:
    years = known_years()
    if now.year not in years:
        said = f"没有 {now.year} 年的工作日历，请在管理台的“工作日历”导入放假通知。"
        return Finding("工作日历", False, said)
    span = f"{min(years)} 到 {max(years)} 年"
    if now.month >= _OCTOBER and now.year + 1 not in years:
        waiting = count_provisional()
        said = (
            f"还没有 {now.year + 1} 年的工作日历，跨年的时限暂不能算出（暂定 {waiting} 件），"
            "通知发布后请在管理台的“日历”导入。"
        )
        return Finding("工作日历", now.month < _DECEMBER, f"{span}；{said}")
    return Finding("工作日历", True, span)


def _sweep(*, now: datetime) -> Finding:
    kept = watch()
    if kept is None:
        return Finding("时限检查", True, "后台任务还没有检查过")
    last = f"{kept.swept_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    if kept.behind_since is not None:
        said = f"系统时间比上次检查（{last}）还早，已停止检查时限；请核对时间，再在管理台首页确认。"
        return Finding("时限检查", False, said)
    if now - kept.swept_at > _STALE and settings.ON_SERVER:
        said = f"上次是 {last}，后台任务可能停了，请检查 quancheng worker。"
        return Finding("时限检查", False, said)
    gap = ""
    if kept.gap_from is not None and kept.gap_to is not None:
        begin, end = (each.astimezone(SHANGHAI) for each in (kept.gap_from, kept.gap_to))
        gap = f"；最近一次中断 {begin:%m-%d %H:%M} 到 {end:%m-%d %H:%M}，已补查"
    return Finding("时限检查", True, f"上次 {last}{gap}")


def _recomputation() -> Finding:
    waiting = waiting_round()
    if waiting is None or waiting.scanned_at is not None:
        return Finding("期限重算", True, "没有待重算的件")
    said = f"进行中，已看 {waiting.seen} / {waiting.total} 件（{waiting.cause}）"
    return Finding("期限重算", True, said)


def _keys() -> Finding:
    try:
        return Finding("密钥", True, vault_health())
    except UnableTo as error:
        return Finding("密钥", False, error.sentence)


def _fonts() -> Finding:
    missing = missing_fonts()
    if missing:
        return Finding("字体", False, "".join(missing))
    return Finding("字体", True, "文书字体齐全")


def _disk() -> Finding:
    place = Path(settings.HOME)
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if free < _LEAST_FREE:
        return Finding("磁盘", False, f"{place} 只剩 {free / 2**30:.1f} GB，请清理或扩容。")
    return Finding("磁盘", True, f"{place} 还有 {free / 2**30:.0f} GB")


def _static() -> Finding:
    vendor = Path(__file__).resolve().parents[1] / "web" / "ui" / "static" / "vendor"
    if not (vendor / "htmx.min.js").is_file():
        return Finding("网页文件", False, "缺少第三方网页文件，请重新运行 make setup。")
    return Finding("网页文件", True, "齐全")


def _demo() -> Finding:
    if settings.DEMO:
        said = "演示模式已打开，任何人可以一键登录，请去掉 QUANCHENG_DEMO。"
        return Finding("演示模式", False, said)
    return Finding("演示模式", True, "已关闭")
