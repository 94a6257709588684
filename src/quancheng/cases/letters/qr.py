"""QR codes as SVG text, to be set into a letter."""

from __future__ import annotations

import io

import segno

DARK = "#18222f"


def qr_svg(content: str) -> str:
    """``content`` as a QR code in SVG: error correction M or better.

    Raises ``ValueError`` where ``content`` is longer than a QR code can hold.
    """
    drawing = io.BytesIO()
    segno.make(content, error="m", micro=False).save(
        drawing, kind="svg", border=0, dark=DARK, xmldecl=False, svgns=True, nl=False, omitsize=True
    )
    return drawing.getvalue().decode()
