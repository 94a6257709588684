"""The ways a case can go: to a superior organ, through several offices, in a town, by deputies."""

from __future__ import annotations

from datetime import date

import pytest

from quancheng.cases.rules.snapshot import Snapshot, UnableToActOnTask
from quancheng.cases.states import State
from quancheng.identity import operations as identity
from quancheng.identity import queries as people
from quancheng.identity.rules import Actor
from quancheng.journeys import accept, decide, deliver, examine
from quancheng.journeys.rebuild import check
from quancheng.kernel.errors import UnableTo, UnableToPermit
from quancheng.ledger import queries as ledger
from quancheng.ledger.rules import Recorded
from quancheng.notices.queries import messages_of
from quancheng.ops.simulator.handwriting import DRAWN
from tests.factories import cases
from tests.factories.county import COUNTY, TODAY, Staff, doing, moment

UPWARD = "第二类医疗器械经营备案"
JOINT = "建设工程设计方案审定"
IN_TOWN = "临时救助"
TOWN_COUNTER = "TC01"
TOMORROW = date(2026, 3, 3)


def entries(case: Snapshot) -> list[Recorded]:
    return ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)


def agree(staff: Staff, case: Snapshot, actor: Actor | None = None) -> Snapshot:
    examine.give_opinion(
        doing=doing(actor or cases.person_for(staff, case)),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        opinion=examine.AGREE,
        reason="材料齐全。",
    )
    return cases.read(case.number)


def answer(case: Snapshot, actor: Actor, *, outcome: str = "granted", reason: str = "") -> Snapshot:
    decide.decide(
        doing=doing(actor),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        outcome=outcome,
        reason=reason,
        signature=DRAWN,
        answer=cases.answer_of(case),
    )
    return cases.read(case.number)


def forwarded(staff: Staff) -> Snapshot:
    case = cases.accepted(staff, cases.guide_named(UPWARD), counter="W03")
    return cases.forwarded(staff, agree(staff, case))


def test_forwarding_tells_the_applicant_and_waits_for_the_superior_organ(county: Staff) -> None:
    case = forwarded(county)
    assert case.state is State.FORWARDED
    assert [(task.kind, task.role) for task in case.tasks] == [("await", "superior")]
    assert entries(case)[-1].kind == "forwarded"
    assert messages_of(case_id=case.id)[-1].kind == "forwarded"


@pytest.mark.parametrize(("outcome", "reason"), [("granted", ""), ("refused", "上级不予批准。")])
def test_the_office_enters_the_answer_of_the_superior_organ(
    county: Staff, outcome: str, reason: str
) -> None:
    case = answer(
        forwarded(county), county.of_office("D01", "examiner"), outcome=outcome, reason=reason
    )
    assert (case.state, case.outcome) == (State.DELIVERING, outcome)
    assert check()[1] == []


def test_nobody_gives_an_opinion_in_place_of_the_superior_organ(county: Staff) -> None:
    case = forwarded(county)
    with pytest.raises(UnableToActOnTask, match="不是提意见的环节"):
        agree(county, case, county.of_office("D01", "examiner"))


def test_another_office_cannot_enter_the_answer(county: Staff) -> None:
    case = forwarded(county)
    with pytest.raises(UnableToPermit):
        answer(case, county.of_office("D08", "examiner"))
    assert cases.read(case.number).state is State.FORWARDED


def test_a_joint_item_waits_for_the_last_of_its_offices(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(JOINT), counter="W08")
    offices = {task.office_id for task in case.tasks}
    assert len(offices) == 4
    for left in (3, 2, 1):
        case = agree(county, case)
        assert len(case.tasks) == left
        assert {task.name for task in case.tasks} == {"审查"}
    case = agree(county, case)
    assert [task.name for task in case.tasks] == ["公示"]


def test_a_joint_approval_is_not_yet_the_decision(county: Staff) -> None:
    case = cases.examined(county, cases.accepted(county, cases.guide_named(JOINT), counter="W08"))
    while case.tasks[0].name != "联合审批" and case.tasks[0].kind != "decide":
        case = agree(county, case)
    if case.tasks[0].name == "联合审批":
        with pytest.raises(UnableToActOnTask, match="不是决定环节"):
            answer(case, cases.person_for(county, case))
        case = agree(county, case)
    case = answer(case, cases.person_for(county, case))
    assert case.state is State.DELIVERING


def _in_town(staff: Staff, role: str, counter: str = "") -> Actor:
    return staff._first(role=role, counter=counter, region_code="610924100")


def _taken_in_town(staff: Staff) -> Snapshot:
    from quancheng.journeys import apply

    clerk = _in_town(staff, "counter", TOWN_COUNTER)
    outcome = apply.take_in(
        doing=doing(clerk),
        region_code=COUNTY,
        intake=cases.intake_for(cases.guide_named(IN_TOWN), counter=TOWN_COUNTER),
    )
    accept.accept(doing=doing(clerk), region_code=COUNTY, number=outcome.number)
    return cases.read(outcome.number)


def test_a_matter_of_the_town_is_examined_decided_and_delivered_there(county: Staff) -> None:
    case = _taken_in_town(county)
    assert case.town_code == "610924100"
    while case.tasks[0].kind != "decide":
        assert case.tasks[0].town_code == "610924100"
        case = agree(county, case)
    case = answer(case, cases.person_for(county, case))
    assert case.state is State.DELIVERING
    deliver.hand_over(
        doing=doing(_in_town(county, "counter", TOWN_COUNTER), now=moment(16)),
        region_code=COUNTY,
        number=case.number,
        method="post",
        receiver=deliver.Receiver(name="柏青禾", signed_on=TODAY),
        tracking_number="EM123456789CN",
    )
    assert cases.read(case.number).state is State.CLOSED
    assert check()[1] == []


def test_the_county_and_another_town_do_not_examine_for_a_town(county: Staff) -> None:
    case = _taken_in_town(county)
    elsewhere = county._first(role="examiner", region_code="610924101")
    for stranger in (elsewhere, county.of_office("D08", "examiner")):
        with pytest.raises(UnableTo):
            agree(county, case, stranger)
    assert cases.read(case.number).version == case.version


def _absent(staff: Staff, holder: Actor) -> Actor:
    """The deputy of ``holder`` on the day ``holder`` is away."""
    identity.enter_absence(
        actor=staff.in_role("administrator"),
        post_id=holder.post_id,
        from_day=TOMORROW,
        to_day=TOMORROW,
        reason="病假",
        now=moment(17),
    )
    deputy = people.deputies_of(post_id=holder.post_id, today=TOMORROW)[0]
    own = next(
        post
        for post in people.posts_of(account_id=deputy.account_id, today=TOMORROW)
        if post.rank == "A"
    )
    return people.actor_for(account_id=deputy.account_id, post_id=own.id, today=TOMORROW)


def test_a_deputy_acts_for_the_absent_holder_and_the_record_names_both(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    holder = cases.person_for(county, case)
    task = case.tasks[0]
    examine.claim(doing=doing(holder), region_code=COUNTY, number=case.number, task_id=task.id)
    deputy = _absent(county, holder)
    assert holder.post_id in deputy.covers
    examine.give_opinion(
        doing=doing(deputy, now=moment(on=TOMORROW)),
        region_code=COUNTY,
        number=case.number,
        task_id=task.id,
        opinion=examine.AGREE,
        reason="",
    )
    entry = entries(case)[-1]
    assert (entry.actor, entry.post, entry.on_behalf_of) == (
        deputy.account_id,
        deputy.post_id,
        holder.post_id,
    )
    names = people.post_names([deputy.post_id, holder.post_id])
    assert {name.name for name in names.values()} == {deputy.name, holder.name}


def test_a_colleague_who_is_no_deputy_does_not_act_for_the_absent_holder(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    holder = cases.person_for(county, case)
    examine.claim(
        doing=doing(holder), region_code=COUNTY, number=case.number, task_id=case.tasks[0].id
    )
    deputy = _absent(county, holder)
    others = people.posts_in(
        region_code=COUNTY,
        role=holder.role,
        office_id=holder.office_id,
        today=TOMORROW,
    )
    stranger = next(
        post
        for post in others
        if post.rank == "A" and post.account_id not in (holder.account_id, deputy.account_id)
    )
    actor = people.actor_for(account_id=stranger.account_id, post_id=stranger.id, today=TOMORROW)
    with pytest.raises(UnableToActOnTask, match="已有同事领取"):
        agree(county, cases.read(case.number), actor)


def _transfer(
    case: Snapshot, actor: Actor, to_post: int, reason: str = "出差，请代为审查。"
) -> None:
    examine.transfer(
        doing=doing(actor),
        region_code=COUNTY,
        number=case.number,
        task_id=case.tasks[0].id,
        to_post=to_post,
        reason=reason,
    )


def test_a_task_is_handed_to_a_colleague_who_then_holds_it(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    actor = cases.person_for(county, case)
    colleagues = people.posts_in(
        region_code=COUNTY, role=actor.role, office_id=actor.office_id, today=TODAY
    )
    to = next(post for post in colleagues if post.rank == "A" and post.id != actor.post_id)
    _transfer(case, actor, to.id)
    case = cases.read(case.number)
    assert case.tasks[0].holder == to.id
    assert entries(case)[-1].data["to_name"] == to.name
    with pytest.raises(UnableToActOnTask, match="已有同事领取"):
        agree(county, case, actor)


def test_a_task_is_not_handed_to_another_office_nor_without_a_reason(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    actor = cases.person_for(county, case)
    with pytest.raises(UnableToActOnTask, match="这位同事不能办"):
        _transfer(case, actor, county.of_office("D08", "examiner").post_id)
    with pytest.raises(UnableTo, match="转办要写明理由"):
        _transfer(case, actor, actor.post_id, reason="")
    assert cases.read(case.number).version == case.version
