from __future__ import annotations

from datetime import timedelta

import pytest

from quancheng.identity import operations, queries
from quancheng.identity.rules import UnableToAct, UnableToEnterAbsence
from quancheng.ledger.queries import entries_of
from tests.domain.identity.small_county import COUNTY, NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)
FRIDAY = TODAY + timedelta(days=4)


@pytest.fixture
def enter(act_as):
    def absence(by, whose, *, first=TODAY, last=FRIDAY, post_id=None):
        return operations.enter_absence(
            actor=act_as(by),
            post_id=post_id or act_as(whose).post_id,
            from_day=first,
            to_day=last,
            reason=" 病假 ",
            now=NOW,
        )

    return absence


@pytest.mark.parametrize("by", ["ZY0114", "ZY0180", "ZY0231", "ZY0282"])
def test_a_person_his_superiors_and_the_administrator_enter_an_absence(enter, act_as, by):
    enter(by, "ZY0114")
    (absence,) = queries.absences_of(post_ids=[act_as("ZY0114").post_id], today=TODAY)
    assert (absence.name, absence.reason, absence.to_day) == ("吴岚同", "病假", FRIDAY)
    assert absence.entered_by == queries.account_by_username(by).name


def test_an_absence_is_on_the_record_from_its_first_day(enter, act_as):
    enter("ZY0114", "ZY0114", first=TOMORROW)
    post_id = act_as("ZY0114").post_id
    entry = entries_of(region_code=COUNTY, stream="post", subject=post_id)[-1]
    assert (entry.kind, entry.effective_on, entry.reason) == ("absence_entered", TOMORROW, "病假")
    assert entry.data == {"from": "2026-03-03", "to": "2026-03-06"}


def test_a_colleague_does_not_enter_it(enter):
    with pytest.raises(UnableToAct, match="只能登记本人"):
        enter("ZY0115", "ZY0114")


def test_the_head_of_another_office_does_not_enter_it(enter):
    with pytest.raises(UnableToAct, match="其他部门"):
        enter("ZY0180", "ZY0117")


def test_absences_of_one_post_do_not_overlap(enter):
    enter("ZY0114", "ZY0114")
    with pytest.raises(UnableToEnterAbsence, match="已登记过请假"):
        enter("ZY0114", "ZY0114", first=FRIDAY, last=FRIDAY + timedelta(days=3))
    assert enter(
        "ZY0114", "ZY0114", first=FRIDAY + timedelta(days=3), last=FRIDAY + timedelta(days=3)
    )


def test_an_absence_is_of_an_a_post(enter, b_post):
    with pytest.raises(UnableToEnterAbsence, match="A 岗"):
        enter("ZY0115", "ZY0115", post_id=b_post("ZY0115", "ZY0114"))


def test_an_absence_has_a_post(enter):
    with pytest.raises(queries.UnableToFindPost):
        enter("ZY0115", "ZY0115", post_id=-1)


def test_days_that_cannot_stand_are_refused(enter):
    with pytest.raises(UnableToEnterAbsence, match="早于开始"):
        enter("ZY0114", "ZY0114", first=FRIDAY, last=TODAY)


def end(act_as, by, absence_id, last_day, now=NOW):
    operations.end_absence(actor=act_as(by), absence_id=absence_id, last_day=last_day, now=now)


def test_who_comes_back_early_is_covered_no_longer(enter, act_as):
    absence_id = enter("ZY0114", "ZY0114")
    assert act_as("ZY0115", today=TOMORROW).covers
    end(act_as, "ZY0114", absence_id, TODAY)
    assert not act_as("ZY0115", today=TOMORROW).covers


def test_an_absence_taken_back_leaves_the_record(enter, act_as):
    absence_id = enter("ZY0114", "ZY0114", first=TOMORROW)
    end(act_as, "ZY0180", absence_id, TODAY)
    post_id = act_as("ZY0114").post_id
    assert queries.absences_of(post_ids=[post_id], today=TODAY) == ()
    kinds = [e.kind for e in entries_of(region_code=COUNTY, stream="post", subject=post_id)]
    assert kinds == ["appointed", "absence_entered", "absence_taken_back"]


@pytest.mark.parametrize(
    ("last_day", "sentence"),
    [(FRIDAY + timedelta(days=1), "晚于原来"), (TODAY - timedelta(days=2), "已经过去")],
)
def test_an_absence_ends_neither_later_nor_in_the_past(enter, act_as, last_day, sentence):
    absence_id = enter("ZY0114", "ZY0114")
    with pytest.raises(UnableToEnterAbsence, match=sentence):
        end(act_as, "ZY0114", absence_id, last_day)


def test_a_colleague_does_not_end_it(enter, act_as):
    absence_id = enter("ZY0114", "ZY0114")
    with pytest.raises(UnableToAct):
        end(act_as, "ZY0115", absence_id, TODAY)


def test_an_absence_that_is_over_does_not_end_again(enter, act_as):
    absence_id = enter("ZY0114", "ZY0114", last=TODAY)
    with pytest.raises(UnableToEnterAbsence, match="已经结束"):
        end(act_as, "ZY0114", absence_id, TODAY, now=NOW + timedelta(days=1))
    with pytest.raises(UnableToEnterAbsence, match="不存在"):
        end(act_as, "ZY0114", 0, TODAY)
