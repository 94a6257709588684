"""`quancheng demo`: the demonstration county, filled and running, with one command."""

from __future__ import annotations

import argparse
import os
import sys
import webbrowser
from datetime import date
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn

from quancheng.kernel.errors import UnableTo
from quancheng.ops import service, site
from quancheng.ops.commands.serve import add_web_arguments
from quancheng.ops.process_tree import Child

HELP = "打开演示县（紫阳县）：首次运行导入清单并模拟办件历史，然后启动网站"
COUNTY, SEED, VISITS = "610924", 2026, 360
FOLDER = Path(__file__).resolve().parents[4] / "demo" / "ziyang"


class UnableToOpenDemo(UnableTo):
    """The demonstration cannot be opened here."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_web_arguments(parser)
    parser.add_argument("--days", type=int, default=10, help="首次运行时模拟多少个工作日的历史")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="演示县的数据文件夹")
    parser.add_argument("--quiet", action="store_true", help="不让大厅自己动")
    parser.add_argument("--open", action="store_true", help="启动后打开浏览器")


def run(arguments: argparse.Namespace) -> int:
    """Fill the demonstration where it is empty, then serve it."""
    if site.on_server() and os.environ.get("QUANCHENG_DEMO") != "1":
        raise UnableToOpenDemo(
            "设置了 DATABASE_URL：演示会往这个数据库写入虚构的办件。"
            "确认是演示专用的数据库后，请同时设置 QUANCHENG_DEMO=1 再运行。"
        )
    os.environ["QUANCHENG_DEMO"] = "1"
    service.check_port(host=arguments.host, port=arguments.port)
    with site.opened(alone=True) as server:
        _fill(folder=arguments.folder, days=arguments.days)
        from quancheng.ops import static_files

        static_files.collect()
        site.close_connections()
        address = f"http://{arguments.host}:{arguments.port}/demo/"
        print(f"演示已启动：{address}  按 Ctrl+C 停止。", flush=True)
        if arguments.open:
            webbrowser.open(address)
        return service.run(
            server=server,
            host=arguments.host,
            port=arguments.port,
            workers=arguments.workers,
            more=[] if arguments.quiet else [_live()],
        )


def _live() -> Child:
    words = [sys.executable, "-m", "quancheng.ops.cli", "simulate", "--live"]
    return Child("live", words, {"QUANCHENG_DEMO": "1"})


def _fill(*, folder: Path, days: int) -> None:
    """Load the list and make the history; what was cut short before is gone on with."""
    from quancheng.kernel import moments
    from quancheng.ops.commands.simulate import history
    from quancheng.ops.simulator import filling
    from quancheng.ops.simulator.history import opening_day

    state = filling.filling_of(region_code=COUNTY)
    if not state.wanted:
        return
    now = moments.now()
    if state.begun:
        print("上次的演示数据没有模拟完，现在接着做。", flush=True)
    else:
        _load(folder=folder, first=opening_day(today=moments.day_of(now), days=days))
        filling.mark(region_code=COUNTY, kind=filling.BEGUN, now=now)
    history(region_code=COUNTY, days=days, visits=VISITS, seed=SEED, since=state.reached)
    filling.mark(region_code=COUNTY, kind=filling.FILLED, now=moments.now())


def _load(*, folder: Path, first: date) -> None:
    from quancheng.kernel import moments
    from quancheng.ops.county import load_county
    from quancheng.web.ui.site import DEMO_PASSWORD

    columns = (TextColumn("导入演示县"), BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns) as progress:
        bar = progress.add_task("准备", total=None)

        def report(step: str, done: int, total: int) -> None:
            progress.update(bar, description=step, completed=done, total=total or None)

        loaded = load_county(
            folder=folder,
            region_code=COUNTY,
            now=moments.at(first, 8),
            on=first,
            password=DEMO_PASSWORD,
            progress=report,
        )
    print(
        f"已导入 {loaded.offices} 个部门、{loaded.posts} 个岗位、{loaded.counters} 个窗口、"
        f"{loaded.items} 个事项。"
    )
