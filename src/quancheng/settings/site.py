"""The secret of the site."""

from __future__ import annotations

import secrets
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
