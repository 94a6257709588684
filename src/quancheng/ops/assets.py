"""Copies the built browser files and the letters' bold face out of `node_modules` into the package.

Run by `make setup` as `python -m quancheng.ops.assets node_modules`. The copies are not kept in
version control but are part of a built wheel.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from quancheng.kernel.errors import UnableTo

PACKAGE = Path(__file__).resolve().parents[1]
STATIC = PACKAGE / "web" / "ui" / "static" / "vendor"

# What is served, by its path below node_modules, and the name it is served under.
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "signature_pad/dist/signature_pad.umd.min.js": "signature_pad.umd.min.js",
    "echarts/dist/echarts.min.js": "echarts.min.js",
    "bpmn-js/dist/bpmn-navigated-viewer.production.min.js": "bpmn-viewer.min.js",
    "bpmn-js/dist/assets/bpmn-js.css": "bpmn-js.css",
    "bpmn-js/dist/assets/diagram-js.css": "diagram-js.css",
}
# The bold serif of the letters' titles; its licence stands beside it.
TYPEFACES = PACKAGE / "cases" / "letters" / "typefaces"
FONTS = {
    "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf": "NotoSerifSC-Bold.ttf",
    "@expo-google-fonts/noto-serif-sc/LICENSE_FONT": "OFL.txt",
}

_SOURCE_MAP = re.compile(r"(?m)^(//|/\*)# sourceMappingURL=.*$")


class UnableToCopyAssets(UnableTo):
    """A file that the pages need is not in `node_modules`."""


def copy(*, source: Path, static: Path = STATIC, typefaces: Path = TYPEFACES) -> int:
    """Copy every file and return how many were copied.

    Raises `UnableToCopyAssets` naming the first one that is missing.
    """
    static.mkdir(parents=True, exist_ok=True)
    typefaces.mkdir(parents=True, exist_ok=True)
    for inside, name in FILES.items():
        # The source maps are not shipped; a reference to one would break the hashed file names.
        built = _found(source, inside).read_text(encoding="utf-8")
        (static / name).write_text(_SOURCE_MAP.sub("", built), encoding="utf-8")
    for inside, name in FONTS.items():
        shutil.copyfile(_found(source, inside), typefaces / name)
    return len(FILES) + len(FONTS)


def _found(source: Path, inside: str) -> Path:
    if not (source / inside).is_file():
        raise UnableToCopyAssets(f"{source} 里没有 {inside}：请删除该文件夹后重新运行 make setup。")
    return source / inside


def main(words: list[str]) -> int:
    """Copy from the folder named on the command line; the exit code."""
    try:
        copy(source=Path(words[0] if words else "node_modules"))
    except UnableTo as error:
        print(error.sentence, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
