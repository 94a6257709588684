"""The command line: sentences, exit codes, tracebacks only when asked for."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quancheng.kernel.errors import UnableTo
from quancheng.ops import cli

PROGRAM = Path(sys.executable).parent / "quancheng"


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="quancheng-cli-"))
    folder.chmod(0o711)
    yield folder / "home"
    shutil.rmtree(folder)


def quancheng(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [PROGRAM, *words],
        env={**kept, "QUANCHENG_HOME": str(home), **more},
        capture_output=True,
        text=True,
        check=False,
    )


def failing(error: Exception) -> Any:
    def run(_arguments: argparse.Namespace) -> int:
        raise error

    return run


class UnableToTest(UnableTo):
    """An error for these tests."""


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for name in cli.COMMANDS:
        with pytest.raises(SystemExit) as ended:
            cli.main([name, "--help"])
        assert ended.value.code == 0
        assert cli.command(name).HELP in capsys.readouterr().out.replace("\n", "")


def test_a_wrong_command_line_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["no-such-command"])
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith("命令写法有误")
    assert said.count("\n") == 1


def test_an_error_a_person_can_act_on_is_its_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli.command("doctor"), "run", failing(UnableToTest("请先做这个。")))
    assert cli.main(["doctor"]) == 1
    assert capsys.readouterr().err == "请先做这个。\n"


def test_an_unforeseen_error_is_one_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli.command("doctor"), "run", failing(ZeroDivisionError("by\nzero")))
    assert cli.main(["doctor"]) == 2
    said = capsys.readouterr().err
    assert "ZeroDivisionError：by zero" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("error", [UnableToTest("x"), ZeroDivisionError("x")])
def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setattr(cli.command("doctor"), "run", failing(error))
    for words in (["--debug", "doctor"], ["doctor", "--debug"]):
        with pytest.raises(type(error)):
            cli.main(words)


def test_an_interrupted_command_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli.command("doctor"), "run", failing(KeyboardInterrupt()))
    assert cli.main(["doctor"]) == 130
    assert capsys.readouterr().err == ""


def test_a_new_site_is_made_checked_and_found_in_order(home: Path) -> None:
    due = quancheng(home, "migrate", "--check")
    assert due.returncode == 1
    assert "请运行 quancheng migrate" in due.stdout
    made = quancheng(home, "migrate")
    assert made.returncode == 0, made.stderr
    assert quancheng(home, "migrate", "--check").returncode == 0
    assert (home / "secret.key").stat().st_mode & 0o077 == 0
    healthy = quancheng(home, "doctor")
    assert healthy.returncode == 0, healthy.stdout
    assert "PostgreSQL 18" in healthy.stdout
    checked = quancheng(home, "rebuild", "--check")
    assert checked.returncode == 0, checked.stderr
    assert "0 处不一致" in checked.stdout


def test_a_wrong_setting_is_named_before_anything_is_done(home: Path) -> None:
    answer = quancheng(home, "doctor", QUANCHENG_DEMO="perhaps")
    assert answer.returncode == 1
    assert "QUANCHENG_DEMO" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_server_without_a_secret_is_refused(home: Path) -> None:
    answer = quancheng(home, "migrate", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert answer.returncode == 1
    assert "SECRET_KEY" in answer.stderr


def test_a_server_that_does_not_answer_is_one_sentence(home: Path) -> None:
    answer = quancheng(
        home,
        "migrate",
        DATABASE_URL="postgresql://nobody@127.0.0.1:1/none",
        SECRET_KEY="x" * 50,
        ALLOWED_HOSTS="localhost",
    )
    assert answer.returncode == 1
    assert answer.stderr == "数据库没有回应：请检查 DATABASE_URL 和数据库服务器是否在运行。\n"


def test_a_home_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    answer = quancheng(blocked / "home", "doctor")
    assert answer.returncode == 1
    assert str(blocked / "home") in answer.stderr
    assert answer.stderr.count("\n") == 1
