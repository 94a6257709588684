"""Who imports whom: the contracts of pyproject.toml, and what they cannot see."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from django.apps import apps

from tests.laws.repository import DOMAINS, LAYERS, ROOT, SOURCE, parsed, python_files, short

_PURE_FOLDERS = {"rules", "engine"}
_SYSTEM_CLOCK = {"now", "today", "utcnow", "time", "monotonic"}


def test_the_contracts_between_packages_are_kept() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    answer = subprocess.run(
        [linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_every_domain_has_its_contracts() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {
        contract["id"]: contract for contract in config["tool"]["importlinter"]["contracts"]
    }
    present = {name for name in DOMAINS if (SOURCE / name).is_dir()}
    assert {f"models-{name}" for name in present} <= contracts.keys()
    assert {f"quancheng.{name}" for name in present} == set(contracts["inside"]["containers"])


def test_a_foreign_key_points_to_the_same_or_a_lower_layer() -> None:
    depth = {name: level for level, names in enumerate(LAYERS) for name in names}
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in depth
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete
        if not _points_down(model._meta.app_label, field.related_model._meta.app_label, depth)
    ]
    assert wrong == []


def _points_down(source: str, target: str, depth: dict[str, int]) -> bool:
    if target not in depth:
        return target in {"contenttypes", "auth"}
    return source == target or depth[source] < depth[target]


def test_no_other_domain_is_reached_through_the_model_registry() -> None:
    wrong = [
        f"{short(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "get_model"
    ]
    assert wrong == []


def test_rules_and_engines_do_not_ask_the_system_clock() -> None:
    wrong = [
        f"{short(path)}:{node.lineno} {ast.unparse(node.func)}"
        for path in python_files()
        if _is_pure(path)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        if isinstance(node.func, ast.Attribute) and node.func.attr in _SYSTEM_CLOCK
        if ast.unparse(node.func.value) in {"datetime", "date", "time", "moments", "timezone"}
    ]
    assert wrong == []


def _is_pure(path: Path) -> bool:
    inside = path.relative_to(SOURCE).with_suffix("").parts
    return bool(_PURE_FOLDERS & set(inside)) and inside[0] in DOMAINS


def test_only_doors_and_workers_ask_the_system_clock() -> None:
    doors = {"web", "api", "ops", "kernel"}
    wrong = [
        f"{short(path)}:{node.lineno}"
        for path in python_files()
        if path.relative_to(SOURCE).parts[0] not in doors
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _CLOCK_CALLS
    ]
    assert wrong == []


_CLOCK_CALLS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "timezone.now",
    "moments.now",
    "now",
    "time.time",
}


def test_no_model_sends_signals_or_overrides_save() -> None:
    wrong = [
        f"{short(path)}:{node.lineno} {node.name}"
        for path in python_files()
        if path.relative_to(SOURCE).parts[0] in DOMAINS
        if "models" in path.with_suffix("").parts
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and node.name == "save"
    ]
    wrong += [
        f"{short(path)}:{node.lineno} {node.module}"
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("db.models.signals")
    ]
    assert wrong == []
