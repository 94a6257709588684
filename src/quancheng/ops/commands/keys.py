"""`quancheng keys`: the keys that seal personal data."""

from __future__ import annotations

import argparse

from rich.progress import Progress

from quancheng.kernel import moments
from quancheng.ops import site

HELP = "管理加密个人信息的密钥"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    actions = parser.add_subparsers(dest="action", metavar="动作", required=True)
    actions.add_parser("rotate", help="换用新密钥，并把已有数据重新加密；中断后再次运行即继续")


def run(_arguments: argparse.Namespace) -> int:
    """Rotate the keys."""
    with site.opened():
        from quancheng.identity.operations.rotation import rotate_keys

        with Progress() as progress:
            bar = progress.add_task("重新加密", total=None)

            def show(done: int, total: int) -> None:
                progress.update(bar, completed=done, total=total)

            count = rotate_keys(now=moments.now(), progress=show)
    print(f"已换用新密钥，重新加密 {count} 条记录。请备份密钥文件；旧密钥要留着，旧备份还需要它。")
    return 0
