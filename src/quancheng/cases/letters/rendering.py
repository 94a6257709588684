"""From a letter's value to its PDF.

The compiler is kept for the life of the process, because reading the fonts is what takes time.
The PDF is an archive copy that can be read aloud (PDF/A-2a and PDF/UA-1), and the same value
gives the same bytes.
"""

from __future__ import annotations

import json
import threading
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias, cast

import typst

from quancheng.cases.letters.characters import Typesetter, without_controls
from quancheng.cases.letters.fonts import characters, font_paths
from quancheng.cases.letters.head import Head, Limit
from quancheng.cases.letters.qr import qr_svg
from quancheng.cases.letters.values import Letter, Receipt
from quancheng.cases.letters.wording import in_words, length, moment_in_words
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import SHANGHAI

TEMPLATES = Path(__file__).parent / "templates"
PNG = b"\x89PNG\r\n\x1a\n"

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | None"

_turn = threading.Lock()


class UnableToRenderLetter(UnableTo):
    """The letter cannot be set: a template or a font is damaged, or a value does not fit."""


def render(letter: Letter, *, copy_number: int = 0, fonts: tuple[Path, ...] = ()) -> bytes:
    """The letter as PDF.

    ``copy_number`` 0 is the original; n > 0 prints 副本 补打第 n 次 on every page. ``fonts`` are
    folders the site adds. The same arguments give the same bytes.

    Raises ``UnableToRenderLetter``.
    """
    if copy_number < 0:
        raise UnableToRenderLetter("补打次数不能小于零，请重新打开文书后再打印。")
    source = TEMPLATES / f"{template_of(letter)}.typ"
    moment = datetime.combine(letter.head.issued_on, time(), tzinfo=SHANGHAI)
    inputs = {"letter": json.dumps(content(letter, copy_number=copy_number, fonts=fonts))}
    try:
        with _turn:
            made = _compiler(fonts).compile(
                input=str(source),
                format="pdf",
                sys_inputs=inputs,
                pdf_standards=["a-2a", "ua-1"],
                timestamp=int(moment.timestamp()),
            )
    except RuntimeError as error:
        raise UnableToRenderLetter(
            "文书没有生成，请让管理员执行 quancheng doctor 检查字体和模板，然后再打印。"
        ) from error
    return cast("bytes", made)


def warm(*, fonts: tuple[Path, ...] = ()) -> None:
    """Read the fonts now, so that the first letter of the day is as quick as the others."""
    characters(extra=fonts)
    with _turn:
        _compiler(fonts)


def template_of(letter: Letter) -> str:
    """The template's name without its suffix; a receipt on a slip has one of its own."""
    if isinstance(letter, Receipt) and letter.paper == "slip":
        return "receipt_slip"
    return letter.template


def content(
    letter: Letter, *, copy_number: int = 0, fonts: tuple[Path, ...] = ()
) -> dict[str, Plain]:
    """What the template reads: the value in plain JSON, dates in words, the QR as SVG."""
    setter = Typesetter(shown=characters(extra=fonts))
    return {
        **_named(letter, setter),
        "title": setter.set_text(letter.title),
        "copy": copy_number,
        "qr": qr_svg(without_controls(letter.head.check_url)),
        "missing": list(setter.missing),
    }


@lru_cache(maxsize=4)
def _compiler(fonts: tuple[Path, ...]) -> typst.Compiler:
    return typst.Compiler(
        str(TEMPLATES / "receipt.typ"),
        root=str(TEMPLATES),
        font_paths=[str(path) for path in font_paths(extra=fonts)],
        ignore_system_fonts=True,
    )


def _plain(value: object, setter: Typesetter) -> Plain:
    match value:
        case None | bool() | int():
            return value
        case str():
            return setter.set_text(value)
        case date():
            return dict(_time(value))
        case bytes():
            return _picture(value)
        case tuple():
            return [_plain(part, setter) for part in value]
        case Limit():
            return _limit(value, setter)
        case _:
            return _named(value, setter)


def _time(value: date) -> dict[str, str]:
    return moment_in_words(value) if isinstance(value, datetime) else in_words(value)


def _named(value: object, setter: Typesetter) -> dict[str, Plain]:
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"a letter cannot hold {value!r}")
    named = {part.name: _plain(getattr(value, part.name), setter) for part in fields(value)}
    if isinstance(value, Head):
        named["you"] = "你单位" if value.organisation else "你"
    return named


def _limit(limit: Limit, setter: Typesetter) -> dict[str, Plain]:
    last: Plain = None
    if limit.last_day is not None:
        last = dict(in_words(limit.last_day, note=setter.set_text(limit.note)))
    return {
        "length": length(limit.value, unit=limit.unit),
        "value": limit.value,
        "unit": limit.unit,
        "last": last,
        "provisional": limit.provisional,
    }


def _picture(image: bytes) -> list[Plain]:
    if not image.startswith(PNG):
        raise UnableToRenderLetter("签名图片不是 PNG 格式，请重新签名后再打印。")
    return list(image)
