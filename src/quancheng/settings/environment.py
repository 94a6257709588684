"""Typed readers of environment variables that fail loudly.

Each reader takes the variable's name and a default. A variable that is set but empty counts as
not set. A value that does not fit raises `UnableToReadSetting`, whose sentence names the variable,
says what is expected and never repeats a value that may be secret.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from quancheng.kernel.errors import UnableTo

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})


class UnableToReadSetting(UnableTo):
    """A setting is missing or has a value that does not fit."""


def is_set(name: str) -> bool:
    """Whether the variable has a value that is not empty."""
    return bool(os.environ.get(name, "").strip())


def text(name: str, *, default: str | None = None) -> str:
    """The variable's text without surrounding spaces.

    Raises `UnableToReadSetting` if it is not set and has no default.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise UnableToReadSetting(f"没有设置环境变量 {name}，请设置后重新启动。")
    return default


def flag(name: str, *, default: bool) -> bool:
    """A yes or no: 1, true, yes, on or 0, false, no, off, in any case."""
    value = text(name, default="yes" if default else "no").lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise UnableToReadSetting(f"环境变量 {name} 只能是 1 或 0（也可写 yes/no、on/off），请改正。")


def number(name: str, *, default: int, minimum: int, maximum: int) -> int:
    """A whole number from `minimum` to `maximum`, both included."""
    value = text(name, default=str(default))
    if value.isascii() and value.isdigit() and minimum <= int(value) <= maximum:
        return int(value)
    raise UnableToReadSetting(f"环境变量 {name} 应是 {minimum} 到 {maximum} 之间的整数，请改正。")


def choice(name: str, *, options: Sequence[str], default: str) -> str:
    """One of the words in `options`, in any case."""
    value = text(name, default=default).lower()
    if value in options:
        return value
    raise UnableToReadSetting(f"环境变量 {name} 只能是 {'、'.join(options)} 之一，请改正。")


def listed(name: str, *, default: Sequence[str]) -> list[str]:
    """Words separated by commas, without empty ones."""
    value = text(name, default=",".join(default))
    return [word.strip() for word in value.split(",") if word.strip()]


def networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Networks or single addresses separated by commas; none by default."""
    try:
        return [ipaddress.ip_network(word) for word in listed(name, default=[])]
    except ValueError:
        raise UnableToReadSetting(
            f"环境变量 {name} 应是用逗号分隔的网段（如 10.1.0.0/16），请改正。"
        ) from None


def url(name: str, *, schemes: Sequence[str], default: str | None = None) -> str:
    """An address whose scheme is one of `schemes`."""
    value = text(name, default=default)
    if not value or urlsplit(value).scheme in schemes:
        return value
    expected = "、".join(f"{scheme}://" for scheme in schemes)
    raise UnableToReadSetting(f"环境变量 {name} 应以 {expected} 开头，请改正。")


def path(name: str, *, default: Path) -> Path:
    """An absolute path; a leading ~ is the home of the account that runs the program."""
    value = Path(text(name, default=str(default))).expanduser()
    if value.is_absolute():
        return value
    raise UnableToReadSetting(f"环境变量 {name} 应是绝对路径（以 / 开头），请改正。")
