"""What the doctor finds."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from quancheng.clock.operations import seed_calendar
from quancheng.clock.operations.recomputation import ask_round
from quancheng.clock.operations.watch import go_forward
from quancheng.kernel import moments
from quancheng.ops import doctor
from quancheng.ops.doctor import Finding

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=moments.SHANGHAI)


def findings(now: datetime | None = None) -> dict[str, Finding]:
    def clock() -> datetime:
        return now or moments.now()

    return {found.subject: found for found in doctor.examine(now=clock)}


@pytest.fixture
def calendar() -> None:
    seed_calendar(now=NOON)


def test_a_site_in_order_has_nothing_to_do(calendar: None) -> None:
    found = findings()
    assert [each for each in found.values() if not each.fine] == []
    assert {"数据库", "升级", "系统时间", "工作日历", "密钥", "字体", "磁盘"} <= found.keys()


def test_a_clock_that_is_wrong_is_named(calendar: None) -> None:
    skewed = findings(now=moments.now() - timedelta(minutes=3))["系统时间"]
    assert not skewed.fine
    assert "180" in skewed.sentence or "179" in skewed.sentence


def test_a_missing_calendar_is_named() -> None:
    assert not findings()["工作日历"].fine


def test_next_year_is_asked_for_in_december(calendar: None) -> None:
    last = max(_years())
    assert findings(now=datetime(last, 11, 30, tzinfo=moments.SHANGHAI))["工作日历"].fine
    october = findings(now=datetime(last, 10, 1, tzinfo=moments.SHANGHAI))["工作日历"]
    assert october.fine
    assert f"还没有 {last + 1} 年的工作日历" in october.sentence
    september = findings(now=datetime(last, 9, 30, tzinfo=moments.SHANGHAI))["工作日历"]
    assert str(last + 1) not in september.sentence
    december = findings(now=datetime(last, 12, 1, tzinfo=moments.SHANGHAI))["工作日历"]
    assert not december.fine
    assert str(last + 1) in december.sentence


def _years() -> tuple[int, ...]:
    from quancheng.clock.queries import known_years

    return known_years()


def test_the_sweep_and_what_befell_it_are_told(calendar: None, settings: Any) -> None:
    def said(now: datetime) -> Finding:
        return findings(now=now)["时限检查"]

    assert "还没有检查过" in said(NOON).sentence
    go_forward(now=NOON)
    assert said(NOON) == Finding("时限检查", True, "上次 2026-03-02 12:00")
    monday = NOON + timedelta(days=3)
    assert said(monday).fine
    settings.ON_SERVER = True
    assert "后台任务可能停了" in said(monday).sentence
    assert not said(monday).fine
    go_forward(now=monday)
    assert "最近一次中断 03-02 12:00 到 03-05 12:00，已补查" in said(monday).sentence
    assert not go_forward(now=NOON)
    assert not said(NOON).fine
    assert "已停止检查时限" in said(NOON).sentence


def test_a_round_under_way_is_told(calendar: None) -> None:
    assert findings()["期限重算"].sentence == "没有待重算的件"
    ask_round(region_code="", version=1, cause="停办", by="系统管理员", now=NOON, total=7, mark=0)
    assert "已看 0 / 7 件（停办）" in findings()["期限重算"].sentence


def test_a_due_migration_is_named(calendar: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'delivery'")
    found = findings()["升级"]
    assert not found.fine
    assert "quancheng migrate" in found.sentence


def test_a_database_that_is_down_ends_the_questions_to_it() -> None:
    def refuse(*_arguments: object) -> None:
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        found = findings()
    assert not found["数据库"].fine
    assert "升级" not in found


def test_missing_keys_are_named(calendar: None, settings: Any, tmp_path: Path) -> None:
    settings.KEYS_FOLDER = tmp_path
    assert not findings()["密钥"].fine


def test_the_demonstration_on_a_server_is_a_fault(calendar: None, settings: Any) -> None:
    settings.ON_SERVER = True
    settings.DEMO = True
    assert not findings()["演示模式"].fine
    settings.DEMO = False
    assert findings()["演示模式"].fine


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.disk_usage

    def usage(path: str | os.PathLike[str]) -> Any:
        return real(path)._replace(free=10**9)

    monkeypatch.setattr(shutil, "disk_usage", usage)


def test_a_full_disk_is_named(calendar: None, full_disk: None) -> None:
    found = findings()["磁盘"]
    assert not found.fine
    assert "0.9 GB" in found.sentence
