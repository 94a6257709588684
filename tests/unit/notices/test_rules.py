"""What applicants are told, and how often sending is tried."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.notices.rules import (
    TEMPLATES,
    UnableToCompose,
    compose,
    next_try_delay,
    plain_day,
)

FACTS: dict[str, object] = {
    "name": "甲",
    "item": "食品经营许可",
    "receipt": "7M2C-41TX",
    "check": "ABC234",
    "answer_by": date(2026, 3, 9),
    "defects": "营业执照：不清楚",
    "due": date(2026, 3, 19),
    "number": "6109240620260302000001A",
    "reason": "不符合条件",
    "ground": "专家评审",
    "days": 8,
    "result": "食品经营许可证",
    "superior": "市市场监管局",
    "until": date(2026, 3, 9),
    "day": date(2026, 3, 20),
    "clock": "09:30",
    "place": "县政务服务中心三楼",
    "outcome": "不予回避",
    "tracking": "EM123456789CN",
    "cause": "《国务院办公厅关于2027年部分节假日安排的通知》",
    "before": "3月18日（周三）",
}


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_notice_names_the_applicant_and_the_matter_and_leaves_no_gap(kind: str) -> None:
    text = compose(kind=kind, facts=FACTS)
    assert text.title
    assert "食品经营许可" in text.body
    assert "{" not in text.body
    assert "None" not in text.body


def test_a_day_is_told_with_its_weekday_and_an_unknown_one_in_words() -> None:
    assert plain_day(date(2026, 3, 19)) == "3月19日（周四）"
    assert "另行告知" in plain_day(None)
    assert "另行告知" in compose(kind="accepted", facts=FACTS | {"due": None}).body


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnableToCompose, match="没有“birthday”"):
        compose(kind="birthday", facts=FACTS)


def test_a_missing_fact_is_named() -> None:
    with pytest.raises(UnableToCompose, match="number"):
        compose(kind="accepted", facts={"name": "甲", "item": "乙", "due": None})


def test_braces_in_what_people_wrote_are_left_alone() -> None:
    assert "{check}" in compose(kind="declined", facts=FACTS | {"reason": "{check}"}).body


def test_the_pause_doubles_up_to_an_hour() -> None:
    pauses = [next_try_delay(attempts) for attempts in range(1, 10)]
    assert pauses[:4] == [30, 60, 120, 240]
    assert pauses[-1] == 3600
    assert next_try_delay(0) == 30
