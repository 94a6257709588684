"""Cursors of lists: opaque, signed, and good only for the question they came from."""

from __future__ import annotations

from collections.abc import Mapping

from django.core import signing

from quancheng.api.v1.problems import UnableToServe

SALT = "quancheng.api.cursor"


def seal(place: str, *, question: Mapping[str, object]) -> str | None:
    """The cursor for the page that begins at ``place``; ``None`` after the last page."""
    return signing.dumps([place, _mark(question)], salt=SALT) if place else None


def unseal(cursor: str, *, question: Mapping[str, object]) -> str:
    """The place of a cursor; empty for the first page.

    Raises :class:`UnableToServe` (404) for a cursor that is not ours or of another question.
    """
    if not cursor:
        return ""
    try:
        place, mark = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        place, mark = "", ""
    if not place or mark != _mark(question):
        raise UnableToServe("没有这一页：cursor 不是上一页给的，请从第一页开始。", status=404)
    return str(place)


def _mark(question: Mapping[str, object]) -> str:
    return "&".join(f"{key}={question[key]}" for key in sorted(question))
