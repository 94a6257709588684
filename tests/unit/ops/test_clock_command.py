"""`quancheng clock`: a date for anybody, the calendar as a table, the proof sheet of a case."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from quancheng.clock import operations as clock
from quancheng.kernel.moments import at
from quancheng.ops import cli
from tests.factories import cases, databases
from tests.factories.county import COUNTY, Staff, moment

CHECK = Path(__file__).parents[3] / "docs" / "reference" / "clock_check.py"
NO_SITE = "这台机器上没有中心的日历"


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without a site; the folder that may not appear."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("QUANCHENG_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("--from 2026-02-13 --days 1", "最迟 2026年2月14日（周六，调休上班）  2026-02-14  确定"),
        ("--from 2026-02-13 --days 20", "最迟 2026年3月19日（周四）  2026-03-19  确定"),
        (
            "--from 2026-03-02 --days 20 --suspend 2026-03-10:2026-03-24",
            "最迟 2026年4月14日（周二）  2026-04-14  确定",
        ),
        (
            (
                "--from 2026-03-02 --days 20 --suspend 2026-03-10:2026-03-18"
                " --suspend 2026-03-12:2026-03-24"
            ),
            "最迟 2026年4月14日（周二）  2026-04-14  确定",
        ),
        (
            "--from 2026-02-09 --days 8 --unit natural_day",
            "最迟 2026年2月24日（周二）  2026-02-24  确定",
        ),
        (
            "--from 2026-01-31 --days 1 --unit month",
            "最迟 2026年2月28日（周六，调休上班）  2026-02-28  确定",
        ),
        (
            "--from 2026-12-10 --days 20",
            (
                "不早于 2027年1月5日（周二）  2027-01-05  "
                "暂定：日历里没有 2026-12-31 以后的放假安排，公布后再算"
            ),
        ),
    ],
)
def test_anybody_gets_a_date_in_chinese_and_iso_without_a_database(
    words: str, answer: str, nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["clock", "due", *words.split()]) == 0
    said = capsys.readouterr()
    assert said.out == f"{answer}\n"
    assert said.err.startswith(NO_SITE)
    assert not nowhere.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("due --from 2026-02-31 --days 3", "--from 的“2026-02-31”不是日历上有的日子"),
        ("due --from 明天 --days 3", "--from 的“明天”不是日历上有的日子"),
        ("due --from 1999-03-01 --days 3", "不在 2004 到 2100 年之间"),
        ("due --from 2026-02-13 --days 0", "--days 应当是大于零的整数，现在是“0”"),
        ("due --from 2026-02-13 --days -3", "--days 应当是大于零的整数，现在是“-3”"),
        ("due --from 2026-02-13 --days 三", "--days 应当是大于零的整数，现在是“三”"),
        ("due --from 2026-02-13 --days 9999", "期限应当在 1 到 3660 之间"),
        ("due --from 2026-02-13 --days 3 --unit week", "--unit 的“week”不是时限单位"),
        ("due --from 2026-02-13 --days 3 --suspend 2026-03-01", "请写成 2026-03-10:2026-03-24"),
        (
            "due --from 2026-02-13 --days 3 --suspend 2026-02-24:2026-02-14",
            "结束日 2026-02-14 早于开始日 2026-02-24",
        ),
        (
            "due --from 2026-02-13 --days 3 --suspend 2026-02-12:2026-02-14",
            "停止计时的开始日 2026-02-12 早于起算日 2026-02-13",
        ),
        ("calendar --from 2026-03-01 --to 2026-02-28", "结束日 2026-02-28 早于开始日 2026-03-01"),
        ("calendar --from 2026-02-30 --to 2026-03-28", "不是日历上有的日子"),
        ("calendar --from 2030-02-01 --to 2030-03-28", "日历里没有 2030-02-01 到 2030-03-28"),
        ("proof 123", "办件编号不对"),
    ],
)
def test_what_cannot_be_true_is_one_sentence(
    words: str, sentence: str, nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["clock", *words.split()]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    last = said.err.splitlines()[-1]
    assert sentence in last
    assert last.endswith("。")
    assert not nowhere.exists()


def test_the_calendar_is_a_table_of_days_kinds_and_names(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["clock", "calendar", "--from", "2026-02-13", "--to", "2026-02-16", "--csv"]
    assert cli.main(words) == 0
    assert capsys.readouterr().out == (
        "date,kind,name\n2026-02-13,working,\n2026-02-14,makeup,春节\n"
        "2026-02-15,rest,春节\n2026-02-16,rest,春节\n"
    )
    assert cli.main(words[:-1]) == 0
    assert "2026-02-14  周六  调休上班  春节" in capsys.readouterr().out


def test_days_no_notice_covers_are_left_out_and_counted_aloud(
    nowhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["clock", "calendar", "--from", "2026-12-31", "--to", "2027-01-03", "--csv"]
    assert cli.main(words) == 0
    said = capsys.readouterr()
    assert said.out == "date,kind,name\n2026-12-31,working,\n"
    assert "另有 3 天不在日历里" in said.err


class Centre:
    """The command line beside the county's database."""

    def __init__(self, *, database: str, home: Path) -> None:
        self._environment = os.environ | {
            "DATABASE_URL": databases.address_of(database),
            "QUANCHENG_HOME": str(home),
            "QUANCHENG_KEYS": str(settings.KEYS_FOLDER),
            "QUANCHENG_PUBLIC_URL": "http://localhost:8000",
        }

    def __call__(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "quancheng.ops.cli", "clock", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def centre(own_county: Staff, tmp_path: Path) -> Centre:
    return Centre(database=settings.DATABASES["default"]["NAME"], home=tmp_path)


def _closed_on(day: date) -> None:
    clock.declare_closure(
        region_code=COUNTY, day=day, reason="停电检修", number="紫政办〔2026〕9号",
        by="柏青禾", now=at(day, 8),
    )  # fmt: skip


def test_with_a_site_the_centre_s_own_calendar_counts(centre: Centre) -> None:
    _closed_on(date(2026, 3, 10))
    national = centre("due", "--from", "2026-03-02", "--days", "20")
    assert national.stdout == "最迟 2026年3月30日（周一）  2026-03-30  确定\n", national.stderr
    assert national.stderr == ""
    local = centre("due", "--from", "2026-03-02", "--days", "20", "--region", COUNTY)
    assert local.stdout == "最迟 2026年3月31日（周二）  2026-03-31  确定\n", local.stderr
    days = centre(
        "calendar", "--from", "2026-03-10", "--to", "2026-03-10", "--csv", "--region", COUNTY
    )
    assert days.stdout == "date,kind,name\n2026-03-10,rest,停电检修\n"
    nowhere = centre("due", "--from", "2026-03-02", "--days", "20", "--region", "999999")
    assert nowhere.returncode == 1
    assert "没有代码为 999999 的区划" in nowhere.stderr


def test_the_proof_sheet_of_a_case_is_printed_and_can_be_recomputed(
    own_county: Staff, centre: Centre, tmp_path: Path
) -> None:
    case = cases.accepted(own_county, cases.guide_named(cases.FOOD), now=moment(10))
    printed = centre("proof", case.number)
    assert printed.returncode == 0, printed.stderr
    assert case.item_name in printed.stdout
    assert "2026-03-03  周二" in printed.stdout
    assert case.applicant_name not in printed.stdout
    data = centre("proof", case.number, "--json")
    assert json.loads(data.stdout)["verdicts"]["statutory"]["due"] == "2026-03-16"
    sheet, days = tmp_path / "sheet.json", tmp_path / "days.csv"
    sheet.write_text(data.stdout, encoding="utf-8")
    listed = centre("calendar", "--from", "2026-03-02", "--to", "2026-03-16", "--csv")
    assert len(list(csv.DictReader(io.StringIO(listed.stdout)))) == 15
    days.write_text(listed.stdout, encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-I", CHECK, sheet, "--calendar", days],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "agrees"), checked.stdout


def test_a_case_that_is_not_there_is_one_sentence(own_county: Staff, centre: Centre) -> None:
    case = cases.received(own_county, cases.guide_named(cases.FOOD))
    waiting = centre("proof", case.number)
    assert waiting.returncode == 1
    assert waiting.stderr == "这件还没有受理，时限没有起算，受理后再看时限计算书。\n"
    elsewhere = centre("proof", "61092401" + "20260302" + "999999" + "X")
    assert elsewhere.returncode == 1
    assert elsewhere.stderr.count("\n") == 1
