"""Outline icons, drawn inline by ``{% icon "search" %}``.

The path data in ``icons.json`` are those of Tabler Icons (MIT licence, copyright Paweł Kuna): each value holds
the paths of one 24 × 24 outline icon joined together. Add an icon by adding its line there.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString

from quancheng.kernel.errors import UnableTo


class UnableToDraw(UnableTo):
    """The icon is not in the set."""


@cache
def paths() -> dict[str, str]:
    """Path data by icon name."""
    text = Path(__file__).with_name("icons.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def svg(name: str, *, css: str = "", label: str = "") -> SafeString:
    """The icon ``name`` as inline SVG; hidden from readers unless ``label`` says what it means.

    Raises :class:`UnableToDraw` for a name that is not in the set, so that a typing error shows in the tests.
    """
    try:
        data = paths()[name]
    except KeyError:
        raise UnableToDraw(
            f"没有名为“{name}”的图标，请改用图标表里的名字，或把它加进图标表。"
        ) from None
    classes = f"q-i {css}".strip()
    hidden = (
        format_html(' role="img" aria-label="{}"', label)
        if label
        else SafeString(' aria-hidden="true"')
    )
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" '
        'stroke-linejoin="round"{}><path d="{}"/></svg>',
        classes,
        hidden,
        data,
    )
