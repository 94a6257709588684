"""A durable site of its own with the demonstration county, thrown away after the run."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "demo" / "ziyang"
COUNTY = "610924"
OPENED = date(2025, 1, 6)


@dataclass(frozen=True, slots=True)
class Site:
    """The site's folder, and the seconds that its county took to load into an empty database."""

    home: Path
    loaded: float


@contextmanager
def county() -> Iterator[Site]:
    """An embedded site with the county loaded; fsync and synchronous commit are on."""
    home = Path(tempfile.mkdtemp(prefix="quancheng-bench-"))
    home.chmod(0o711)
    os.environ["QUANCHENG_HOME"] = str(home)
    os.environ["QUANCHENG_DEMO"] = "1"
    os.environ["QUANCHENG_LOG_LEVEL"] = "warning"
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    os.environ.pop("DATABASE_URL", None)
    from quancheng.ops import site

    try:
        with site.opened(alone=True):
            from quancheng.kernel.moments import at
            from quancheng.ops.county import load_county

            began = time.perf_counter()
            load_county(folder=FOLDER, region_code=COUNTY, now=at(OPENED, 8), on=OPENED)
            yield Site(home, time.perf_counter() - began)
    finally:
        shutil.rmtree(home, ignore_errors=True)
