"""The sample letters, and how a test reads a PDF."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from pypdf import PdfReader


def _samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "sample_letters", Path(__file__).with_name("sample_letters.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    return _samples()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "every_letter" in metafunc.fixturenames:
        made = _samples().ALL
        names = [f"{letter.title}-{number}" for number, letter in enumerate(made)]
        metafunc.parametrize("every_letter", made, ids=names)


@pytest.fixture(scope="session")
def words() -> Callable[[bytes], str]:
    """The text of a PDF without spaces and line breaks."""

    def read(made: bytes) -> str:
        pages = PdfReader(BytesIO(made)).pages
        return "".join("".join(page.extract_text() for page in pages).split())

    return read
