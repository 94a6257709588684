"""A durable site of its own with the demonstration county, thrown away after the run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "demo" / "ziyang"
COUNTY = "610924"
OPENED = date(2025, 1, 6)


@contextmanager
def county(home: Path | None = None) -> Iterator[Path]:
    """An embedded site with the county loaded; fsync and synchronous commit are on."""
    folder = home or Path(tempfile.mkdtemp(prefix="quancheng-bench-"))
    folder.chmod(0o711)
    os.environ["QUANCHENG_HOME"] = str(folder)
    os.environ["QUANCHENG_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quancheng.settings")
    os.environ.pop("DATABASE_URL", None)
    from quancheng.ops import site

    try:
        with site.opened(alone=True):
            from quancheng.kernel.moments import at
            from quancheng.ops.county import load_county

            load_county(folder=FOLDER, region_code=COUNTY, now=at(OPENED, 8), on=OPENED)
            yield folder
    finally:
        if home is None:
            shutil.rmtree(folder, ignore_errors=True)
