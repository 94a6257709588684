"""`make bench`: measures and writes docs/reference/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.counties import county
from bench.lines import Line

REPORT = Path(__file__).resolve().parents[1] / "docs" / "reference" / "benchmarks.md"


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} 核、{memory:.0f} GiB 内存、{platform.system()} {platform.machine()}"


def _versions() -> str:
    import django
    import psycopg
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        row = cursor.fetchone()
    server = row[0] if row else "?"
    return (
        f"Python {platform.python_version()}、Django {django.__version__}、"
        f"psycopg {psycopg.__version__}、PostgreSQL {server}（内置，fsync 开）"
    )


def _measure(*, count: int, only: list[str]) -> tuple[list[Line], str]:
    with county():
        from bench import acts, catalogue, engines, scale
        from tests.factories.county import Staff

        staff = Staff()
        sections = {
            "catalogue": catalogue.measure,
            "acts": lambda: acts.measure(staff),
            "engines": lambda: engines.measure(staff),
            "scale": lambda: scale.measure(staff, count=count),
        }
        lines: list[Line] = []
        for name, work in sections.items():
            if not only or name in only:
                print(f"测量 {name} ……", flush=True)
                lines += work()
        return lines, _versions()


def _written(lines: list[Line], versions: str) -> str:
    head = [
        "# Benchmarks",
        "",
        "Written by `make bench`. Ratios are measured in one run, each a median of five.",
        "",
        f"- 机器：{_machine()}",
        f"- 版本：{versions}",
        f"- 时间：{datetime.now(tz=UTC):%Y-%m-%d}",
        "",
        "| | 量了什么 | 结果 | 目标 | | 受什么限制 |",
        "|---|---|---:|---:|---|---|",
    ]
    rows = [
        f"| {line.section} | {line.name} | {line.measured} | {line.mark} |"
        f" {'达到' if line.met else '未达到'} | {line.limits} |"
        for line in lines
    ]
    return "\n".join([*head, *rows, ""])


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
