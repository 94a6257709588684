"""Dates and lengths in words."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from quancheng.cases.letters.qr import qr_svg
from quancheng.cases.letters.wording import in_words, length, moment_in_words
from quancheng.kernel.moments import iso_utc


def test_a_day_is_said_with_its_weekday():
    assert in_words(date(2026, 3, 19))["full"] == "2026年3月19日（周四）"
    assert in_words(date(2026, 2, 28), note="调休上班")["short"] == "2月28日（周六，调休上班）"


def test_a_moment_is_said_in_shanghai():
    moment = datetime.fromisoformat("2026-02-13T16:30:00+00:00")
    assert moment_in_words(moment)["long"] == "2026年2月14日"
    assert moment_in_words(moment)["clock"] == "00:30"
    assert iso_utc(moment).startswith("2026-02-13T16:30")


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        moment_in_words(datetime(2026, 2, 13, 9, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("working_day", "3 个工作日"),
        ("natural_day", "3 日"),
        ("month", "3 个月"),
        ("instant", "当场"),
    ],
)
def test_a_length_is_said_in_its_unit(unit, said):
    assert length(3, unit=unit) == said


def test_the_qr_is_plain_svg_of_the_same_content():
    drawn = qr_svg("https://ziyang.example/c/1")
    assert drawn.startswith("<svg")
    assert drawn == qr_svg("https://ziyang.example/c/1")
