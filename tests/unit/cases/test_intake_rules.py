"""Materials, answers and reasons as the intake and the notices take them."""

from __future__ import annotations

import pytest

from quancheng.cases.rules.answers import keep_answers, whole_answers
from quancheng.cases.rules.materials import (
    MOST_COPIES,
    TakenMaterial,
    Tick,
    UnableToTakeMaterials,
    WantedMaterial,
    missing,
    take_materials,
    usual_grade,
)
from quancheng.cases.rules.reasons import (
    LONGEST_REASON,
    UnableToActWithoutReason,
    check_defects,
    check_reason,
)
from quancheng.cases.rules.standing import asked_once, town_in


def wanted(code: str = "M1", **more: object) -> WantedMaterial:
    given: dict[str, object] = {
        "code": code,
        "name": "申请表",
        "need": "required",
        "originals": 1,
        "copies": 0,
        "condition": "",
        "issued_by": "applicant",
    }
    return WantedMaterial(**(given | more))  # type: ignore[arg-type]


def test_every_line_of_the_edition_is_kept_with_its_tick() -> None:
    lines = [wanted(), wanted("M2", need="deferrable"), wanted("M3", need="deferrable")]
    taken = take_materials(
        wanted=lines, ticks={"M1": Tick(received=True, originals=1), "M3": Tick(received=True)}
    )
    assert [(line.wanted.code, line.tick.received, line.deferred) for line in taken] == [
        ("M1", True, False),
        ("M2", False, True),
        ("M3", True, False),
    ]


@pytest.mark.parametrize(
    ("code", "tick", "sentence"),
    [
        ("M9", Tick(received=True), "不在事项清单"),
        ("M1", Tick(received=True, grade="E"), "A、B、C、D"),
        ("M1", Tick(received=True, originals=-1), "份数"),
        ("M1", Tick(received=True, copies=MOST_COPIES + 1), "份数"),
    ],
)
def test_a_tick_that_makes_no_sense_is_refused(code: str, tick: Tick, sentence: str) -> None:
    with pytest.raises(UnableToTakeMaterials, match=sentence):
        take_materials(wanted=[wanted()], ticks={code: tick})


@pytest.mark.parametrize("grade", ["A", "B", "C", "D"])
def test_the_four_grades_are_known(grade: str) -> None:
    taken = take_materials(wanted=[wanted()], ticks={"M1": Tick(received=True, grade=grade)})
    assert taken[0].tick.grade == grade


def test_the_usual_grade_follows_who_issued_it_and_how_it_came() -> None:
    assert usual_grade(wanted(), uploaded=True) == "C"
    assert usual_grade(wanted(), uploaded=False) == "D"
    assert usual_grade(wanted(issued_by="government"), uploaded=False) == "B"


def test_only_required_lines_that_apply_can_be_missing() -> None:
    lines = [
        TakenMaterial(wanted=wanted("M1"), tick=Tick(), deferred=False),
        TakenMaterial(wanted=wanted("M2"), tick=Tick(received=True), deferred=False),
        TakenMaterial(wanted=wanted("M3"), tick=Tick(not_applicable=True), deferred=False),
        TakenMaterial(wanted=wanted("M4", need="optional"), tick=Tick(), deferred=False),
        TakenMaterial(wanted=wanted("M5", condition="委托代办的"), tick=Tick(), deferred=False),
    ]
    assert [line.code for line in missing(lines)] == ["M1"]


def test_personal_answers_are_parted_masked_and_put_together_again() -> None:
    answers = {"name": "甲", "card": "610924199001010015", "phone": "", "yes": True}
    kept = keep_answers(
        answers=answers,
        datatypes={"card": "id_card", "phone": "phone"},
        masks={"id_card": lambda text: f"{text[:4]}****"},
    )
    assert kept.shown == {"name": "甲", "card": "6109****", "phone": "", "yes": True}
    assert kept.personal == {"card": "610924199001010015"}
    assert whole_answers(shown=kept.shown, personal_text=kept.personal_text) == answers


def test_nothing_is_sealed_where_nothing_is_personal() -> None:
    kept = keep_answers(answers={"name": "甲"}, datatypes={}, masks={})
    assert kept.personal_text == ""
    assert whole_answers(shown=kept.shown, personal_text="") == {"name": "甲"}


@pytest.mark.parametrize("reason", ["", "   ", "不行", "\x00\x00\x00\x00", "  不行 \n"])
def test_a_reason_that_says_nothing_is_refused(reason: str) -> None:
    with pytest.raises(UnableToActWithoutReason, match="不予受理要写明理由"):
        check_reason(reason, what="不予受理")


def test_only_a_reason_on_a_letter_is_said_to_reach_the_applicant() -> None:
    with pytest.raises(UnableToActWithoutReason, match="申请人会在文书上看到"):
        check_reason("", what="不予许可")
    with pytest.raises(UnableToActWithoutReason, match="下一步的人会看到") as told:
        check_reason("", what="不同意", told=False)
    assert "申请人" not in told.value.sentence


def test_a_reason_is_at_most_two_thousand_characters() -> None:
    assert check_reason("长" * LONGEST_REASON, what="退回") == "长" * LONGEST_REASON
    with pytest.raises(UnableToActWithoutReason, match="2001"):
        check_reason("长" * (LONGEST_REASON + 1), what="退回")


def test_a_correction_names_what_and_which_problem() -> None:
    told = check_defects([{"subject": " 营业执照 ", "problem": "不清楚"}, {"subject": "  "}])
    assert told == [{"subject": "营业执照", "problem": "不清楚", "wanted": ""}]


@pytest.mark.parametrize(
    ("defects", "sentence"),
    [
        ([], "一次告知"),
        ([{"subject": " ", "problem": "\x00"}], "一次告知"),
        ([{"subject": "营业执照"}], "每一条"),
        ([{"problem": "不清楚"}], "每一条"),
    ],
)
def test_a_correction_that_does_not_is_refused(
    defects: list[dict[str, str]], sentence: str
) -> None:
    with pytest.raises(UnableToActWithoutReason, match=sentence):
        check_defects(defects)


def test_what_the_card_says_is_asked_once_and_of_others_only_what_is_written_down() -> None:
    by_card = asked_once(kind="person", id_kind="resident_id")
    assert by_card["apl_birth"] == "birthday"
    by_passport = asked_once(kind="person", id_kind="passport")
    assert "apl_birth" not in by_passport
    assert by_passport["apl_name"] == "name"
    firm = asked_once(kind="organisation", id_kind="uscc")
    assert firm["uscc"] == "id_number"
    assert all(each["agt_name"] == "agent_name" for each in (by_card, by_passport, firm))


def test_the_town_is_read_from_the_address() -> None:
    towns = ("城关镇", "蒿坪镇")
    assert town_in("紫阳县蒿坪镇双星社区", towns=towns) == "蒿坪镇"
    assert town_in("安康市汉滨区", towns=towns) == ""
