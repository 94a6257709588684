"""The county's list: import and search."""

from __future__ import annotations

import time

from bench.counties import COUNTY, FOLDER, OPENED, Site
from bench.lines import Line, median, percentile
from quancheng.catalogue import importers, search
from quancheng.kernel.moments import at

RUNS, ROUNDS = 5, 20
IMPORT_MARK, SEARCH_MARK = 20.0, 0.030
WORDS = (
    "营业执照", "执照", "yyzz", "yingye", "食品经营", "spjy", "身份证", "建房", "开餐馆", "医保",
)  # fmt: skip


def _again() -> float:
    """Seconds to check, compare and write the whole list again."""
    walls = []
    for run in range(RUNS):
        began = time.perf_counter()
        importers.apply(source=FOLDER, region_code=COUNTY, on=OPENED, now=at(OPENED, 9, run))
        walls.append(time.perf_counter() - began)
    return median(walls)


def _searched() -> float:
    """The p95 of a search, words and pinyin, mistyped and right; the median of the rounds."""
    search.search(region_code=COUNTY, words="执照", on=OPENED)
    rounds = []
    for _ in range(RUNS):
        asked = []
        for words in WORDS * ROUNDS:
            began = time.perf_counter()
            search.search(region_code=COUNTY, words=words, on=OPENED)
            asked.append(time.perf_counter() - began)
        rounds.append(percentile(asked, 0.95))
    return median(rounds)


def measure(site: Site) -> list[Line]:
    """The first import of the whole county, the list again, and a search."""
    again, p95 = _again(), _searched()
    return [
        Line(
            section="清单",
            name="全县第一次导入（部门、人员、窗口、418 项及其流程；空库，一次）",
            measured=f"{site.loaded:.1f} s", mark="≤ 20 s", met=site.loaded <= IMPORT_MARK,
            limits="流程编译与逐项检查",
        ),
        Line(
            section="清单", name="清单再次导入（418 项）", measured=f"{again:.1f} s",
            mark="≤ 20 s", met=again <= IMPORT_MARK, limits="读取、检查与比较各占三分之一",
        ),
        Line(
            section="清单", name="搜索 p95", measured=f"{p95 * 1000:.1f} ms",
            mark="≤ 30 ms", met=p95 <= SEARCH_MARK, limits="进程内索引；每次先查一次版本",
        ),
    ]  # fmt: skip
