"""`quancheng docs`: writes the reference documents that come from the code."""

from __future__ import annotations

import argparse
from pathlib import Path

from quancheng.kernel.errors import UnableTo
from quancheng.ops import site

HELP = "由代码生成参考文档（开发用）"
REPOSITORY = Path(__file__).resolve().parents[4]


class UnableToFindDocuments(UnableTo):
    """The program does not run from its repository."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("--check", action="store_true", help="只比较，文档过时则退出码为 1")


def run(arguments: argparse.Namespace) -> int:
    """Write the documents, or name those that are out of date."""
    folder = REPOSITORY / "docs"
    if not (REPOSITORY / "pyproject.toml").is_file():
        raise UnableToFindDocuments("没有找到代码仓库，这个命令只能在仓库里运行。")
    site.set_up()
    from quancheng.ops import reference

    stale = reference.stale(folder)
    for path in stale:
        if not arguments.check:
            reference.write(folder, path=path)
        print(f"{'已过时' if arguments.check else '已生成'}：docs/{path}")
    return 1 if stale and arguments.check else 0
