"""Templates are used, scripts are few, nothing is written inline that the policy forbids."""

from __future__ import annotations

import re
from pathlib import Path

from tests.laws.repository import SOURCE, is_ours, python_files, short, templates

_OWN_JAVASCRIPT = 1500
_HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE)
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/(?:json|ld\+json))[^>]*>")
_INLINE_STYLE = re.compile(r"<style[\s>]|\sstyle\s*=\s*[\"'](?!--[a-z-]+:|\{\{ c\.)")
_FOREIGN = re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)
_BY_CONVENTION = ("account/", "mfa/", "allauth/", "django/")


def _name(path: Path) -> str:
    return str(path).split("/templates/", 1)[1]


def test_every_template_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in python_files())
    pages = "\n".join(path.read_text(encoding="utf-8") for path in templates())
    unused = [
        short(path) for path in templates() if not _is_used(_name(path), code=code, pages=pages)
    ]
    assert unused == []


def _is_used(name: str, *, code: str, pages: str) -> bool:
    if name.startswith(_BY_CONVENTION) or name in {f"{code}.html" for code in (400, 403, 404, 500)}:
        return True
    quoted = (f'"{name}"', f"'{name}'", f'"{name}#', f"'{name}#")
    return any(mention in code or mention in pages for mention in quoted)


def test_own_scripts_have_at_most_1500_lines() -> None:
    scripts = [path for path in SOURCE.rglob("static/**/*.js") if is_ours(path)]
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in scripts)
    assert lines <= _OWN_JAVASCRIPT


def _offenders(pattern: re.Pattern[str]) -> list[str]:
    return [short(path) for path in templates() if pattern.search(path.read_text(encoding="utf-8"))]


def test_no_template_has_an_inline_handler() -> None:
    assert _offenders(_HANDLER) == []


def test_no_template_has_an_inline_script() -> None:
    assert _offenders(_INLINE_SCRIPT) == []


def test_an_inline_style_only_sets_the_custom_properties_of_a_component() -> None:
    assert _offenders(_INLINE_STYLE) == []


def test_no_template_loads_anything_from_elsewhere() -> None:
    loading = re.compile(
        r"<(?:script|link|img|iframe|source)[^>]*" + _FOREIGN.pattern, re.IGNORECASE
    )
    assert _offenders(loading) == []
