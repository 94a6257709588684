"""`quancheng serve` on the county of the run, and people who are logged in there."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

PATIENCE = 90.0


class UnableToServe(Exception):
    """The site did not come up, or did not let a person in."""


def ask(
    url: str, path: str, *, headers: Mapping[str, str] | None = None, body: str | None = None
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """One request: status, headers and the bytes as they went over the wire."""
    line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        method = "GET" if body is None else "POST"
        line.request(method, path, body=body, headers=dict(headers or {}))
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        line.close()


def _cookies(headers: http.client.HTTPMessage) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in headers.get_all("Set-Cookie") or []:
        found |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A logged-in session; ``headers`` carry it and the token that a form of its pages has."""

    headers: Mapping[str, str]


def enter(url: str, *, post: int) -> Person:
    """Log in as the holder of ``post`` through the demonstration's entrance.

    Raises :class:`UnableToServe` where that post is not on its list.
    """
    _, headers, page = ask(url, "/demo/")
    cookies = _cookies(headers)
    for seat in page.decode().split("<form")[1:]:
        given = dict(re.findall(r'name="([a-z]+)"\s+value="([^"]*)"', seat))
        if given.get("post") == str(post):
            status, headers, _ = ask(
                url, "/demo/enter/", headers=_session(cookies), body=urlencode(given)
            )
            if status == 302:
                return Person(headers=_session(cookies | _cookies(headers)))
    raise UnableToServe(f"post {post} cannot enter")


def _session(cookies: Mapping[str, str]) -> dict[str, str]:
    return {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": cookies.get("csrftoken", ""),
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept-Encoding": "gzip",
    }


def _environment(home: Path) -> dict[str, str]:
    """The site's own settings, on the database that this run has opened."""
    from django.db import connection

    settings = connection.settings_dict
    address = f"postgresql://{settings['USER']}@/{settings['NAME']}?host={settings['HOST']}"
    return os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "quancheng.settings",
        "SECRET_KEY": (home / "secret.key").read_text(encoding="ascii"),
        "ALLOWED_HOSTS": "127.0.0.1",
        "QUANCHENG_HOME": str(home),
        "QUANCHENG_DEMO": "1",
        "QUANCHENG_LOG_LEVEL": "warning",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Path, *, workers: int = 2) -> Iterator[str]:
    """The address of the site with ``workers`` web processes and its worker, until the block ends.

    Raises :class:`UnableToServe`.
    """
    port = _free_port()
    words = [sys.executable, "-m", "quancheng.ops.cli", "serve"]
    words += ["--port", str(port), "--workers", str(workers)]
    log = home / "site.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            words, env=_environment(home), stdout=said, stderr=said, start_new_session=True
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + PATIENCE
        while not _is_ready(url):
            if process.poll() is not None or time.monotonic() > until:
                raise UnableToServe(log.read_text(encoding="utf-8", errors="replace")[-2000:])
            time.sleep(0.1)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _is_ready(url: str) -> bool:
    with suppress(OSError, http.client.HTTPException):
        return ask(url, "/readyz")[0] == 200
    return False
