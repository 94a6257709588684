"""The county's list: import and search."""

from __future__ import annotations

import time

from bench.counties import COUNTY, FOLDER, OPENED
from bench.lines import Line, median, percentile
from quancheng.catalogue import importers, search
from quancheng.kernel.moments import at

RUNS = 5
WORDS = (
    "营业执照",
    "执照",
    "yyzz",
    "yingye",
    "食品经营",
    "spjy",
    "身份证",
    "建房",
    "开餐馆",
    "医保",
)


def measure() -> list[Line]:
    """Seconds to check, compare and write the whole list again, and the p95 of a search."""
    walls = []
    for run in range(RUNS):
        began = time.perf_counter()
        importers.apply(source=FOLDER, region_code=COUNTY, on=OPENED, now=at(OPENED, 9, run))
        walls.append(time.perf_counter() - began)
    search.search(region_code=COUNTY, words="执照", on=OPENED)
    asked = []
    for _ in range(20):
        for words in WORDS:
            began = time.perf_counter()
            search.search(region_code=COUNTY, words=words, on=OPENED)
            asked.append(time.perf_counter() - began)
    again, p95 = median(walls), percentile(asked, 0.95)
    return [
        Line(section="清单", name="全县清单再次导入（418 项）", measured=f"{again:.1f} s",
             mark="≤ 20 s", met=again <= 20, limits="读取、检查与比较各占三分之一"),
        Line(section="清单", name="搜索 p95", measured=f"{p95 * 1000:.1f} ms",
             mark="≤ 30 ms", met=p95 <= 0.030, limits="进程内索引"),
    ]  # fmt: skip
