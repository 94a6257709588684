"""`quancheng clock`: the proof sheet of a case, a deadline for anybody, the calendar as a table."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from quancheng.clock.engine import (
    Calendar,
    DayKind,
    DayRecord,
    Facts,
    Limit,
    Suspension,
    UnableToReadCalendar,
    Verdict,
    deadline,
)
from quancheng.kernel import moments
from quancheng.kernel.identifiers import read_case_number
from quancheng.ops import site, typed
from quancheng.ops.calendars import calendar_at_hand
from quancheng.web.ui.presenters import dates

if TYPE_CHECKING:
    from quancheng.journeys.papers.proof_sheet import ProofOfTime

HELP = "时限：一件的时限计算书、推算截止日、导出工作日历"
KINDS = {DayKind.WORKING: "工作日", DayKind.REST: "休息日", DayKind.MAKEUP: "调休上班"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    actions = parser.add_subparsers(dest="action", metavar="动作", required=True)
    sheet = actions.add_parser("proof", help="一件的时限计算书：每一天算不算、为什么")
    sheet.add_argument("number", help="办件编号，23 位")
    sheet.add_argument(
        "--json", action="store_true", help="输出数据，供 docs/reference/clock_check.py 复核"
    )
    due = actions.add_parser("due", help="推算截止日；没有数据库也能用")
    due.add_argument("--from", dest="start", required=True, help="起算的事件日，当日不计")
    due.add_argument("--days", required=True, help="期限，单位见 --unit")
    due.add_argument("--unit", default="working_day", help="working_day、natural_day 或者 month")
    due.add_argument(
        "--suspend",
        action="append",
        default=[],
        metavar="开始:结束",
        help="停止计时，可以重复；开始当日不算在内，结束当日算在内",
    )
    _region(due)
    listed = actions.add_parser("calendar", help="列出工作日历；没有数据库也能用")
    listed.add_argument("--from", dest="first", required=True, help="第一天")
    listed.add_argument("--to", dest="last", required=True, help="最后一天")
    listed.add_argument("--csv", action="store_true", help="输出 CSV：date、kind、name")
    _region(listed)


def _region(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--region", default="", help="区划代码，计入当地停办日；默认全国")


def run(arguments: argparse.Namespace) -> int:
    """Carry out the action."""
    return {"proof": _proof, "due": _due, "calendar": _calendar}[arguments.action](arguments)


def _proof(arguments: argparse.Namespace) -> int:
    number = read_case_number(arguments.number)
    with site.opened():
        from django.conf import settings

        from quancheng.identity.rules import Role, Scope
        from quancheng.journeys.papers.proof_sheet import proof_of_time

        proof = proof_of_time(
            scope=Scope(role=Role.SUPERVISOR, counties=(number.area,)),
            number=arguments.number,
            now=moments.now(),
            public_url=settings.PUBLIC_URL,
        )
    if arguments.json:
        print(json.dumps(proof.record, ensure_ascii=False, indent=1))
    else:
        _sheet(proof)
    return 0


def _sheet(proof: ProofOfTime) -> None:
    """The sheet as text: the clocks, every day, the sources; nobody's name."""
    letter, console = proof.letter, Console(highlight=False, soft_wrap=True)
    console.print(escape(f"{letter.title}　{letter.head.case_number}　{letter.head.item}"))
    for clock in letter.clocks:
        console.print(escape(f"{clock.name}　{clock.last}　{clock.reckoning}"))
    table = Table("日期", "", "计", "说明", "承诺", "法定", box=None, pad_edge=False)
    for row in letter.rows:
        table.add_row(
            row.day.isoformat(),
            dates.weekday(row.day),
            "计" if row.counted else "—",
            escape(row.reason),
            "" if row.promised is None else str(row.promised),
            "" if row.statutory is None else str(row.statutory),
        )
    console.print(table, soft_wrap=False)
    console.print(
        f"共 {letter.total} 天：计 {letter.counted} 天，停计时 {letter.suspended} 天，"
        f"休息 {letter.rest} 天。"
    )
    for place, note in enumerate(letter.notes, start=1):
        console.print(escape(f"({place}) {note}"))
    if letter.remark:
        console.print(escape(letter.remark))


def _due(arguments: argparse.Namespace) -> int:
    start = typed.day(arguments.start, option="--from")
    limit = Limit(typed.count(arguments.days, option="--days"), typed.unit(arguments.unit))
    stops = _stops(arguments.suspend, start=start)
    calendar = calendar_at_hand(region_code=arguments.region)
    if start < calendar.first:
        raise UnableToReadCalendar(
            f"日历从 {calendar.first} 开始，不能从 {start} 起算，请核对起算日。"
        )
    facts = Facts(today=start, accepted_on=start, suspensions=stops)
    print(_answer(deadline(limit=limit, facts=facts, calendar=calendar), calendar=calendar))
    return 0


def _stops(words: Iterable[str], *, start: date) -> tuple[Suspension, ...]:
    spans = [typed.suspension(each) for each in words]
    for begin, _ in spans:
        if begin < start:
            raise typed.UnableToReadTyped(
                f"停止计时的开始日 {begin} 早于起算日 {start}，请改正日期。"
            )
    return tuple(Suspension(begin, end, ground="停止计时") for begin, end in spans)


def _answer(verdict: Verdict, *, calendar: Calendar) -> str:
    """``最迟 2026年3月19日（周四）  2026-03-19  确定``."""
    if verdict.due is not None:
        return f"最迟 {dates.cn_date(verdict.due, calendar=calendar)}  {verdict.due}  确定"
    start, earliest = verdict.started_on or calendar.last, verdict.earliest or calendar.last
    known = min(calendar.known_until(start), calendar.last)
    return (
        f"不早于 {dates.cn_date(earliest)}  {earliest}  暂定："
        f"日历里没有 {known} 以后的放假安排，公布后再算"
    )


def _calendar(arguments: argparse.Namespace) -> int:
    first, last = typed.period(arguments.first, arguments.last, options=("--from", "--to"))
    calendar = calendar_at_hand(region_code=arguments.region)
    rows = [each for each in calendar.records() if first <= each.day <= last]
    if not rows:
        raise UnableToReadCalendar(
            f"日历里没有 {first} 到 {last}，只有 {calendar.first} 到 {calendar.last}，请改正日期。"
        )
    if arguments.csv:
        _written(rows)
    else:
        _listed(rows)
    missing = (last - first).days + 1 - len(rows)
    if missing:
        print(f"另有 {missing} 天不在日历里，没有列出。", file=sys.stderr)
    return 0


def _written(rows: Sequence[DayRecord]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("date", "kind", "name"))
    writer.writerows((each.day.isoformat(), each.kind.value, each.name) for each in rows)


def _listed(rows: Sequence[DayRecord]) -> None:
    table = Table("日期", "", "安排", "名称", box=None, pad_edge=False)
    for each in rows:
        weekday = dates.weekday(each.day)
        table.add_row(each.day.isoformat(), weekday, KINDS[each.kind], escape(each.name))
    Console(highlight=False).print(table)
