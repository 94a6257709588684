"""The protocol of ClamAV, spoken with a real server over TCP and over a socket of the machine."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quancheng.cases import files
from quancheng.cases.files.scanners import UnableToScan


class Clamd(socketserver.StreamRequestHandler):
    """Reads INSTREAM as clamd does and answers by what was sent."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        server = self.server
        server.received.append(content)  # type: ignore[attr-defined]
        if b"EICAR" in content:
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0")
        elif b"HUGE" in content:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        elif b"SLOW" in content:
            self.wfile.write(b"stream: ")
            self.wfile.flush()
            self.wfile.write(b"OK\0")
        elif b"HANG" not in content:
            self.wfile.write(b"stream: OK\0")


class _UnixServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class _TcpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[list[bytes]]:
    received: list[bytes] = []
    server.received = received  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def clamd() -> Iterator[tuple[files.Scanner, list[bytes]]]:
    server = _TcpServer(("127.0.0.1", 0), Clamd)
    host, port = server.server_address[:2]
    with _running(server) as received:
        yield files.scanner_at(f"tcp:{host!s}:{port}"), received


def test_a_clean_file_passes_and_is_sent_whole(bench, clamd, pdf):
    bench.scanner, received = clamd
    content = pdf() + b"\0" * 200_000
    bench.store(content)
    assert received == [content]


def test_malware_is_refused_by_its_name_and_not_kept(bench, clamd, pdf):
    bench.scanner, _ = clamd
    refusal = bench.refusal(pdf() + b"EICAR")
    assert refusal.reason == "malware"
    assert "Eicar-Test-Signature" in refusal.sentence
    assert bench.left_behind() == []


def test_an_answer_in_two_pieces_is_understood(bench, clamd, pdf):
    bench.scanner, _ = clamd
    assert bench.store(pdf() + b"SLOW").size


@pytest.mark.parametrize("mark", [b"HUGE", b"HANG"])
def test_without_a_clear_answer_nothing_is_kept(bench, clamd, pdf, mark):
    bench.scanner, _ = clamd
    refusal = bench.refusal(pdf() + mark)
    assert refusal.reason == "scanner"
    assert "稍后再传" in refusal.sentence
    assert bench.left_behind() == []


def test_a_scanner_that_is_not_running_keeps_files_out(bench, pdf):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bench.scanner = files.ClamdScanner(address=f"tcp:127.0.0.1:{port}", timeout=1)
    assert bench.refusal(pdf()).reason == "scanner"


def test_the_socket_of_the_machine_works_as_well(bench, tmp_path: Path, pdf):
    place = tmp_path / "clamd.ctl"
    with _running(_UnixServer(str(place), Clamd)) as received:
        bench.scanner = files.scanner_at(f"unix:{place}")
        bench.store(pdf())
    assert received == [pdf()]


def test_a_socket_that_is_not_there_keeps_files_out(bench, tmp_path: Path, pdf):
    bench.scanner = files.ClamdScanner(address=f"unix:{tmp_path}/none.ctl")
    assert bench.refusal(pdf()).reason == "scanner"


def test_an_address_of_no_known_kind_is_an_error(tmp_path: Path):
    path = tmp_path / "a"
    path.write_bytes(b"x")
    with pytest.raises(UnableToScan):
        files.ClamdScanner(address="http://scanner").scan(path=path)


def test_an_answer_without_end_is_cut(bench, tmp_path: Path, pdf):
    class Chatter(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            while self.request.recv(65536):
                try:
                    self.request.sendall(b"x" * 10_000)
                except OSError:
                    return

    place = tmp_path / "c.ctl"
    with _running(_UnixServer(str(place), Chatter)):
        bench.scanner = files.scanner_at(f"unix:{place}")
        assert bench.refusal(pdf()).reason == "scanner"


def test_no_address_means_no_scanner(bench, pdf):
    bench.scanner = files.scanner_at("")
    assert isinstance(bench.scanner, files.NoScanner)
    assert bench.store(pdf()).size
