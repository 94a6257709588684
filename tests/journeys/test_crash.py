"""Killing a running site at random moments: nothing acknowledged is lost, nothing is half done.

The site is a real one in a home of its own, on its embedded database with every safety on. People
send their acts over HTTP, each with its own idempotency key, and send an act again until it is
acknowledged, as a browser's user does. Meanwhile processes of the site are killed with SIGKILL.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from quancheng.ops.embedded.places import Places
from tests.factories.crashes import (
    KINDS,
    Killer,
    Person,
    Progress,
    Running,
    descendants,
    start_site,
)

pytestmark = pytest.mark.slow

CASES = 60
HANDS = 6
SEED = 20260302
LIFE = ["received", "accepted", "claimed", "released", "claimed", "opinion"]
ACTS = CASES * (len(LIFE) - 1)
FILL = """
import sys
from uuid import uuid4
from quancheng.ops import site
with site.opened(alone=True):
    from quancheng.kernel import moments
    from quancheng.ops.county import load_county
    from tests.factories import cases, county
    now = moments.now()
    today = moments.day_of(now)
    load_county(folder=county.FOLDER, region_code=county.COUNTY, now=now, on=today)
    staff = county.Staff(today=today)
    guide = cases.guide_named(cases.FOOD, on=today)
    for seed in range(int(sys.argv[1])):
        print(cases.received(staff, guide, now=now, seed=seed).number, flush=True)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="quancheng-crash-"))
    folder.chmod(0o711)
    yield folder / "home"
    shutil.rmtree(folder)


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    own = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "TEST_DATABASE_URL", "SECRET_KEY", "QUANCHENG_TEST_HOME"}
    }
    return own | {"QUANCHENG_HOME": str(home), "QUANCHENG_DEMO": "1"}


@pytest.fixture
def numbers(environment: dict[str, str]) -> list[str]:
    """The numbers of cases that wait at the counter of a site that is not running."""
    filled = subprocess.run(
        [sys.executable, "-c", FILL, str(CASES)],
        env=environment,
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert filled.returncode == 0, filled.stderr
    return filled.stdout.split()


@pytest.fixture
def running(environment: dict[str, str], home: Path, numbers: list[str]) -> Iterator[Running]:
    assert len(numbers) == CASES
    site = start_site(environment=environment, home=home)
    yield site
    site.end()


def _live(number: str, *, clerk: Person, examiner: Person, progress: Progress) -> list[str]:
    """Take one case through five acts; the keys of the acts, each acknowledged."""
    review = f"/review/cases/{number}/"
    keys = [clerk.act(f"/counter/case/{number}/accept/", {})]
    progress.add()
    task = examiner.find(review, rf"{review}tasks/(\d+)/")
    for name in ("claim", "release", "claim", "verdict"):
        given = {"seen": "999", "verdict": "agree", "reason": "材料齐全，符合条件。"}
        keys.append(examiner.act(f"{review}tasks/{task}/{name}/", given))
        progress.add()
    return keys


def _rows(home: Path, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(Places(home).url()) as connection:
        return connection.execute(query).fetchall()


def _check_record(home: Path, *, numbers: list[str], keys: list[str]) -> None:
    """Every acknowledged act is there once, whole, and nothing else is."""
    receipts = Counter(str(row[0]) for row in _rows(home, "SELECT key FROM ledger_receipt"))
    assert {key: receipts[key] for key in keys} == dict.fromkeys(keys, 1)
    lives: dict[str, list[str]] = {number: [] for number in numbers}
    for number, seq, kind in _rows(
        home,
        "SELECT c.number, e.seq, e.kind FROM ledger_entry e JOIN cases_case c ON c.id = e.subject"
        " WHERE e.stream = 'case' ORDER BY c.number, e.seq",
    ):
        assert seq == len(lives[str(number)]) + 1, f"{number} lacks an entry before {seq}"
        lives[str(number)].append(str(kind))
    own = {"due_soon", "overdue", "unlawful"}
    assert {tuple(kind for kind in life if kind not in own) for life in lives.values()} == {
        tuple(LIFE)
    }
    for table in ("cases_letter", "notices_message"):
        counted = _rows(home, f"SELECT case_id, kind, count(*) FROM {table} GROUP BY 1, 2")
        assert {row[2] for row in counted} == {1}, f"{table} has something twice"
        assert len({row[0] for row in counted}) == CASES


def _check_replay(environment: dict[str, str]) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "quancheng.ops.cli", "rebuild", "--check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert f"核对 {CASES} 件" in checked.stdout


def test_kill_9_at_random_moments_loses_no_acknowledged_act(
    running: Running, environment: dict[str, str], home: Path, numbers: list[str]
) -> None:
    progress = Progress()
    killer = Killer(running, progress=progress, random=random.Random(SEED), acts=ACTS)
    clerk = Person(running.url, place="行业准入")
    examiner = Person(running.url, place="审查")
    killer.start()
    with ThreadPoolExecutor(HANDS) as hands:
        lived = hands.map(
            lambda number: _live(number, clerk=clerk, examiner=examiner, progress=progress),
            numbers,
        )
        keys = [key for life in lived for key in life]
    killer.join()
    assert len(set(keys)) == ACTS == progress.done
    assert Counter(killer.killed).keys() == set(KINDS), killer.killed
    running.await_ready()
    _check_record(home, numbers=numbers, keys=keys)
    _check_replay(environment)

    running.process.send_signal(signal.SIGKILL)
    running.process.wait()
    again = start_site(environment=environment, home=home)
    try:
        _check_record(home, numbers=numbers, keys=keys)
        family = descendants(again.process.pid)
        assert family
        began = time.monotonic()
        again.process.send_signal(signal.SIGTERM)
        assert again.process.wait(timeout=60) == 0, again.said()
        assert time.monotonic() - began < 60
        assert [each.pid for each in family if each.is_running()] == []
    finally:
        again.end()
