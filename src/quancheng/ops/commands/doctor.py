"""`quancheng doctor`: is this site in order, and if not, what to do."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.markup import escape

from quancheng.kernel import moments
from quancheng.ops import site

HELP = "检查站点：数据库、升级、日历、密钥、字体、磁盘、时间"
_WIDEST = 5


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """This command has no arguments."""


def run(_arguments: argparse.Namespace) -> int:
    """Print every finding; exit code 1 if one is not in order."""
    with site.opened(as_is=True):
        from quancheng.ops.doctor import examine

        findings = list(examine(now=moments.now))
    console = Console(soft_wrap=True, highlight=False)
    for found in findings:
        state = "[green]OK[/]    " if found.fine else "[red]要处理[/]"
        subject = found.subject + "　" * (_WIDEST - len(found.subject))
        console.print(f"{subject} {state} {escape(found.sentence)}")
    return 0 if all(found.fine for found in findings) else 1
