"""A small picture that is really one."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def _drawn(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 48), "#dce8f6").save(out, kind)
    return out.getvalue()


PNG = _drawn("PNG")
JPEG = _drawn("JPEG")
