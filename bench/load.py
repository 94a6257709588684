"""The load generator: a process of its own that speaks HTTP/1.1 over kept connections.

It reads one JSON plan from standard input and writes what it saw to standard output, so that
the measuring process does not compete with it. ``streams`` are lists of requests that follow
each other; a stream that has no moments is sent as fast as the site answers (how many acts a
second), one with moments at those seconds after the start, and then the wait counts from that
moment even if the connection was still busy (how long people wait).
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

_LATE = 120.0


@dataclass(slots=True)
class Seen:
    """What one plan saw: seconds by kind of request, and answers that were not wanted."""

    walls: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def note(self, *, kind: str, wall: float) -> None:
        """One answer that was wanted."""
        self.walls.setdefault(kind, []).append(wall)


class Line:
    """One kept connection to the site."""

    def __init__(self, *, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, message: bytes) -> tuple[int, bytes]:
        """Send a request; the status and the head of the answer, once all of it has come."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port, limit=2**20)
        reader, writer = self._streams
        writer.write(message)
        head = await reader.readuntil(b"\r\n\r\n")
        low = head.lower()
        if b"transfer-encoding: chunked" in low:
            while size := int((await reader.readline()).split(b";")[0], 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        elif b"content-length:" in low:
            length = int(low.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            await reader.readexactly(length)
        if b"connection: close" in low:
            writer.close()
            self._streams = None
        return int(head[9:12]), head

    def close(self) -> None:
        """Give the connection back."""
        if self._streams is not None:
            self._streams[1].close()


def _message(*, host: str, request: dict[str, Any]) -> bytes:
    body = str(request.get("body", "")).encode()
    words = [f"{request['method']} {request['path']} HTTP/1.1", f"Host: {host}"]
    words += [f"{name}: {value}" for name, value in request["headers"].items()]
    if body:
        words += [
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
    return "\r\n".join([*words, "", ""]).encode() + body


async def _one(*, line: Line, host: str, request: dict[str, Any], due: float, seen: Seen) -> None:
    status, head = await asyncio.wait_for(
        line.ask(_message(host=host, request=request)), timeout=_LATE
    )
    wall = time.perf_counter() - due
    sent_to_login = b"/accounts/" in head.partition(b"ocation: ")[2].partition(b"\r\n")[0]
    if status == request["wants"] and not sent_to_login:
        seen.note(kind=request["kind"], wall=wall)
    else:
        seen.wrong.append(f"{request['method']} {request['path']}: {status}")


async def _as_fast_as_answered(plan: dict[str, Any], *, site: Any, seen: Seen) -> None:
    waiting = list(reversed(plan["streams"]))

    async def work() -> None:
        line = Line(host=site.hostname, port=site.port)
        while waiting:
            for request in waiting.pop():
                now = time.perf_counter()
                await _one(line=line, host=site.netloc, request=request, due=now, seen=seen)
        line.close()

    await asyncio.gather(*(work() for _ in range(plan["people"])))


async def _at_moments(plan: dict[str, Any], *, site: Any, seen: Seen) -> None:
    idle: list[Line] = []
    began = time.perf_counter()

    async def work(request: dict[str, Any]) -> None:
        line = idle.pop() if idle else Line(host=site.hostname, port=site.port)
        due = began + request["moment"]
        await _one(line=line, host=site.netloc, request=request, due=due, seen=seen)
        idle.append(line)

    tasks = []
    for request in sorted(plan["streams"], key=lambda each: float(each["moment"])):
        await asyncio.sleep(max(0.0, began + request["moment"] - time.perf_counter()))
        tasks.append(asyncio.create_task(work(request)))
    await asyncio.gather(*tasks)
    for line in idle:
        line.close()


async def _run(plan: dict[str, Any]) -> dict[str, Any]:
    site, seen = urlsplit(plan["url"]), Seen()
    began = time.perf_counter()
    if plan["timed"]:
        await _at_moments(plan, site=site, seen=seen)
    else:
        await _as_fast_as_answered(plan, site=site, seen=seen)
    return {
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time(),
        "walls": seen.walls,
        "wrong": seen.wrong,
    }


if __name__ == "__main__":
    json.dump(asyncio.run(_run(json.load(sys.stdin))), sys.stdout)
