"""Looks at a site the way an operator would: each check is OK, or says what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from quancheng.cases.letters.fonts import missing_fonts
from quancheng.clock.queries import known_years
from quancheng.identity.operations.keys import vault_health
from quancheng.kernel.errors import UnableTo
from quancheng.ops import schema
from quancheng.ops.embedded.binaries import MAJOR, find
from quancheng.ops.embedded.holder import held_by
from quancheng.ops.embedded.places import Places

_OLDEST, _NEWEST = 15, 18
_LEAST_FREE = 2 * 1024**3
_MOST_SKEW_SECONDS = 2.0
# The State Council announces the next year's holidays in November.
_DECEMBER = 12


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
    if now.month == _DECEMBER and now.year + 1 not in years:
        said = f"还没有 {now.year + 1} 年的工作日历，跨年的时限暂不能算出，请导入放假通知。"
        return Finding("工作日历", False, said)
    return Finding("工作日历", True, f"{min(years)} 到 {max(years)} 年")


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
