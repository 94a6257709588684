"""What the journeys refuse, with the sentence, and that nothing is written then."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from django.db import connection, transaction

from quancheng.cases.rules.snapshot import UnableToActOnTask
from quancheng.cases.states import State, UnableToActStale
from quancheng.catalogue import queries as catalogue
from quancheng.delivery.queries import hand_over_of
from quancheng.delivery.rules import UnableToHandOver
from quancheng.journeys import accept, apply, decide, deliver, examine, extend
from quancheng.journeys.act import Writing, write
from quancheng.journeys.apply import AgentGiven, UnableToTakeIn
from quancheng.kernel.errors import UnableTo
from quancheng.ledger import queries as ledger
from quancheng.ops.simulator.handwriting import DRAWN
from quancheng.ops.simulator.people import Inventor
from tests.factories import cases
from tests.factories.county import COUNTY, TODAY, Staff, doing, moment


def taken(staff: Staff, intake: apply.Intake, *, counter: str = "W06") -> cases.Snapshot:
    outcome = apply.take_in(
        doing=doing(staff.at_counter(counter)), region_code=COUNTY, intake=intake
    )
    return cases.read(outcome.number)


def test_a_matter_that_towns_do_not_do_is_not_taken_in_there(county: Staff) -> None:
    clerk = county._first(role="counter", counter="TC01", region_code="610924100")
    intake = cases.intake_for(cases.guide_named(cases.FOOD), counter="TC01")
    with pytest.raises(UnableToTakeIn, match="没有下放到镇"):
        apply.take_in(doing=doing(clerk), region_code=COUNTY, intake=intake)


def test_a_matter_of_persons_is_not_taken_in_for_an_organisation(county: Staff) -> None:
    guide = cases.guide_named("临时救助")
    firm = Inventor(Random(3)).applicant("organisation")
    with pytest.raises(UnableToTakeIn, match="请核对申请人类型"):
        taken(county, cases.intake_for(guide, applicant=firm))


def test_errors_in_the_form_are_told_by_field_and_nothing_is_written(county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    wanted = next(field for field in guide.fields if field.required)
    intake = replace(cases.intake_for(guide), answers={})
    with pytest.raises(UnableToTakeIn, match="处要改") as refused:
        taken(county, intake)
    assert wanted.code in refused.value.errors
    assert UnableToTakeIn("缺材料。").errors == {}


def test_an_agent_stands_on_the_case_with_his_authority(county: Staff) -> None:
    agent = AgentGiven(
        name=" 柏青禾 ", id_number="610924199001010015", authority="授权委托书", phone=""
    )
    case = taken(county, replace(cases.intake_for(cases.guide_named(cases.FOOD)), agent=agent))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agent_name, agent_authority, agent_sealed FROM cases_application WHERE id = %s",
            [case.application_id],
        )
        name, authority, sealed = cursor.fetchone()
    assert (name, authority) == ("柏青禾", "授权委托书")
    assert b"610924199001010015" not in bytes(sealed)


def test_the_platform_itself_takes_nothing_in(county: Staff) -> None:
    with pytest.raises(UnableToActOnTask, match="由工作人员来做"):
        apply.take_in(
            doing=doing(None),
            region_code=COUNTY,
            intake=cases.intake_for(cases.guide_named(cases.FOOD)),
        )


def test_withdrawing_before_acceptance_ends_a_flow_that_never_began(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    accept.withdraw(
        doing=doing(county.at_counter("W06")),
        region_code=COUNTY,
        number=outcome.number,
        reason="申请人书面要求撤回。",
    )
    case = cases.read(outcome.number)
    assert (case.state, case.tasks) == (State.WITHDRAWN, ())


def test_an_opinion_and_an_outcome_have_to_be_chosen(county: Staff) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FOOD))
    actor = cases.person_for(county, case)
    given = {
        "doing": doing(actor),
        "region_code": COUNTY,
        "number": case.number,
        "task_id": case.tasks[0].id,
        "reason": "材料齐全，符合条件。",
    }
    with pytest.raises(UnableToActOnTask, match="请选择同意"):
        examine.give_opinion(**given, opinion="perhaps")
    with pytest.raises(UnableToActOnTask, match="请选择准予"):
        decide.decide(**given, outcome="perhaps")
    with pytest.raises(UnableToActOnTask, match="已经办过"):
        examine.give_opinion(**{**given, "task_id": 0}, opinion="agree")


def test_a_limit_that_no_law_sets_cannot_be_extended(county: Staff) -> None:
    page = catalogue.list_items(
        scope=catalogue.ItemScope(region_codes=(COUNTY,)),
        filters=catalogue.ItemFilters(handling_type="instant"),
        on=TODAY,
        size=500,
    )
    line = next(
        line
        for line in page.items
        if catalogue.limits_of(edition_id=line.edition_id).statutory is None
    )
    guide = catalogue.guide(region_code=COUNTY, item_code=line.code, on=TODAY)
    case = cases.accepted(county, guide)
    with pytest.raises(UnableToActOnTask, match="没有法定时限"):
        extend.extend(
            doing=doing(county.of_office(guide.office_code, "head")),
            region_code=COUNTY,
            number=case.number,
            days=3,
            reason="案情复杂，需要补充核查。",
        )


def test_a_case_somebody_is_just_writing_is_refused_in_words(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FOOD))
    ahead = replace(cases.read(outcome.number), version=9)
    with pytest.raises(UnableToActStale, match="刚刚有人在办"):
        write(doing=doing(None), case=ahead, writing=Writing(kind="due_soon"))


def test_an_act_in_a_transaction_that_is_lost_does_not_ask_for_an_earlier_answer(
    county: Staff,
) -> None:
    intake = cases.intake_for(cases.guide_named(cases.FOOD))
    examiner = county.of_office("D01", "examiner")
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(UnableTo):
            apply.take_in(doing=doing(examiner), region_code=COUNTY, intake=intake)


def _decided(staff: Staff, kind: str, seed: int = 1) -> cases.Snapshot:
    guide = cases.guide_named("临时救助" if kind == "person" else cases.FOOD)
    applicant = Inventor(Random(seed)).applicant(kind)
    counter = "W06" if kind == "organisation" else "W11"
    outcome = cases.received(staff, guide, counter=counter, applicant=applicant)
    accept.accept(doing=doing(staff.at_counter(counter)), region_code=COUNTY, number=outcome.number)
    return cases.decided(staff, cases.examined(staff, cases.read(outcome.number)))


def _pick_up(staff: Staff, case: cases.Snapshot, *, number: str, relation: str = "本人") -> None:
    deliver.hand_over(
        doing=doing(staff.in_role("delivery"), now=moment(16)),
        region_code=COUNTY,
        number=case.number,
        method="pick_up",
        receiver=deliver.Receiver(
            name="柏青禾", relation=relation, id_number=number, signature=DRAWN
        ),
    )


def test_a_stranger_cannot_pick_up_as_the_applicant_himself(county: Staff) -> None:
    person = Inventor(Random(1)).applicant("person")
    case = _decided(county, "person")
    with pytest.raises(UnableToHandOver, match="登记的不一致"):
        _pick_up(county, case, number=Inventor(Random(77)).person().id_number)
    with pytest.raises(UnableToHandOver, match="身份证件"):
        _pick_up(county, case, number=" ")
    assert hand_over_of(case_id=case.id) is None
    _pick_up(county, case, number=person.id_number)
    handed = hand_over_of(case_id=case.id)
    assert handed is not None
    assert handed.method_label == "窗口领取"
    assert cases.read(case.number).state is State.CLOSED


def test_somebody_of_an_organisation_picks_up_with_his_own_card(county: Staff) -> None:
    case = _decided(county, "organisation")
    _pick_up(county, case, number=Inventor(Random(77)).person().id_number)
    assert cases.read(case.number).state is State.CLOSED


def test_the_acts_of_a_post_are_listed_latest_first(county: Staff) -> None:
    actor = county.at_counter("W06")
    cases.accepted(county, cases.guide_named(cases.FOOD))
    acts = ledger.acts_of_post(region_code=COUNTY, post=actor.post_id)
    assert [act.kind for act in acts][:2] == ["accepted", "received"]
