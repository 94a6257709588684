"""The site over HTTP: acts as fast as it answers, and the day's mix of acts and pages."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench import weights
from bench.counties import Site
from bench.lines import Line, median, percentile
from bench.sites import Person, UnableToServe, enter, serving
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.catalogue.queries import Guide
from quancheng.journeys import accept
from quancheng.kernel.moments import day_of, now
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing

RUNS, PEOPLE = 5, 8
FLAT_OUT, SECONDS = 402, 20
ACTS_A_SECOND, PAGES_A_SECOND = 15, 75
RATE_MARK, WAIT_MARK = 200.0, 0.060
MIX = "受理、领取、提意见各三分之一"
LIMITS_RATE = (
    "两核由数据库、两个网站进程、后台任务和压测进程分用；每个动作 5 到 9 条语句，都是写好的 SQL："
    "会话、账号、岗位、读件和写入，领取和提意见另读整件和记录核对所见"
)
LIMITS_WAIT = "办件页的模板和表单渲染（约占其 CPU 的一半）；两核上偶有几个请求同时等 CPU"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who works on the site: one at the counter, one who examines."""

    counter: Person
    examiner: Person
    guide: Guide


def _post(*, who: Person, path: str, kind: str, **given: object) -> dict[str, Any]:
    """An act as the form of its page sends it, under a key of its own."""
    return {
        "method": "POST", "path": path, "kind": kind, "wants": 302,
        "headers": dict(who.headers) | {"Idempotency-Key": uuid4().hex},
        "body": urlencode(given),
    }  # fmt: skip


def _page(*, who: Person, path: str) -> dict[str, Any]:
    headers = {key: value for key, value in who.headers.items() if key != "Content-Type"}
    return {"method": "GET", "path": path, "kind": "page", "wants": 200, "headers": headers}


def _prepared(staff: Staff, guide: Guide, *, count: int, at: datetime) -> list[str]:
    """Numbers of ``count`` cases that wait for their acceptance."""
    return [
        cases.received(staff, guide, now=at, seed=number % 500).number for number in range(count)
    ]


def _accepted(staff: Staff, number: str, *, at: datetime) -> Snapshot:
    accept.accept(doing=doing(staff.at_counter("W06"), now=at), region_code=COUNTY, number=number)
    return cases.read(number)


def _acts(staff: Staff, desk: Desk, *, count: int) -> Iterator[list[dict[str, Any]]]:
    """Streams of ``count`` acts in all: an acceptance, or a claim and then an opinion."""
    at, each = now(), count // 3
    for number in _prepared(staff, desk.guide, count=each, at=at):
        yield [_post(who=desk.counter, path=f"/counter/case/{number}/accept/", kind="act")]
    for number in _prepared(staff, desk.guide, count=each, at=at):
        case = _accepted(staff, number, at=at)
        task = f"/review/cases/{number}/tasks/{case.tasks[0].id}/"
        yield [
            _post(who=desk.examiner, path=f"{task}claim/", kind="act", seen=case.version),
            _post(
                who=desk.examiner, path=f"{task}verdict/", kind="act", seen=case.version + 1,
                verdict="agree", reason="材料齐全，符合条件。",
            ),
        ]  # fmt: skip


def _pages(desk: Desk, numbers: Sequence[str]) -> list[dict[str, Any]]:
    """The pages of a day: lists, cases, the portal's guides and its search."""
    code = desk.guide.item_code
    mine = [_page(who=desk.examiner, path="/review/")] * 2
    mine += [_page(who=desk.examiner, path=f"/review/cases/{number}/") for number in numbers[:3]]
    mine += [_page(who=desk.counter, path=f"/counter/case/{number}/") for number in numbers[3:6]]
    mine += [_page(who=desk.counter, path=path) for path in ("/counter/", "/counter/received/")]
    nobody = Person(headers={"Accept-Encoding": "gzip"})
    mine += [
        _page(who=nobody, path=path)
        for path in ("/", f"/items/{code}/", "/items/?q=%E6%89%A7%E7%85%A7", "/progress/")
    ]
    return mine


def _spread(requests: Sequence[Any], *, seconds: float, random: Random) -> list[float]:
    """Moments at which that many arrive, by chance as people do, within ``seconds``."""
    return sorted(random.uniform(0, seconds) for _ in requests)


def _day(
    *, acts: Sequence[list[dict[str, Any]]], pages: Sequence[dict[str, Any]], random: Random
) -> list[dict[str, Any]]:
    """Acts and pages at their moments; the second act of a case comes some seconds later."""
    streams = list(acts)
    random.shuffle(streams)
    sent = []
    for stream, moment in zip(
        streams, _spread(streams, seconds=SECONDS - 4, random=random), strict=True
    ):
        sent += [request | {"moment": moment + 4 * place} for place, request in enumerate(stream)]
    looked = [random.choice(pages) for _ in range(PAGES_A_SECOND * SECONDS)]
    moments = _spread(looked, seconds=SECONDS, random=random)
    return sent + [page | {"moment": moment} for page, moment in zip(looked, moments, strict=True)]


def _generated(plan: dict[str, Any]) -> dict[str, Any]:
    """Let the generator send a plan; raises :class:`UnableToServe` for an answer not wanted."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(plan), capture_output=True, text=True, check=True,
        cwd=Path(__file__).resolve().parents[1],
    )  # fmt: skip
    seen: dict[str, Any] = json.loads(done.stdout)
    if seen["wrong"]:
        raise UnableToServe(f"{len(seen['wrong'])} answers: {seen['wrong'][:5]}")
    return seen


def _rate_line(runs: Sequence[dict[str, Any]]) -> Line:
    rate = median([len(run["walls"]["act"]) / run["seconds"] for run in runs])
    wait = median([percentile(run["walls"]["act"], 0.95) for run in runs]) * 1000
    used = median([run["cpu"] / run["seconds"] for run in runs])
    return Line(
        section="网站",
        name=f"每秒动作数（{MIX}；{PEOPLE} 个连接一直有请求，p95 {wait:.0f} ms；"
        f"压测进程在内，它用去一核的 {used:.0%}）",
        measured=f"{rate:.0f}/秒",
        mark=f"≥ {RATE_MARK:.0f}/秒",
        met=rate >= RATE_MARK,
        limits=LIMITS_RATE,
    )


def _wait_line(kind: str, name: str, runs: Sequence[dict[str, Any]]) -> Line:
    """Medians over the runs of what each run saw at its percentiles."""
    at = {
        share: median([percentile(run["walls"][kind], share) for run in runs])
        for share in (0.5, 0.95, 0.99)
    }
    return Line(
        section="网站",
        name=f"{ACTS_A_SECOND} 个动作/秒 + {PAGES_A_SECOND} 个页面/秒：{name} p95"
        f"（p50 {at[0.5] * 1000:.0f} ms，p99 {at[0.99] * 1000:.0f} ms）",
        measured=f"{at[0.95] * 1000:.0f} ms",
        mark=f"≤ {WAIT_MARK * 1000:.0f} ms",
        met=at[0.95] <= WAIT_MARK,
        limits=LIMITS_WAIT,
    )


def _warm(url: str, pages: Sequence[dict[str, Any]]) -> None:
    """Every page some times, so that no process meets it for the first time in a measurement."""
    streams = [[page] for page in pages for _ in range(6)]
    _generated({"url": url, "timed": False, "people": PEOPLE, "streams": streams})


def _flat_out(url: str, staff: Staff, desk: Desk) -> dict[str, Any]:
    streams = list(_acts(staff, desk, count=FLAT_OUT))
    Random(len(streams)).shuffle(streams)
    return _generated({"url": url, "timed": False, "people": PEOPLE, "streams": streams})


def _busy_day(
    url: str, staff: Staff, desk: Desk, *, pages: Sequence[dict[str, Any]], random: Random
) -> dict[str, Any]:
    acts = list(_acts(staff, desk, count=ACTS_A_SECOND * SECONDS))
    plan = _day(acts=acts, pages=pages, random=random)
    return _generated({"url": url, "timed": True, "streams": plan})


def measure(site: Site) -> list[Line]:
    """What the portal weighs, acts a second, and how long people wait on a busy day."""
    staff, random = Staff(today=day_of(now())), Random(11)
    guide = cases.guide_named(cases.FOOD, on=staff.today)
    numbers = _prepared(staff, guide, count=6, at=now())
    shown = [_accepted(staff, number, at=now()) for number in numbers]
    with serving(site.home) as url:
        desk = Desk(
            counter=enter(url, post=staff.at_counter("W06").post_id),
            examiner=enter(url, post=cases.person_for(staff, shown[0]).post_id),
            guide=guide,
        )
        lines = weights.measure(url, code=guide.item_code)
        pages = _pages(desk, numbers)
        _warm(url, pages)
        fast = [_flat_out(url, staff, desk) for _ in range(RUNS)]
        busy = [_busy_day(url, staff, desk, pages=pages, random=random) for _ in range(RUNS)]
    return [
        *lines,
        _rate_line(fast),
        _wait_line("act", "动作", busy),
        _wait_line("page", "页面", busy),
    ]
