"""`make bench`: measures and writes docs/reference/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.counties import county
from bench.lines import Line

REPORT = Path(__file__).resolve().parents[1] / "docs" / "reference" / "benchmarks.md"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = next((line for line in lines if line.startswith("model name")), "")
    return named.partition(":")[2].strip() or platform.machine()


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count()
    return f"{cores} 核（{_processor()}）、{memory:.0f} GiB 内存、{platform.system()}"


def _versions() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        row = cursor.fetchone()
    server = row[0] if row else "?"
    named = ("Django", "psycopg", "granian", "django-viewflow", "SpiffWorkflow")
    packages = "、".join(f"{name} {version(name)}" for name in named)
    return (
        f"Python {platform.python_version()}、{packages}、PostgreSQL {server}"
        "（内置，fsync 和 synchronous_commit 都开）"
    )


def _measure(*, count: int, only: list[str]) -> tuple[list[Line], str]:
    with county() as site:
        from bench import acts, catalogue, clock, engines, rounds, scale, traffic
        from tests.factories.county import Staff

        staff = Staff()
        sections: dict[str, Callable[[], list[Line]]] = {
            "traffic": lambda: traffic.measure(site),
            "catalogue": lambda: catalogue.measure(site),
            "clock": clock.measure,
            "acts": lambda: acts.measure(staff),
            "engines": lambda: engines.measure(staff),
            "scale": lambda: scale.measure(staff, count=count),
            "rounds": lambda: rounds.measure(count=count),
        }
        lines: list[Line] = []
        for name, work in sections.items():
            if not only or name in only:
                print(f"测量 {name} ……", flush=True)
                found = work()
                print(_table(found), flush=True)
                lines += found
        return lines, _versions()


def _table(lines: list[Line]) -> str:
    return "\n".join(
        f"| {line.section} | {line.name} | {line.measured} | {line.mark} |"
        f" {'达到' if line.met else '**未达到**'} | {line.limits} |"
        for line in lines
    )


def _written(lines: list[Line], versions: str) -> str:
    unmet = sum(not line.met for line in lines)
    busy, cores = os.getloadavg()[2], os.cpu_count() or 1
    head = [
        "# Benchmarks",
        "",
        "Written by `make bench`. Figures are medians of five runs, but for the first import and the",
        "lines 在办件, which were measured once; a ratio compares two",
        "things that were measured in turn in the same run. Durability is that of a real site.",
        "",
        f"- 机器：{_machine()}；测量时 15 分钟平均负载 {busy:.1f}（{cores} 核）",
        f"- 版本：{versions}",
        f"- 日期：{datetime.now(tz=UTC):%Y-%m-%d}",
        f"- {len(lines)} 项，达到 {len(lines) - unmet} 项，未达到 {unmet} 项",
        "",
        "| | 量了什么 | 结果 | 目标 | | 受什么限制 |",
        "|---|---|---:|---:|---|---|",
    ]
    return "\n".join([*head, _table(lines), ""])


def main() -> int:
    """Run what is asked for and write the report; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--count", type=int, default=1_300_000, help="规模测试的办件数")
    parser.add_argument("--only", action="append", default=[], help="只量这一节")
    given = parser.parse_args()
    lines, versions = _measure(count=given.count, only=given.only)
    text = _written(lines, versions)
    print(text)
    if not given.only:
        REPORT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
