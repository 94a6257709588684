"""`quancheng catalogue`: imports a county's list of items, checks it, gives out the template."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from quancheng.kernel import moments
from quancheng.ops import site

if TYPE_CHECKING:
    from quancheng.catalogue.importers import Conflict, Problem

HELP = "事项清单：导入、检查、导出、模板"
_SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    actions = parser.add_subparsers(dest="action", metavar="动作", required=True)
    imported = actions.add_parser("import", help="导入事项清单（CSV 文件夹或 XLSX 工作簿）")
    imported.add_argument("source", type=Path, help="CSV 文件夹或 .xlsx 文件")
    imported.add_argument("--region", default="610924", help="县区代码")
    imported.add_argument("--on", type=date.fromisoformat, help="版本生效日期，默认今天")
    imported.add_argument("--preview", action="store_true", help="只预览差异，不写入")
    imported.add_argument("--quarantine", action="store_true", help="隔离有问题的行，其余照常导入")
    imported.add_argument("--retire-missing", action="store_true", help="停用清单里没有的事项")
    imported.add_argument("--report", type=Path, help="问题清单写到这个 .xlsx 文件")
    checked = actions.add_parser("check", help="只检查文件，不连接数据库")
    checked.add_argument("source", type=Path, help="CSV 文件夹或 .xlsx 文件")
    checked.add_argument("--region", default="610924", help="县区代码")
    checked.add_argument("--report", type=Path, help="问题清单写到这个 .xlsx 文件")
    template = actions.add_parser("template", help="生成空白的 XLSX 模板")
    template.add_argument("path", type=Path, help="要生成的 .xlsx 文件")
    exported = actions.add_parser("export", help="把现行清单导出为 CSV 文件夹")
    exported.add_argument("folder", type=Path, help="导出到这个文件夹")
    exported.add_argument("--region", default="610924", help="县区代码")


def run(arguments: argparse.Namespace) -> int:
    """Carry out the action."""
    actions = {"import": _import, "check": _check, "template": _template, "export": _export}
    return actions[arguments.action](arguments)


def _template(arguments: argparse.Namespace) -> int:
    site.set_up()
    from quancheng.catalogue import importers

    print(f"已生成模板：{importers.template(path=arguments.path)}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    site.set_up()
    from quancheng.catalogue import importers

    problems = importers.check(source=arguments.source)
    found = importers.conflicts(source=arguments.source, region_code=arguments.region)
    _report(problems, path=arguments.report, conflicts=found)
    return 1 if problems else 0


def _export(arguments: argparse.Namespace) -> int:
    with site.opened():
        from quancheng.catalogue import importers

        written = importers.export(
            region_code=arguments.region,
            folder=arguments.folder,
            on=moments.day_of(moments.now()),
        )
    for path in written:
        print(path)
    return 0


def _import(arguments: argparse.Namespace) -> int:
    now = moments.now()
    on = arguments.on or moments.day_of(now)
    with site.opened():
        if arguments.preview:
            return _preview(arguments, on=on)
        return _apply(arguments, on=on, now=now)


def _preview(arguments: argparse.Namespace, *, on: date) -> int:
    from quancheng.catalogue import importers

    plan = importers.preview(source=arguments.source, region_code=arguments.region, on=on)
    _counts(plan.counts)
    _report(plan.problems, path=arguments.report, conflicts=plan.conflicts)
    return 1 if plan.problems else 0


def _apply(arguments: argparse.Namespace, *, on: date, now: datetime) -> int:
    from quancheng.catalogue import importers

    with Progress(console=Console(stderr=True)) as progress:
        bar = progress.add_task("导入", total=None)

        def show(stage: str, done: int, total: int) -> None:
            progress.update(bar, description=stage, completed=done, total=total)

        try:
            outcome = importers.apply(
                source=arguments.source,
                region_code=arguments.region,
                on=on,
                now=now,
                quarantine=arguments.quarantine,
                retire_missing=arguments.retire_missing,
                progress=show,
            )
        except importers.UnableToImport as error:
            progress.stop()
            _report(error.problems, path=arguments.report)
            raise
    _counts(outcome.counts)
    _report(outcome.problems, path=arguments.report, conflicts=outcome.conflicts)
    return 0


def _counts(counts: dict[str, int]) -> None:
    table = Table(box=None, show_header=False)
    for label, count in counts.items():
        table.add_row(label, str(count))
    Console().print(table)


def _report(
    problems: Iterable[Problem], *, path: Path | None, conflicts: Iterable[Conflict] = ()
) -> None:
    from quancheng.catalogue import importers

    found, against = tuple(problems), tuple(conflicts)
    for problem in found[:_SHOWN]:
        print(f"{problem.sheet} 第 {problem.row} 行 {problem.column}：{problem.sentence}")
    if len(found) > _SHOWN:
        print(f"另有 {len(found) - _SHOWN} 处问题，请用 --report 写到文件里查看。")
    _tell_conflicts(against)
    if path is not None:
        written = importers.problems_workbook(problems=found, path=path, conflicts=against)
        print(f"问题清单：{written}")
    if not found:
        print("没有发现问题。")


def _tell_conflicts(conflicts: tuple[Conflict, ...]) -> None:
    """What contradicts the law on time, with counts; it keeps nothing from being imported."""
    from quancheng.catalogue import importers

    if not conflicts:
        return
    counts = "，".join(f"{kind} {many} 处" for kind, many in importers.counted(conflicts).items())
    print(f"与法律不一致 {len(conflicts)} 处（{counts}），不影响导入，法定时限按法律计算：")
    for one in conflicts[:_SHOWN]:
        print(f"  {one.item}：{one.sentence}{one.change}")
    if len(conflicts) > _SHOWN:
        print(f"  另有 {len(conflicts) - _SHOWN} 处，请用 --report 写到文件里查看。")
