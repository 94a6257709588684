"""What is asked of a case that goes upward, comes back, or ends without a decision."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.rules.forwarding import UnableToForward, check_answer, check_forwarding
from quancheng.cases.rules.termination import GROUNDS, UnableToTerminate, check_termination

TODAY = date(2026, 3, 2)


def test_what_is_sent_upward_can_be_followed() -> None:
    sent = check_forwarding(
        superior=" 市局\x00 ", document="紫报〔2026〕1号", expected_on=TODAY, today=TODAY
    )
    assert (sent.superior, sent.document, sent.sent_on) == ("市局", "紫报〔2026〕1号", TODAY)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"superior": " "}, "上级机关名称"),
        ({"document": ""}, "文号"),
        ({"expected_on": None}, "预计答复"),
        ({"expected_on": date(2026, 3, 1)}, "不能早于今天"),
    ],
)
def test_what_cannot_be_followed_is_not_sent(changes: dict[str, object], sentence: str) -> None:
    given = {"superior": "市局", "document": "1号", "expected_on": TODAY, "today": TODAY}
    with pytest.raises(UnableToForward, match=sentence):
        check_forwarding(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("day", [TODAY, date(2026, 3, 9)])
def test_an_answer_has_a_number_and_a_day_since_it_was_sent(day: date) -> None:
    found = check_answer(document=" 7号 ", decided_on=day, sent_on=TODAY, today=date(2026, 3, 9))
    assert found == ("7号", day)
    assert check_answer(document="7号", decided_on=day, sent_on=None, today=day)[1] == day


@pytest.mark.parametrize(
    ("document", "day", "sentence"),
    [
        (" ", TODAY, "文号"),
        ("7号", None, "日期"),
        ("7号", date(2026, 3, 10), "日期"),
        ("7号", date(2026, 3, 1), "日期"),
    ],
)
def test_an_answer_without_them_is_refused(document: str, day: date | None, sentence: str) -> None:
    with pytest.raises(UnableToForward, match=sentence):
        check_answer(document=document, decided_on=day, sent_on=TODAY, today=date(2026, 3, 9))


def test_a_case_ends_on_a_ground_of_the_list() -> None:
    for ground, words in GROUNDS.items():
        assert check_termination(ground, correcting=True) == words
    with pytest.raises(UnableToTerminate, match="请选择"):
        check_termination("tired", correcting=False)
    with pytest.raises(UnableToTerminate, match="补正"):
        check_termination("not_corrected", correcting=False)
