#!/usr/bin/env python3
"""Recompute the deadlines of a proof sheet (时限计算书), with the standard library only.

    python clock_check.py sheet.json                     the sheet against itself
    python clock_check.py sheet.json --calendar days.csv  and against a calendar of your own

``sheet.json`` is the proof sheet of a case as JSON. ``days.csv`` has the columns ``date`` and
``kind`` (``working``, ``rest`` or ``makeup``), one row for each day; type it from the notices of
the State Council's general office, or take it from ``quancheng clock calendar --csv``.

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


def due_of(limit: Json, facts: Json, kinds: Kinds) -> date | None:
    """The deadline of one limit, or None while it has not started or is provisional."""
    start = day_of(facts[STARTS[limit["starts"]]])
    if start is None:
        return None
    as_of = stop_of(limit, facts) or given(facts["today"])
    out = uncounted(limit, facts, start, as_of)
    units = limit["value"]
    due = walk(limit, units, start, out, kinds)
    if limit["unit"] == "instant":
        return due
    grants = [grant for grant in facts["extensions"] if grant["clock"] == limit["clock"]]
    for grant in sorted(grants, key=lambda each: each["granted_on"]):
        if due is None or given(grant["granted_on"]) <= due:
            units += grant["value"]
            due = walk(limit, units, start, out, kinds)
    return due


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


def differences(sheet: Json, kinds: Kinds) -> Iterator[str]:
    """Every disagreement between the sheet, its own sums and a recomputation."""
    for line in sheet["days"]:
        own = None if line["kind"] == "unknown" else line["kind"]
        if own != kinds.get(given(line["day"])):
            yield f"{line['day']}: sheet says {own}, calendar says {kinds.get(given(line['day']))}"
    for clock, limit in sheet["limits"].items():
        if limit is None:
            continue
        stated = day_of(sheet["verdicts"][clock]["due"])
        due = due_of(limit, sheet["facts"], kinds)
        if due != stated:
            yield f"{clock}: sheet says {stated}, recomputed {due}"
        by_sum = summed(sheet, clock)
        if by_sum != stated:
            yield f"{clock}: sheet says {stated}, its lines sum to {by_sum}"


def calendar_of_sheet(sheet: Json) -> Kinds:
    """The calendar printed on the sheet itself."""
    return {given(line["day"]): line["kind"] for line in sheet["days"] if line["kind"] != "unknown"}


def calendar_of_file(path: str) -> Kinds:
    """A calendar typed by the reader, as CSV."""
    with Path(path).open(encoding="utf-8-sig", newline="") as lines:
        return {given(row["date"]): row["kind"] for row in csv.DictReader(lines)}


def sheet_of_file(path: str) -> Json:
    """A proof sheet; ValueError for any other JSON."""
    sheet: Json = json.loads(Path(path).read_text(encoding="utf-8"))
    if sheet["format"] != FORMAT:
        raise ValueError(f"format is {sheet['format']}, expected {FORMAT}")
    return sheet


def main(arguments: list[str] | None = None) -> int:
    """Check the sheet named on the command line; the exit code."""
    parser = argparse.ArgumentParser(description="Recompute the deadlines of a proof sheet.")
    parser.add_argument("sheet", help="the proof sheet as JSON")
    parser.add_argument("--calendar", help="a calendar of your own as CSV: date,kind")
    options = parser.parse_args(arguments)
    try:
        sheet = sheet_of_file(options.sheet)
        own = options.calendar
        kinds = calendar_of_file(own) if own else calendar_of_sheet(sheet)
        found = list(differences(sheet, kinds))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        sys.stderr.write(f"cannot read the input: {problem!r}\n")
        return 2
    for clock, limit in sheet["limits"].items():
        if limit is not None:
            due = due_of(limit, sheet["facts"], kinds)
            sys.stdout.write(f"{clock}: {limit['value']} {limit['unit']}, due {due}\n")
    for line in found:
        sys.stdout.write(f"DIFFERS {line}\n")
    sys.stdout.write("differs\n" if found else "agrees\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
