"""Collects static files under hashed names when they changed since the last start."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.test.utils import override_settings

_STAMP = "sources.sha256"
_HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def fingerprint() -> str:
    """A digest over the name, size and time of every static file of the installed applications."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            found = Path(storage.path(name)).stat()
            seen.update(json.dumps([name, found.st_size, found.st_mtime_ns]).encode())
    return seen.hexdigest()


def collect() -> bool:
    """Collect into `STATIC_ROOT` if something changed; whether it was needed.

    The files are collected beside and moved into place, so that a running page never misses one.
    """
    root = Path(settings.STATIC_ROOT)
    now = fingerprint()
    stamp = root / _STAMP
    if stamp.is_file() and stamp.read_text(encoding="ascii") == now:
        return False
    fresh = root.with_name("static.new")
    shutil.rmtree(fresh, ignore_errors=True)
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": _HASHED}}
    with override_settings(STATIC_ROOT=str(fresh), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    (fresh / _STAMP).write_text(now, encoding="ascii")
    shutil.rmtree(root, ignore_errors=True)
    fresh.rename(root)
    return True
