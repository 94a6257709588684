"""`quancheng simulate`: a history of the demonstration county, or a hall that keeps moving."""

from __future__ import annotations

import argparse
import os
import signal
import threading
from collections import Counter
from datetime import date, datetime

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from quancheng.ops import site

HELP = "用真实的办理动作模拟演示县的历史，或让大厅一直动起来"
COUNTY = "610924"
SEED = 2026
VISITS, LIVE_VISITS = 360, 1200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("--days", type=int, default=10, help="模拟最近多少个工作日")
    parser.add_argument("--per-day", type=int, help="每天多少件（历史 360，--live 1200）")
    parser.add_argument("--seed", type=int, default=SEED, help="随机数种子，相同种子结果相同")
    parser.add_argument("--county", default=COUNTY, help="县的区划代码")
    parser.add_argument("--live", action="store_true", help="不补历史，让大厅从现在起一直动")
    parser.add_argument("--bulk", type=int, default=0, metavar="件数",
                        help="直接批量写入这么多件，供测速用，不经过办理动作")  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Simulate as asked."""
    os.environ.setdefault("QUANCHENG_DEMO", "1")
    with site.opened():
        if arguments.bulk:
            return _bulk(arguments)
        if arguments.live:
            return _live(arguments)
        history(
            region_code=arguments.county,
            days=arguments.days,
            visits=arguments.per_day or VISITS,
            seed=arguments.seed,
        )
    return 0


def history(
    *, region_code: str, days: int, visits: int, seed: int, since: datetime | None = None
) -> None:
    """Make the history, or what is left of it ``since`` then, with a bar that says how far it is."""
    from quancheng.kernel import moments
    from quancheng.ops.simulator.history import simulate_days

    columns = (
        TextColumn("模拟 {task.fields[day]}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total} 天，{task.fields[acts]} 个动作，还要"),
        TimeRemainingColumn(),
    )
    with Progress(*columns) as progress:
        bar = progress.add_task("", total=days, day="……", acts=0)

        def report(*, day: date, done: float, days: int, acts: int) -> None:
            progress.update(bar, completed=done, total=days, day=f"{day:%m-%d}", acts=acts)

        result = simulate_days(
            region_code=region_code,
            days=days,
            visits=visits,
            seed=seed,
            now=moments.now(),
            since=since,
            report=report,
        )
    print(f"已模拟 {result.done['received']} 件、{result.done.total()} 个动作。")
    _tell_refused(result.refused)


def _tell_refused(refused: Counter[str]) -> None:
    for sentence, count in refused.most_common(3):
        print(f"  有 {count} 个动作没有办成：{sentence}")


def _live(arguments: argparse.Namespace) -> int:
    from quancheng.ops.simulator.history import keep_moving

    stopping = threading.Event()
    parent = os.getppid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopping.set())
    print("大厅已动起来，按 Ctrl+C 停止。", flush=True)
    result = keep_moving(
        region_code=arguments.county,
        visits=arguments.per_day or LIVE_VISITS,
        seed=arguments.seed,
        stop=lambda: stopping.is_set() or os.getppid() != parent,
        pause=stopping.wait,
    )
    print(f"大厅已停下：办了 {result.done.total()} 个动作。")
    _tell_refused(result.refused)
    return 0


def _bulk(arguments: argparse.Namespace) -> int:
    from quancheng.kernel import moments
    from quancheng.ops.simulator.bulk import write_cases

    columns = (TextColumn("批量写入"), BarColumn(), TextColumn("{task.completed}/{task.total} 件"))
    with Progress(*columns) as progress:
        bar = progress.add_task("", total=arguments.bulk)
        written = write_cases(
            region_code=arguments.county,
            count=arguments.bulk,
            now=moments.now(),
            report=lambda done: progress.update(bar, completed=done),
        )
    print(f"已写入 {written.cases} 件、{written.entries} 条记录。")
    return 0
