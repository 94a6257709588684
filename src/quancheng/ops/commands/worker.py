"""`quancheng worker`: sends what waits in the outbox, sweeps the clocks, tidies up."""

from __future__ import annotations

import argparse

from quancheng.kernel import moments
from quancheng.ops import site

HELP = "只运行后台任务：发送通知、检查时限、清理"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("--once", action="store_true", help="把到期的任务各做一遍后退出")


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT, or one turn."""
    with site.opened():
        from quancheng.ops.jobs import jobs
        from quancheng.ops.schedule import Schedule
        from quancheng.ops.worker import Worker

        worker = Worker(jobs())
        if arguments.once:
            worker.turn(now=moments.now())
            return 0
        schedule = Schedule()
        schedule.start()
        try:
            worker.run()
        finally:
            schedule.stop()
    return 0
