"""A site that is killed while people work on it: the site, the people, the killer."""

from __future__ import annotations

import http.client
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import psutil

from tests.factories.sites import free_port

KINDS = ("web worker", "web server", "worker", "database", "database backend")
PATIENCE = 180.0
PAUSE = 0.1


def descendants(pid: int) -> list[psutil.Process]:
    """The processes that ``pid`` has started, and those they have started."""
    with suppress(psutil.NoSuchProcess):
        return [each for each in psutil.Process(pid).children(recursive=True) if _alive(each)]
    return []


def _alive(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def _words(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return " ".join(process.cmdline())
    return ""


@dataclass(frozen=True, slots=True)
class Running:
    """A site in a process tree of its own."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> str:
        """What its processes have printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def await_ready(self) -> None:
        """Wait until the site serves."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process.poll() is None, self.said()
            with suppress(OSError, http.client.HTTPException):
                if _ask(self.url, "GET", "/readyz")[0] == 200:
                    return
            time.sleep(PAUSE)
        raise AssertionError(f"the site does not serve:\n{self.said()}")

    def end(self) -> None:
        """Stop it if it still runs."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=90)

    def victims(self, kind: str) -> list[psutil.Process]:
        """The processes of a kind that live now."""
        family = descendants(self.process.pid)
        servers = [each for each in family if "postgres" in _words(each).split(" ")[0]]
        postmasters = [each for each in servers if " -D " in _words(each)]
        webs = [each for each in family if "granian" in _words(each)]
        leaders = [each for each in webs if each.ppid() == self.process.pid]
        found = {
            "web worker": [each for each in webs if each not in leaders],
            "web server": leaders,
            "worker": [each for each in family if _words(each).endswith("cli worker")],
            "database": postmasters,
            "database backend": [
                each for each in servers if each not in postmasters and "[local]" in _words(each)
            ],
        }
        return found[kind]


def start_site(*, environment: Mapping[str, str], home: Path) -> Running:
    """`quancheng serve` with its embedded database, once it serves."""
    port = free_port()
    log = home / "site.log"
    words = [sys.executable, "-m", "quancheng.ops.cli", "serve"]
    words += ["--port", str(port), "--workers", "2"]
    with log.open("ab") as output:
        process = subprocess.Popen(
            words,
            env=dict(environment),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    running = Running(url=f"http://127.0.0.1:{port}", process=process, log=log)
    try:
        running.await_ready()
    except BaseException:
        running.end()
        raise
    return running


def _ask(
    url: str,
    method: str,
    path: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: str | None = None,
) -> tuple[int, http.client.HTTPMessage, str]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        connection.request(method, path, body=body, headers=dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


@dataclass
class Progress:
    """How many acts are acknowledged, counted by several threads."""

    done: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self) -> None:
        """One more."""
        with self._lock:
            self.done += 1


class Person:
    """Somebody at a desk of the demonstration, who tries again until he has an answer."""

    def __init__(self, url: str, *, place: str) -> None:
        """``place``: what the list of demonstration accounts says this person does."""
        self._url = url
        self._place = place
        self._cookies: dict[str, str] = {}
        self._lock = threading.Lock()
        self._enter()

    def act(self, path: str, given: Mapping[str, str]) -> str:
        """Post an act until it is acknowledged; its idempotency key."""
        key = uuid4().hex
        until = time.monotonic() + PATIENCE
        said = "nothing"
        while time.monotonic() < until:
            with suppress(OSError, http.client.HTTPException):
                status, headers, body = self._post(path, given, key=key)
                target = headers.get("Location", "")
                if status == 302 and "/accounts/login/" not in target:
                    return key
                said = f"{status} {target} {body[:3000]}"
                if status in (302, 403):
                    self._enter()
            time.sleep(PAUSE)
        raise AssertionError(f"{path} was never acknowledged: {said}")

    def find(self, path: str, pattern: str) -> str:
        """What stands on a page at ``pattern``, once the page comes."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError, http.client.HTTPException):
                status, _, body = self._get(path)
                if status == 200 and (found := re.search(pattern, body)):
                    return found[1]
            time.sleep(PAUSE)
        raise AssertionError(f"{path} never showed {pattern}")

    def _enter(self) -> None:
        with self._lock:
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until:
                with suppress(OSError, http.client.HTTPException):
                    if self._entered():
                        return
                time.sleep(PAUSE)
        raise AssertionError(f"{self._place} could not enter")

    def _entered(self) -> bool:
        self._cookies = {}
        status, headers, body = self._get("/demo/")
        self._keep(headers)
        seat = next((part for part in body.split("<form")[1:] if self._place in part), None)
        if status != 200 or seat is None:
            return False
        given = dict(re.findall(r'name="([a-z]+)"\s+value="([^"]*)"', seat))
        status, headers, _ = self._post("/demo/enter/", given, key="")
        self._keep(headers)
        return status == 302

    def _keep(self, headers: http.client.HTTPMessage) -> None:
        for line in headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self._cookies[name] = morsel.value

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}

    def _get(self, path: str) -> tuple[int, http.client.HTTPMessage, str]:
        return _ask(self._url, "GET", path, headers=self._headers())

    def _post(
        self, path: str, given: Mapping[str, str], *, key: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        headers = self._headers() | {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self._cookies.get("csrftoken", ""),
        }
        if key:
            headers["Idempotency-Key"] = key
        return _ask(self._url, "POST", path, headers=headers, body=urlencode(given))


class Killer(threading.Thread):
    """Kills processes of a site with SIGKILL at random moments of its work."""

    def __init__(
        self,
        site: Running,
        *,
        progress: Progress,
        random: random.Random,
        acts: int,
        times: int = 20,
    ) -> None:
        super().__init__(name="killer", daemon=True)
        self._site = site
        self._progress = progress
        self._random = random
        self._moments = sorted(random.sample(range(5, acts - 5), times))
        self._kinds = [KINDS[turn % len(KINDS)] for turn in range(times)]
        random.shuffle(self._kinds)
        self.killed: list[str] = []

    def run(self) -> None:
        """Wait for each moment, then kill one process of the kind whose turn it is."""
        for moment, kind in zip(self._moments, self._kinds, strict=True):
            while self._progress.done < moment:
                time.sleep(0.005)
            time.sleep(self._random.uniform(0, 0.2))
            self._kill(kind)

    def _kill(self, kind: str) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            victims = self._site.victims(kind)
            if victims:
                with suppress(psutil.NoSuchProcess):
                    self._random.choice(victims).kill()
                    self.killed.append(kind)
                    return
            time.sleep(PAUSE)
