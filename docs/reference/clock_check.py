#!/usr/bin/env python3
"""Recompute the deadlines of a proof sheet (时限计算书), with the standard library only.

    python clock_check.py sheet.json                      the sheet against itself
    python clock_check.py sheet.json --notice 2026.csv    and against the notices of its years
    python clock_check.py sheet.json --calendar days.csv  and against a calendar of your own

``sheet.json`` is the proof sheet of a case as JSON, from ``quancheng clock proof --json``; several
may be given. ``2026.csv`` is a notice of the State Council's general office, typed: the columns
``date`` and ``kind``, one row for each day it names, ``rest`` for a holiday and ``makeup`` for a
day on which people work instead. Every other day of a year whose 1 January is among the holidays
is a working day from Monday to Friday. ``days.csv`` has the same columns and one row for every day
(``working``, ``rest`` or ``makeup``); ``quancheng clock calendar --csv`` writes one. A local
closure is in no notice: only in a calendar.

The script walks from day to day and knows nothing of the program that made the sheet. Exit code
0: every date and every reading agrees; 1: something differs (each difference is a line); 2: the
input cannot be read.

Rules (law, and what is the centre's convention):
 - the day of the event is not counted (民法典 201); working days include make-up days (调休);
 - a limit in days or months that ends on a rest day is moved forward (民法典 203); a month ends on
   the corresponding day, else on the last of the month (民法典 202);
 - days in a suspension (start, end] are not counted, an open one ends today (convention);
   one that begins on or after the deadline does not move it;
 - an extension counts if it was granted on or before the deadline (行政许可法 42);
 - the clock stops on the day of the decision (行政许可法 42), delivery on the hand-over (44).
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Kinds = dict[date, str]

FORMAT = "quancheng.clock.proof/1"
KINDS = ("working", "rest", "makeup")
NEW_YEAR = (1, 1, "rest")
SATURDAY = 5
ONE_DAY = timedelta(days=1)
STARTS = {
    "received": "received_on",
    "accepted": "accepted_on",
    "complete": "complete_on",
    "decided": "decided_on",
}


def day_of(text: str | None) -> date | None:
    """A date from its ISO 8601 text; nothing from nothing."""
    return date.fromisoformat(text) if text else None


def given(text: str) -> date:
    """A date from its ISO 8601 text."""
    return date.fromisoformat(text)


def stop_of(limit: Json, facts: Json) -> date | None:
    """The day the limit stopped, or None while it runs."""
    names = ["forwarded_on", "decided_on"] if limit["starts"] != "decided" else ["delivered_on"]
    days = [given(facts[name]) for name in (*names, "ended_on") if facts.get(name)]
    return min(days) if days else None


def uncounted(limit: Json, facts: Json, start: date, as_of: date) -> set[date]:
    """The set of days after ``start`` that no clock counts."""
    if limit["starts"] == "decided":
        return set()
    spans = list(facts["suspensions"])
    if limit["starts"] == "received":
        spans += facts["corrections"]
    days: set[date] = set()
    for span in spans:
        end = day_of(span["end"]) or as_of
        day = max(given(span["start"]), start) + ONE_DAY
        while day <= end:
            days.add(day)
            day += ONE_DAY
    return days


def month_later(day: date, months: int) -> date:
    """The corresponding day some months later, else the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def walk_working(units: int, start: date, out: set[date], kinds: Kinds) -> date | None:
    """Count working days from ``start``; the deadline, or None at a day that is not known."""
    day, counted = start, 0
    while counted < units:
        day += ONE_DAY
        if day not in kinds:
            return None
        counted += kinds[day] != "rest" and day not in out
    return day


def walk_natural(units: int, start: date, out: set[date], kinds: Kinds) -> date | None:
    """Count every day from ``start``, then go forward to a working day; None as above."""
    day, counted = start, 0
    while counted < units:
        day += ONE_DAY
        counted += day not in out
    while kinds.get(day) == "rest":
        day += ONE_DAY
    return day if day in kinds else None


def walk(limit: Json, units: int, start: date, out: set[date], kinds: Kinds) -> date | None:
    """The deadline after so many units of a limit, or None where a day is not known."""
    if limit["unit"] == "working_day":
        return walk_working(units, start, out, kinds)
    if limit["unit"] == "month":
        units = (month_later(start, units) - start).days
    return walk_natural(units, start, out, kinds)


def days_of(limit: Json, units: int, start: date) -> int:
    """How many days a limit comes to: its working days, or its natural days."""
    if limit["unit"] == "month":
        return (month_later(start, units) - start).days
    return units


def result_of(limit: Json, facts: Json, kinds: Kinds) -> tuple[date | None, int]:
    """The deadline of one limit and how many days it comes to.

    The deadline is None while the limit has not started or is provisional.
    """
    units: int = limit["value"]
    start = day_of(facts[STARTS[limit["starts"]]])
    if start is None:
        return None, units
    as_of = stop_of(limit, facts) or given(facts["today"])
    out = uncounted(limit, facts, start, as_of)
    due = walk(limit, units, start, out, kinds)
    grants = [grant for grant in facts["extensions"] if grant["clock"] == limit["clock"]]
    if limit["unit"] == "instant":
        grants = []
    for grant in sorted(grants, key=lambda each: each["granted_on"]):
        if due is None or given(grant["granted_on"]) <= due:
            units += grant["value"]
            due = walk(limit, units, start, out, kinds)
    return due, days_of(limit, units, start)


def due_of(limit: Json, facts: Json, kinds: Kinds) -> date | None:
    """The deadline of one limit, or None while it has not started or is provisional."""
    return result_of(limit, facts, kinds)[0]


def counted_days(limit: Json, facts: Json, kinds: Kinds, last: date) -> set[date]:
    """The days up to ``last`` that use the limit up."""
    start = day_of(facts[STARTS[limit["starts"]]])
    if start is None:
        return set()
    out = uncounted(limit, facts, start, stop_of(limit, facts) or given(facts["today"]))
    total = result_of(limit, facts, kinds)[1]
    days: set[date] = set()
    day = start + ONE_DAY
    while day <= last and len(days) < total:
        works = limit["unit"] != "working_day" or kinds.get(day, "rest") != "rest"
        if works and day not in out:
            days.add(day)
        day += ONE_DAY
    return days


def summed(sheet: Json, clock: str) -> date | None:
    """The day on which the readings printed on the sheet use the limit up, or None."""
    verdict = sheet["verdicts"][clock]
    counted = 0
    for line in sheet["days"]:
        reading = line[clock]
        counted += reading["counted"]
        if reading["used"] != counted:
            return None
        started = verdict["started_on"] is not None and line["day"] >= verdict["started_on"]
        if started and counted == verdict["total"] and line["kind"] in ("working", "makeup"):
            return given(line["day"])
    return None


def day_differences(sheet: Json, kinds: Kinds) -> Iterator[str]:
    """Days that are missing from the sheet, or are something else in the calendar."""
    before: date | None = None
    for line in sheet["days"]:
        day = given(line["day"])
        if before is not None and day != before + ONE_DAY:
            yield f"{line['day']}: the line before it is {before}"
        before = day
        own = None if line["kind"] == "unknown" else line["kind"]
        if own != kinds.get(day):
            yield f"{line['day']}: sheet says {own}, calendar says {kinds.get(day)}"


def clock_differences(sheet: Json, clock: str, limit: Json, kinds: Kinds) -> Iterator[str]:
    """What one clock says otherwise than a recomputation from facts, limit and calendar."""
    verdict, facts = sheet["verdicts"][clock], sheet["facts"]
    stated = day_of(verdict["due"])
    due, total = result_of(limit, facts, kinds)
    if due != stated:
        yield f"{clock}: sheet says {stated}, recomputed {due}"
    started = facts[STARTS[limit["starts"]]]
    if verdict["started_on"] != started:
        yield f"{clock}: sheet starts on {verdict['started_on']}, the facts on {started}"
    if started and verdict["provisional"] is not (due is None):
        yield f"{clock}: sheet says provisional {verdict['provisional']}, recomputed {due}"
    if verdict["total"] != total:
        yield f"{clock}: sheet counts to {verdict['total']}, recomputed {total}"
    if sheet["days"]:
        counted = counted_days(limit, facts, kinds, given(sheet["days"][-1]["day"]))
        for line in sheet["days"]:
            if line[clock]["counted"] is not (given(line["day"]) in counted):
                yield f"{clock}: {line['day']} counted {line[clock]['counted']}"
    by_sum = summed(sheet, clock)
    if by_sum != stated:
        yield f"{clock}: sheet says {stated}, its lines sum to {by_sum}"


def differences(sheet: Json, kinds: Kinds) -> Iterator[str]:
    """Every disagreement between the sheet, its own sums and a recomputation."""
    yield from day_differences(sheet, kinds)
    for clock, limit in sheet["limits"].items():
        if limit is not None:
            yield from clock_differences(sheet, clock, limit, kinds)


def calendar_of_sheet(sheet: Json) -> Kinds:
    """The calendar printed on the sheet itself."""
    return {given(line["day"]): line["kind"] for line in sheet["days"] if line["kind"] != "unknown"}


def rows_of(path: str) -> Iterator[tuple[date, str]]:
    """The days and kinds in a CSV file."""
    with Path(path).open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["kind"] not in KINDS:
                raise ValueError(f"{path}: kind is {row['kind']}, expected one of {KINDS}")
            yield given(row["date"]), row["kind"]


def calendar_of_notices(paths: list[str]) -> Kinds:
    """The years that notices settle; a later notice changes an earlier one."""
    named = [each for path in paths for each in rows_of(path)]
    kinds: Kinds = {}
    for year in {day.year for day, kind in named if (day.month, day.day, kind) == NEW_YEAR}:
        day = date(year, 1, 1)
        while day.year == year:
            kinds[day] = "working" if day.weekday() < SATURDAY else "rest"
            day += ONE_DAY
    kinds.update(named)
    return kinds


def calendar_for(sheet: Json, options: argparse.Namespace) -> Kinds:
    """The calendar the reader gave, else the one printed on the sheet."""
    if options.calendar:
        return dict(rows_of(options.calendar))
    if options.notice:
        return calendar_of_notices(options.notice)
    return calendar_of_sheet(sheet)


def sheet_of_file(path: str) -> Json:
    """A proof sheet; ValueError for any other JSON."""
    sheet: Json = json.loads(Path(path).read_text(encoding="utf-8"))
    if sheet["format"] != FORMAT:
        raise ValueError(f"format is {sheet['format']}, expected {FORMAT}")
    return sheet


def check(path: str, options: argparse.Namespace) -> list[str]:
    """What to print about one sheet: its limits, then its differences."""
    sheet = sheet_of_file(path)
    kinds = calendar_for(sheet, options)
    for clock, limit in sheet["limits"].items():
        if limit is not None:
            due = due_of(limit, sheet["facts"], kinds)
            sys.stdout.write(f"{clock}: {limit['value']} {limit['unit']}, due {due}\n")
    return list(differences(sheet, kinds))


def main(arguments: list[str] | None = None) -> int:
    """Check the sheets named on the command line; the exit code."""
    parser = argparse.ArgumentParser(description="Recompute the deadlines of a proof sheet.")
    parser.add_argument("sheet", nargs="+", help="the proof sheet as JSON")
    parser.add_argument("--calendar", help="a calendar of your own as CSV: date,kind")
    parser.add_argument(
        "--notice", action="append", default=[], help="a notice as CSV: date,kind; repeatable"
    )
    options = parser.parse_args(arguments)
    differs = False
    for path in options.sheet:
        if len(options.sheet) > 1:
            sys.stdout.write(f"{path}\n")
        try:
            found = check(path, options)
        except (OSError, ValueError, KeyError, TypeError) as problem:
            sys.stderr.write(f"{path}: cannot read the input: {problem!r}\n")
            return 2
        for line in found:
            sys.stdout.write(f"DIFFERS {line}\n")
        sys.stdout.write("differs\n" if found else "agrees\n")
        differs = differs or bool(found)
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main())
