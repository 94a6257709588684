"""Collecting static files under hashed names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quancheng.ops import static_files


@pytest.fixture
def root(settings: Any, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path / "static"


def test_files_are_collected_once_and_again_when_they_change(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert static_files.collect() is True
    names = json.loads((root / "staticfiles.json").read_text())["paths"]
    hashed = names["vendor/htmx.min.js"]
    assert hashed != "vendor/htmx.min.js"
    assert (root / hashed).is_file()
    assert (root / f"{hashed}.gz").is_file()
    assert static_files.collect() is False
    monkeypatch.setattr(static_files, "fingerprint", lambda: "changed")
    assert static_files.collect() is True


def test_the_fingerprint_knows_every_file() -> None:
    assert static_files.fingerprint() == static_files.fingerprint()
    assert len(static_files.fingerprint()) == 64
