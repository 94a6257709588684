"""A stranger with the proof sheet and the notices gets the same dates, and finds a forged sheet."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from quancheng.clock.engine import (
    CaseLimits,
    ClockName,
    Unit,
    deadline,
    facts_from_record,
    proof,
    proof_to_record,
)
from quancheng.clock.engine.batch import dues, gathered
from quancheng.clock.rules import deemed_acceptance, package_days
from tests.factories.histories import EXAMPLES, calendars, histories, limits
from tests.factories.vectors import VECTORS

SCRIPT = Path(__file__).parents[3] / "docs" / "reference" / "clock_check.py"
SHEETS = 200


def alone(*words):
    """Run the script by itself, without anything of this program to import."""
    return subprocess.run(
        [sys.executable, "-I", SCRIPT, *words], capture_output=True, text=True, check=False
    )


def written(folder, name, record):
    path = folder / f"{name}.json"
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return path


def sheet_of(vector, calendar):
    return proof_to_record(
        proof(limits=CaseLimits(statutory=vector.limit), facts=vector.facts, calendar=calendar)
    )


@pytest.fixture(scope="session")
def notices(tmp_path_factory):
    """The notices of two years as a stranger types them: the days they name, nothing else."""
    folder, words = tmp_path_factory.mktemp("notices"), []
    for year in (2025, 2026):
        named = [day for day in package_days(year) if day.name]
        path = folder / f"{year}.csv"
        rows = ["date,kind", *(f"{each.day},{each.kind}" for each in named)]
        path.write_text("\n".join(rows), encoding="utf-8")
        words += ["--notice", path]
    return words


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_every_way_gives_the_date_of_the_specification(calendar, vector):
    verdict = deadline(limit=vector.limit, facts=vector.facts, calendar=calendar)
    assert (verdict.due, verdict.provisional) == (vector.due, vector.due is None)
    columns = gathered(cases=[(vector.limit, vector.facts)])
    at_once = dues(columns=columns, calendar=calendar).due.tolist()
    assert at_once == [vector.due.toordinal() if vector.due else 0]


def test_a_stranger_gets_the_dates_of_the_specification_from_the_notices(
    calendar, notices, tmp_path
):
    paths = [
        written(tmp_path, f"{number:02}", sheet_of(vector, calendar))
        for number, vector in enumerate(VECTORS)
    ]
    answer = alone(*paths, *notices)
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stdout
    said = [line for line in answer.stdout.splitlines() if line.startswith("statutory")]
    assert [line.rpartition(" ")[2] for line in said] == [str(each.due) for each in VECTORS]


def test_silence_until_the_eighth_of_may_accepts_from_the_day_of_receipt(calendar):
    deemed = next(vector for vector in VECTORS if vector.name == "deemed")
    received, window = deemed.facts.received_on, deemed.limit.correction
    told = [
        deemed_acceptance(received_on=received, today=day, window=window, calendar=calendar)
        for day in (date(2026, 5, 8), date(2026, 5, 9))
    ]
    assert told == [None, deemed.facts.accepted_on]


@settings(max_examples=EXAMPLES)
@given(
    promised=st.none() | limits(ClockName.PROMISED),
    statutory=limits(),
    facts=histories(),
    calendar=calendars(),
)
def test_a_true_sheet_agrees_in_every_line(promised, statutory, facts, calendar, clock_check):
    case = CaseLimits(promised, statutory)
    record = proof_to_record(proof(limits=case, facts=facts, calendar=calendar))
    whole = {each.day: each.kind.value for each in calendar.records()}
    assert list(clock_check.differences(record, whole)) == []
    assert list(clock_check.differences(record, clock_check.calendar_of_sheet(record))) == []


def test_a_stranger_agrees_with_random_sheets(tmp_path):
    paths = []

    @settings(max_examples=SHEETS, phases=[Phase.generate], database=None)
    @given(statutory=limits(), facts=histories(), calendar=calendars())
    def write(statutory, facts, calendar):
        case = CaseLimits(statutory=statutory)
        record = proof_to_record(proof(limits=case, facts=facts, calendar=calendar))
        paths.append(written(tmp_path, str(len(paths)), record))

    write()
    answer = alone(*paths)
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stdout
    assert answer.stdout.splitlines().count("agrees") == len(paths) >= SHEETS // 2


@pytest.fixture(scope="session")
def kinds(calendar):
    return {each.day: each.kind.value for each in calendar.records()}


def _later(text):
    return (date.fromisoformat(text) + timedelta(days=1)).isoformat()


def _due(record, _line):
    record["verdicts"]["statutory"]["due"] = _later(record["verdicts"]["statutory"]["due"])


def _total(record, _line):
    record["verdicts"]["statutory"]["total"] += 1


def _provisional(record, _line):
    record["verdicts"]["statutory"]["provisional"] = True


def _start(record, _line):
    verdict = record["verdicts"]["statutory"]
    verdict["started_on"] = _later(verdict["started_on"])


def _counted(record, line):
    reading = record["days"][line]["statutory"]
    reading["counted"] = not reading["counted"]


def _used(record, line):
    record["days"][line]["statutory"]["used"] += 1


def _kind(record, line):
    day = record["days"][line]
    day["kind"] = "working" if day["kind"] == "rest" else "rest"


def _missing_line(record, line):
    del record["days"][max(1, min(line, len(record["days"]) - 2))]


FORGERIES = (_due, _total, _provisional, _start, _counted, _used, _kind, _missing_line)


@given(
    limit=limits(),
    facts=histories(),
    line=st.integers(0, 10_000),
    forge=st.sampled_from(FORGERIES),
)
def test_a_forged_sheet_is_found_out(*, calendar, kinds, clock_check, limit, facts, line, forge):
    case = CaseLimits(statutory=limit)
    record = proof_to_record(proof(limits=case, facts=facts, calendar=calendar))
    assume(record["verdicts"]["statutory"]["due"] is not None and len(record["days"]) > 2)
    forge(record, line % len(record["days"]))
    assert list(clock_check.differences(record, kinds))


@given(limit=limits(), facts=histories(), other=histories())
def test_facts_that_were_changed_are_found_out_when_they_move_the_date(
    *, calendar, kinds, clock_check, limit, facts, other
):
    case = CaseLimits(statutory=limit)
    record = proof_to_record(proof(limits=case, facts=facts, calendar=calendar))
    forged = replace(facts, suspensions=other.suspensions, extensions=other.extensions)
    before = deadline(limit=limit, facts=facts, calendar=calendar).due
    after = deadline(limit=limit, facts=forged, calendar=calendar).due
    assume(before != after)
    sheet = proof_to_record(proof(limits=case, facts=forged, calendar=calendar))
    record["facts"] = sheet["facts"]
    assert facts_from_record(record["facts"]) == forged
    assert list(clock_check.differences(record, kinds))


def test_a_forged_sheet_makes_the_script_fail(calendar, notices, tmp_path):
    true = sheet_of(VECTORS[2], calendar)
    forged = json.loads(json.dumps(true))
    _due(forged, 0)
    answer = alone(written(tmp_path, "true", true), written(tmp_path, "forged", forged), *notices)
    assert answer.returncode == 1
    assert "DIFFERS statutory: sheet says 2026-03-20, recomputed 2026-03-19" in answer.stdout
    assert "agrees" in answer.stdout.splitlines()


def test_a_rest_day_the_notice_does_not_know_is_found_out(calendar, notices, tmp_path):
    forged = sheet_of(VECTORS[1], calendar)
    line = next(each for each in forged["days"] if each["day"] == "2026-02-16")
    line["kind"] = "working"
    answer = alone(written(tmp_path, "forged", forged), *notices)
    assert answer.returncode == 1
    assert "2026-02-16: sheet says working, calendar says rest" in answer.stdout


@pytest.mark.parametrize("text", ["date,kind\n2026-02-30,rest", "date,kind\n2026-02-03,holiday"])
def test_a_notice_that_cannot_be_read_is_named(calendar, tmp_path, text):
    notice = tmp_path / "notice.csv"
    notice.write_text(text, encoding="utf-8")
    answer = alone(written(tmp_path, "sheet", sheet_of(VECTORS[0], calendar)), "--notice", notice)
    assert answer.returncode == 2
    assert "cannot read the input" in answer.stderr


def test_every_unit_occurs_among_the_random_limits():
    seen = set()

    @settings(max_examples=200, database=None)
    @given(limit=limits())
    def collect(limit):
        seen.add(limit.unit)

    collect()
    assert seen == set(Unit)
