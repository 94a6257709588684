"""The processes of a running site: web server and worker, beside the embedded database."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from quancheng.kernel.errors import UnableTo
from quancheng.ops.embedded.server import EmbeddedServer
from quancheng.ops.process_tree import Child, ProcessTree

THREADS = 4


class UnableToListen(UnableTo):
    """The port is taken or not allowed."""


def check_port(*, host: str, port: int) -> None:
    """Raises `UnableToListen` if the web server could not listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UnableToListen(
                f"无法监听 {host}:{port}（{error.strerror}）：端口可能已被占用，请用 --port 换一个端口。"
            ) from error


def web(*, host: str, port: int, workers: int) -> Child:
    """The web server: granian, WSGI, one pool of database connections per worker."""
    words = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi"]
    words += ["--host", host, "--port", str(port), "--http", "1", "--no-ws"]
    words += ["--workers", str(workers), "--blocking-threads", str(THREADS)]
    words += ["--backlog", "2048", "--respawn-failed-workers", "--workers-kill-timeout", "15"]
    words += ["--log-level", "warning", "quancheng.ops.wsgi:application"]
    pool = os.environ.get("QUANCHENG_DB_POOL") or str(THREADS + 1)
    return Child("web", words, {"QUANCHENG_DB_POOL": pool})


def worker() -> Child:
    """The worker, which finds the database that the tree's root runs."""
    return Child("worker", [sys.executable, "-m", "quancheng.ops.cli", "worker"])


def default_workers() -> int:
    """Web processes for this machine: one per core, four at most for a start."""
    return max(1, min(os.cpu_count() or 1, 4))


def run(
    *,
    server: EmbeddedServer | None,
    host: str,
    port: int,
    workers: int,
    with_worker: bool = True,
    more: Sequence[Child] = (),
) -> int:
    """Run web, worker and `more` until SIGINT or SIGTERM; the exit code."""
    children = [web(host=host, port=port, workers=workers), *more]
    if with_worker:
        children.append(worker())
    caretaker = server.revive if server is not None else None
    return ProcessTree(children, caretaker).run()
