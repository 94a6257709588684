"""File names made safe to show, to download and to print."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
UNNAMED = "未命名"


def cleaned_name(claimed: str, *, extension: str, longest: int) -> str:
    """``claimed`` without folders, controls and direction marks, ending in ``extension``.

    The result has at most ``longest`` characters, the extension included, and is never empty.
    ``extension`` is the one the content has, with its dot.
    """
    last = re.split(r"[/\\]", claimed)[-1]
    seen = "".join(" " if sign in "\t\n\r" else sign for sign in last)
    seen = "".join(sign for sign in seen if unicodedata.category(sign) not in INVISIBLE)
    seen = FORBIDDEN.sub("_", seen)
    stem = SUFFIX.sub("", " ".join(seen.split())).strip(". ")
    if stem.lower().endswith(extension):
        stem = stem[: -len(extension)].rstrip(". ")
    if not stem or DEVICES.fullmatch(stem):
        stem = f"{UNNAMED}{stem}"
    return stem[: longest - len(extension)].rstrip(". ") + extension
