"""Public functions explain themselves and are called by keyword."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.laws.repository import DOMAINS, SOURCE, parsed, python_files, short


def _public(path: Path) -> Iterator[ast.FunctionDef]:
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def _is_law_of_the_house(path: Path) -> bool:
    return path.relative_to(SOURCE).parts[0] in DOMAINS | {"kernel", "journeys", "ops"}


def test_every_public_function_has_a_docstring() -> None:
    bare = [
        f"{short(path)}:{node.name}"
        for path in python_files()
        if _is_law_of_the_house(path)
        for node in _public(path)
        if ast.get_docstring(node) is None
    ]
    assert bare == []


def test_every_module_says_what_it_is_for() -> None:
    bare = [
        short(path)
        for path in python_files()
        if ast.get_docstring(parsed(path)) is None and path.read_text(encoding="utf-8").strip()
    ]
    assert bare == []


def test_operations_and_journeys_take_keyword_only_arguments() -> None:
    wrong = [
        f"{short(path)}:{node.name}"
        for path in python_files()
        if {"operations", "journeys"} & set(path.relative_to(SOURCE).with_suffix("").parts)
        for node in _public(path)
        if len(node.args.args) + len(node.args.posonlyargs) > 1
    ]
    assert wrong == []


def test_an_error_a_person_reads_is_called_unable_to() -> None:
    wrong = [
        f"{short(path)}:{node.name}"
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
        if any(ast.unparse(base).split(".")[-1].startswith("UnableTo") for base in node.bases)
        if not node.name.startswith("UnableTo")
    ]
    assert wrong == []
