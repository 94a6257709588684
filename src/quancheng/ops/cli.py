"""The command `quancheng`: one module of `quancheng.ops.commands` per noun.

An error a person can act on is one sentence on standard error and exit code 1; anything else is
one sentence and exit code 2. Tracebacks appear only with `--debug`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from types import ModuleType

from quancheng.kernel.errors import UnableTo

COMMANDS = (
    "demo",
    "serve",
    "worker",
    "migrate",
    "catalogue",
    "clock",
    "simulate",
    "rebuild",
    "doctor",
    "keys",
    "token",
    "docs",
)
REFUSED, BROKEN, INTERRUPTED = 1, 2, 130


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one Chinese sentence."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Say what is wrong with the command line and end with exit code 1."""
        self.exit(REFUSED, f"命令写法有误（{message}），请运行 {self.prog} --help 查看用法。\n")


def parser() -> Parser:
    """The whole command line."""
    root = Parser(
        prog="quancheng",
        description="全程代理政务服务平台",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    root.add_argument("--debug", action="store_true", help="出错时显示完整的调用过程")
    root.add_argument("--version", action="version", version=f"quancheng {version('quancheng')}")
    commands = root.add_subparsers(dest="command", metavar="命令", required=True)
    for name in COMMANDS:
        module = command(name)
        made = commands.add_parser(
            name,
            help=module.HELP,
            description=module.HELP,
            formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        )
        made.add_argument(
            "--debug",
            action="store_true",
            default=argparse.SUPPRESS,
            help="出错时显示完整的调用过程",
        )
        module.add_arguments(made)
        made.set_defaults(run=module.run)
    return root


def command(name: str) -> ModuleType:
    """The module of one command: `HELP`, `add_arguments(parser)` and `run(arguments) -> int`."""
    return import_module(f"quancheng.ops.commands.{name}")


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quancheng.settings")
    given = parser().parse_args(words)
    try:
        return int(given.run(given))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return BROKEN
    except UnableTo as error:
        if given.debug:
            raise
        print(error.sentence, file=sys.stderr)
        return REFUSED
    except Exception as error:
        if given.debug:
            raise
        print(unexpected(error), file=sys.stderr)
        return BROKEN


def unexpected(error: Exception) -> str:
    """One sentence for an error nobody foresaw."""
    said = " ".join(str(error).split())[:300] or type(error).__name__
    return f"出现意外错误（{type(error).__name__}：{said}），请加 --debug 重新运行并把输出交给维护人员。"


if __name__ == "__main__":
    sys.exit(main())
