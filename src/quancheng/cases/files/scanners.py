"""Looking for malware: a hook, and ClamAV behind it where the site runs it."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from quancheng.kernel.errors import UnableTo

PIECE = 64 * 1024
LONGEST_ANSWER = 4096


class UnableToScan(UnableTo):
    """The scanner does not answer, or not in words we know. The file must then not be stored."""


class Scanner(Protocol):
    """Whatever can look a file over."""

    def scan(self, *, path: Path) -> str | None:
        """The name of what was found in the file at ``path``, ``None`` for a clean file.

        Raises ``UnableToScan``.
        """
        ...


class NoScanner:
    """For sites without a scanner: every file passes."""

    def scan(self, *, path: Path) -> str | None:
        """Nothing is ever found."""
        del path
        return None


@dataclass(frozen=True, kw_only=True)
class ClamdScanner:
    """ClamAV's daemon by its INSTREAM command.

    ``address`` is ``unix:/run/clamav/clamd.ctl`` or ``tcp:host:3310``; ``timeout`` in seconds is
    for each step, not for the whole.
    """

    address: str
    timeout: float = 30.0

    def scan(self, *, path: Path) -> str | None:
        """The name of the malware in the file at ``path``, ``None`` for a clean file.

        Raises ``UnableToScan`` when the daemon cannot be reached, hangs up, takes too long, or
        answers with an error (such as its own size limit).
        """
        try:
            with self._connect() as line:
                line.sendall(b"zINSTREAM\0")
                with path.open("rb") as file:
                    while piece := file.read(PIECE):
                        line.sendall(struct.pack("!I", len(piece)) + piece)
                line.sendall(struct.pack("!I", 0))
                answer = self._answer(line)
        except (OSError, ValueError) as error:
            raise UnableToScan(
                "病毒检查暂时不可用，文件没有接收。请稍后再传，或者先收纸质材料。"
            ) from error
        return self._finding(answer)

    def _connect(self) -> socket.socket:
        way, _, place = self.address.partition(":")
        if way == "unix":
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self.timeout)
            try:
                line.connect(place)
            except OSError:
                line.close()
                raise
            return line
        if way == "tcp":
            host, _, port = place.rpartition(":")
            return socket.create_connection((host, int(port)), timeout=self.timeout)
        raise ValueError(f"unknown way to reach clamd: {self.address}")

    @staticmethod
    def _answer(line: socket.socket) -> str:
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            piece = line.recv(LONGEST_ANSWER)
            if not piece:
                break
            answer += piece
        return answer.rstrip(b"\0\n").decode("utf-8", "replace")

    @staticmethod
    def _finding(answer: str) -> str | None:
        said = answer.removeprefix("stream: ")
        if said == "OK":
            return None
        if said.endswith(" FOUND"):
            return said.removesuffix(" FOUND")
        raise UnableToScan(
            "病毒检查没有完成，文件没有接收。请稍后再传；多次失败请告诉管理员检查 ClamAV。"
        )


def scanner_at(address: str) -> Scanner:
    """The scanner for a configured ``address``; an empty address means none is configured."""
    return ClamdScanner(address=address) if address else NoScanner()
