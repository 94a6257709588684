"""`quancheng rebuild`: replays the record of every case and compares it with the tables."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

from quancheng.ops import site

HELP = "按记录重放全部办件，核对与现有数据是否一致"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("--check", action="store_true", required=True, help="只核对，不改动")


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read inside is of one moment, so that people may go on working meanwhile."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def run(_arguments: argparse.Namespace) -> int:
    """Replay and compare; exit code 1 if something differs."""
    with site.opened():
        from quancheng.journeys.rebuild import check

        with one_moment(), Progress(console=Console(stderr=True)) as progress:
            bar = progress.add_task("核对办件", total=None)
            checked, findings = check(progress=lambda done: progress.update(bar, completed=done))
    for found in findings:
        print(f"{found.number or found.subject}：{found.sentence}")
    print(f"核对 {checked.cases} 件、{checked.entries} 条记录，{len(findings)} 处不一致。")
    return 1 if findings else 0
