"""Keep the pictures of the README: `python -m tests.browser.gallery.keep docs/images`."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

from tests.browser.conftest import SCREENSHOTS

COLOURS = 128


def keep(folder: Path) -> None:
    """Write each picture with few colours, so that it stays small."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(SCREENSHOTS.glob("readme-*.png")):
        picture = Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        picture.save(folder / path.name.removeprefix("readme-"), optimize=True)


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
