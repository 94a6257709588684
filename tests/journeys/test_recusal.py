"""The recusal of a hearing's chair: asked for, decided in a letter, and who presides then."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.rules.hearing import UnableToHear
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.journeys import hearing
from quancheng.journeys.rebuild import check
from quancheng.kernel.errors import UnableToPermit
from quancheng.notices.queries import messages_of
from tests.factories import cases
from tests.factories.county import Staff
from tests.factories.hearings import (
    WATER,
    WORDS,
    act,
    at,
    chair,
    last,
    paper,
    requested,
    scheduled,
    text,
)


@pytest.fixture
def case(county: Staff) -> Snapshot:
    """Accepted on 2 March: due 20 working days later, on 30 March."""
    return cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")


def test_a_recusal_is_decided_by_the_head_and_a_granted_one_needs_another_chair(county, case):
    case = scheduled(county, case)
    head = county.of_office(WATER, "head")
    case = act(hearing.challenge, county, case, 5, by="取水户代表", reason="与申请人是近亲属。")
    assert case.hearing is not None
    assert case.hearing.waits_for_recusal
    with pytest.raises(UnableToHear, match="回避"):
        act(hearing.end, county, case, 13, minutes=WORDS, signers="柏青禾、莫溪可")
    with pytest.raises(UnableToPermit):
        act(hearing.decide_recusal, county, case, 6, outcome="refused", reason="没有利害关系。")
    case = act(
        hearing.decide_recusal, county, case, 6, who=head, outcome="granted", reason="确系近亲属。"
    )
    assert case.hearing is not None
    assert (case.hearing.stage, case.hearing.chair) == ("open", None)
    assert messages_of(case_id=case.id)[-1].kind == "recusal_decided"
    said = text(paper(county, case, "recusal_decision"))
    for part in ("取水户代表于2026年3月5日", "与申请人是近亲属。", "确系近亲属。", "另行指定"):
        assert part in said
    case = act(
        hearing.schedule, county, case, 6, sits_at=at(20), place="三楼", chair=chair(county, case)
    )
    assert case.hearing is not None
    assert not case.hearing.waits_for_recusal


def test_the_head_may_name_who_presides_instead_and_the_recused_does_not_return(county, case):
    case = scheduled(county, case)
    assert case.hearing is not None
    recused = case.hearing.chair
    others = [post.id for post in hearing.chairs_for(case=case, today=date(2026, 3, 5))]
    other = next(post for post in others if post != recused)
    case = act(hearing.challenge, county, case, 5, by="取水户代表", reason="与申请人是近亲属。")
    given = {"who": county.of_office(WATER, "head"), "reason": "确系近亲属。"}
    for wrong in (recused, 0):
        with pytest.raises(UnableToHear, match="名单"):
            act(
                hearing.decide_recusal,
                county,
                case,
                6,
                outcome="granted",
                new_chair=wrong,
                **given,
            )
    case = act(hearing.decide_recusal, county, case, 6, outcome="granted", new_chair=other, **given)
    assert case.hearing is not None
    assert (case.hearing.stage, case.hearing.chair) == ("open", other)
    name = last(case).data["new_chair_name"]
    assert name
    assert f"改由{name}担任" in text(paper(county, case, "recusal_decision"))
    assert recused not in [post.id for post in hearing.chairs_for(case=case, today=at(6).date())]
    with pytest.raises(UnableToHear, match="名单"):
        act(hearing.schedule, county, case, 6, sits_at=at(20), place="三楼", chair=recused)
    assert check()[1] == []


def test_a_refused_recusal_leaves_the_chair(county, case):
    case = scheduled(county, case)
    assert case.hearing is not None
    chosen = case.hearing.chair
    case = act(hearing.challenge, county, case, 5, by="取水户代表", reason="与申请人相识。")
    who = county.of_office(WATER, "head")
    case = act(
        hearing.decide_recusal, county, case, 6, who=who, outcome="refused", reason="没有利害关系。"
    )
    assert case.hearing is not None
    assert (case.hearing.stage, case.hearing.chair) == ("scheduled", chosen)
    assert "驳回回避申请" in text(paper(county, case, "recusal_decision"))
    with pytest.raises(UnableToHear, match="没有等待"):
        act(hearing.decide_recusal, county, case, 6, who=who, outcome="refused", reason="再驳回。")


def test_a_recusal_of_nobody_is_not_decided(county, case):
    case = requested(county, case)
    head = county.of_office(WATER, "head")
    with pytest.raises(UnableToHear, match="没有等待"):
        act(hearing.decide_recusal, county, case, 4, who=head, outcome="refused", reason="没有人。")
