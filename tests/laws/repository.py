"""What the laws read: the source files, the templates, the domains."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "quancheng"

# From the top to the bottom; a set holds packages that stand side by side.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"hall", "payments", "notices", "delivery", "feedback", "inspections"}),
    frozenset({"cases"}),
    frozenset({"catalogue"}),
    frozenset({"identity"}),
    frozenset({"regions"}),
    frozenset({"clock", "workflow"}),
    frozenset({"ledger"}),
)
DOMAINS = frozenset().union(*LAYERS)


def is_ours(path: Path) -> bool:
    """Whether people of this project wrote the file, not a tool or another project."""
    return not {"migrations", "vendor", "__pycache__", "node_modules"} & set(path.parts)


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the product."""
    return tuple(sorted(path for path in SOURCE.rglob("*.py") if is_ours(path)))


@cache
def templates() -> tuple[Path, ...]:
    """Every page template."""
    return tuple(sorted(path for path in SOURCE.rglob("templates/**/*.html") if is_ours(path)))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def short(path: Path) -> str:
    """The path as a reader of the repository knows it."""
    return str(path.relative_to(ROOT))


def percentile(numbers: list[int], *, share: float) -> int:
    """The smallest number that at least `share` of the numbers do not exceed; 0 for none."""
    if not numbers:
        return 0
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
