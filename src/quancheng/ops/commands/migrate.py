"""`quancheng migrate`: brings the database to this version, and makes the keys of a new site."""

from __future__ import annotations

import argparse

from quancheng.ops import site

HELP = "把数据库升级到本版本；新站点同时建立密钥"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("--check", action="store_true", help="只检查是否需要升级，不做改动")


def run(arguments: argparse.Namespace) -> int:
    """Migrate, or tell with exit code 1 that a migration is due."""
    with site.opened(as_is=True):
        from quancheng.ops import schema

        if arguments.check:
            due = schema.pending()
            print(
                f"有 {len(due)} 项升级未执行，请运行 quancheng migrate。" if due else "已是最新。"
            )
            return 1 if due else 0
        count = schema.migrate()
    print(f"已执行 {count} 项升级。" if count else "数据库已是最新。")
    return 0
