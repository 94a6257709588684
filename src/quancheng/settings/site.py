"""The site's own folder, its secret, and which packages are Django applications."""

from __future__ import annotations

import secrets
from importlib.util import find_spec
from pathlib import Path

from quancheng.settings import environment


def secret_key(*, home: Path, on_server: bool) -> str:
    """The key that signs sessions and links.

    A server must be given `SECRET_KEY`. With the embedded database the key lives in the home
    folder, where `quancheng.ops.site.prepare` writes it at the first start; before that (building
    documents, type checks) a key for this process only is used, and nothing is written.
    """
    if on_server:
        return environment.text("SECRET_KEY")
    given = environment.text("SECRET_KEY", default="")
    kept = home / "secret.key"
    if given:
        return given
    if kept.is_file():
        return kept.read_text(encoding="ascii").strip()
    return secrets.token_urlsafe(50)


def present(names: list[str]) -> list[str]:
    """Those of the packages that have a module `apps`."""
    return [name for name in names if find_spec(name) and find_spec(f"{name}.apps")]


def middleware(name: str) -> list[str]:
    """The middleware class, if its module exists."""
    module = name.rpartition(".")[0]
    parent = module.rpartition(".")[0]
    return [name] if find_spec(parent) and find_spec(module) else []


def account_model() -> str:
    """The account model; Django's own until `quancheng.identity` exists."""
    return "identity.Account" if present(["quancheng.identity"]) else "auth.User"


def email_field() -> str | None:
    """The account's e-mail field for allauth."""
    return "email"
