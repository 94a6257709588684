"""No tail of long files, functions and templates; folders are words of the trade."""

from __future__ import annotations

import ast

import pytest

from tests.laws.repository import (
    ROOT,
    SOURCE,
    functions,
    is_ours,
    percentile,
    python_files,
    short,
    templates,
)

_NO_WORDS = {"utils", "util", "helpers", "helper", "common", "core", "manager", "managers", "misc"}


def _lines(path: object) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())  # type: ignore[attr-defined]


def test_no_file_is_longer_than_400_lines() -> None:
    tests = [path for path in (ROOT / "tests").rglob("*.py") if is_ours(path)]
    long = {short(path): _lines(path) for path in [*python_files(), *tests] if _lines(path) > 400}
    assert long == {}


def test_nine_files_in_ten_have_at_most_220_lines() -> None:
    assert percentile([_lines(path) for path in python_files()], share=0.9) <= 220


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_longer_than_50_lines() -> None:
    long = {
        f"{short(path)}:{node.name}": _length(node)
        for path in python_files()
        for node in functions(path)
        if _length(node) > 50
    }
    assert long == {}


def test_nine_functions_in_ten_have_at_most_25_lines() -> None:
    lengths = [_length(node) for path in python_files() for node in functions(path)]
    assert percentile(lengths, share=0.9) <= 25


def test_nine_templates_in_ten_have_at_most_100_lines() -> None:
    assert percentile([_lines(path) for path in templates()], share=0.9) <= 100


@pytest.mark.parametrize("word", sorted(_NO_WORDS))
def test_no_folder_or_file_is_called_after_no_trade(word: str) -> None:
    named = [
        short(path)
        for path in SOURCE.rglob("*")
        if path.stem == word and is_ours(path) and path.suffix in {"", ".py"}
    ]
    assert named == []
