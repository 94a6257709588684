"""`quancheng serve`: web server, worker and, without `DATABASE_URL`, the database, in one tree."""

from __future__ import annotations

import argparse

from quancheng.ops import service, site

HELP = "启动网站、后台任务和（未设置 DATABASE_URL 时）内置数据库"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_web_arguments(parser)
    parser.add_argument("--no-worker", action="store_true", help="不启动后台任务（由别的机器承担）")


def add_web_arguments(parser: argparse.ArgumentParser) -> None:
    """Add where the web server listens and how many processes it has."""
    parser.add_argument("--host", default="127.0.0.1", help="监听地址")
    parser.add_argument("--port", type=int, default=8000, help="监听端口")
    parser.add_argument("--workers", type=int, default=service.default_workers(), help="网站进程数")


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    service.check_port(host=arguments.host, port=arguments.port)
    with site.opened(alone=True) as server:
        from quancheng.ops import static_files

        static_files.collect()
        site.close_connections()
        print(
            f"网站已启动：http://{arguments.host}:{arguments.port}/  按 Ctrl+C 停止。", flush=True
        )
        return service.run(
            server=server,
            host=arguments.host,
            port=arguments.port,
            workers=arguments.workers,
            with_worker=not arguments.no_worker,
        )
