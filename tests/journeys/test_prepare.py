"""Preparing an intake: which items, whose draft, what is known, what is still wrong."""

from __future__ import annotations

import pytest

from quancheng.cases.operations.drafts import (
    UnableToFindDraft,
    UnableToSaveDraft,
    save_draft,
)
from quancheng.cases.queries.earlier import earlier_of
from quancheng.cases.rules.standing import asked_once, town_in
from quancheng.cases.states import State
from quancheng.journeys import accept
from quancheng.journeys.apply import UnableToTakeIn
from quancheng.journeys.prepare import drafts, items
from quancheng.journeys.prepare.applicants import Match, known_applicant, match_of, reach_of
from quancheng.journeys.prepare.limits import if_accepted
from tests.factories import cases
from tests.factories.county import COUNTY, TODAY, Staff, doing, moment
from tests.web.counter.intakes import person, typed

AT_ONCE = "客货运输车辆年度审验"


def begun(county: Staff, guide, *, counter: str = "W06"):
    return drafts.begin(doing=doing(county.at_counter(counter)), item_code=guide.item_code)


def test_a_counter_finds_what_it_takes_in_and_says_who_takes_the_rest(county: Staff) -> None:
    place = items.place_of(county.at_counter("W06"))
    found = items.find_items(place=place, words="许可", on=TODAY, limit=3)
    assert len(found.hits) == 3
    assert found.total > 3
    assert all(hit.item.office_code in place.office_codes for hit in found.hits)
    assert found.elsewhere


def town_clerk(county: Staff):
    return county.for_task(role="counter", office_id=None, town_code="610924100")


def test_a_town_takes_in_what_is_handed_down(county: Staff) -> None:
    place = items.place_of(town_clerk(county))
    found = items.find_items(place=place, words="办理", on=TODAY, limit=5)
    assert found.hits
    for hit in found.hits:
        guide = cases.guide_named(hit.item.name)
        items.check_takes_in(place=place, guide=guide)
    with pytest.raises(items.UnableToTakeInHere, match="没有下放到镇"):
        items.check_takes_in(place=place, guide=cases.guide_named(cases.FLOOD))


def test_a_post_without_a_counter_takes_nothing_in(county: Staff) -> None:
    with pytest.raises(items.UnableToTakeInHere, match="没有对应的窗口"):
        items.place_of(county.of_office("D41", "examiner"))


def test_codes_are_told_apart(county: Staff) -> None:
    from quancheng.identity.queries import scope_of

    guide = cases.guide_named(cases.FOOD)
    outcome = cases.received(county, guide)
    scope = scope_of(county.at_counter("W06"))
    assert items.scanned_case(scope=scope, code=outcome.receipt_code) == outcome.number
    assert items.scanned_case(scope=scope, code=outcome.number) == outcome.number
    assert items.scanned_case(scope=scope, code="ABCDEFGH") == ""
    assert items.scanned_case(scope=scope, code="食品") == ""
    assert items.scanned_item(region_code=COUNTY, code=guide.item_code) == guide.item_code
    assert items.scanned_item(region_code=COUNTY, code="nothing") == ""


def test_a_draft_belongs_to_its_post(county: Staff) -> None:
    draft = begun(county, cases.guide_named(cases.FOOD))
    with pytest.raises(UnableToFindDraft):
        drafts.prepared(actor=county.at_counter("W31"), token=draft.token)


def test_a_known_applicant_brings_his_standing_answers(county: Staff) -> None:
    guide, who = cases.guide_named(AT_ONCE), person()
    cases.received(county, guide, counter="W43", applicant=who)
    draft = begun(county, guide, counter="W43")
    found = drafts.recall(
        doing=doing(county.at_counter("W43")),
        token=draft.token,
        posted={"applicant_id_number": who.id_number, "applicant_address": "新地址 1 号"},
    )
    assert found.known is not None
    assert found.known.times == 1
    assert found.body["applicant_name"] == who.name
    assert "*" in found.body["applicant_phone"]
    assert found.body["applicant_address"] == "新地址 1 号"
    region = next(field.code for field in guide.fields if field.name == "apl_live_region")
    assert found.body[region]


def test_an_unknown_document_brings_nothing(county: Staff) -> None:
    guide = cases.guide_named(AT_ONCE)
    draft = begun(county, guide, counter="W43")
    desk = doing(county.at_counter("W43"))
    for number in ("", "12", person(seed=77).id_number):
        found = drafts.recall(doing=desk, token=draft.token, posted={"applicant_id_number": number})
        assert found.known is None
    assert "applicant_phone" in drafts.errors_of(prepared=found, today=TODAY)
    assert earlier_of(region_code=COUNTY, applicant_id=0).times == 0
    reach = reach_of(known=None, phone="1", address="2")
    assert (reach.phone, reach.address) == ("1", "2")


def test_an_applicant_without_an_earlier_form_gets_the_town_of_his_address(county: Staff) -> None:
    from tests.factories.applicants import registered

    guide, who = cases.guide_named(AT_ONCE), person()
    registered(
        region_code=COUNTY,
        kind=who.kind,
        name=who.name,
        id_kind=who.id_kind,
        id_number=who.id_number,
        address="紫阳县蒿坪镇北街3号",
        now=moment(),
    )
    known = known_applicant(
        region_code=COUNTY, id_kind=who.id_kind, id_number=who.id_number, fields=guide.fields
    )
    assert known is not None
    assert "蒿坪镇" in known.shown.values()


def test_masked_values_are_taken_in_as_they_are_registered(county: Staff) -> None:
    from quancheng.identity.queries import contact_of

    guide, who = cases.guide_named(cases.FOOD), person("organisation")
    cases.received(county, guide, applicant=who)
    draft = begun(county, guide)
    desk = doing(county.at_counter("W06"))
    found = drafts.recall(
        doing=desk,
        token=draft.token,
        posted={
            "applicant_kind": "organisation",
            "applicant_id_kind": "uscc",
            "applicant_id_number": who.id_number,
        },
    )
    form = typed(guide, who, seed=8) | found.body
    outcome = drafts.receive(doing=desk, token=draft.token, posted=form)
    case = cases.read(outcome.number)
    assert contact_of(case.applicant_id).phone == who.phone


def test_a_phone_is_not_asked_where_the_form_does_not_ask(county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    draft = begun(county, guide)
    form = typed(guide, person()) | {"applicant_phone": "", "applicant_kind": "person"}
    outcome = drafts.receive(doing=doing(county.at_counter("W06")), token=draft.token, posted=form)
    assert outcome.receipt_code


def test_everything_wrong_is_said_at_once(county: Staff) -> None:
    draft = begun(county, cases.guide_named(cases.FOOD))
    with pytest.raises(UnableToTakeIn) as refused:
        drafts.receive(
            doing=doing(county.at_counter("W06")),
            token=draft.token,
            posted={
                "applicant_kind": "person",
                "applicant_phone": "12",
                "agent_on": "on",
                "agent_phone": "34",
            },
        )
    errors = refused.value.errors
    assert {"applicant_name", "applicant_id_number", "applicant_phone"} <= set(errors)
    assert {"agent_name", "agent_id_number", "agent_authority", "agent_phone"} <= set(errors)
    found = drafts.prepared(actor=county.at_counter("W06"), token=draft.token)
    assert drafts.errors_of(prepared=found, today=TODAY) == errors


def test_a_draft_becomes_a_case_once(county: Staff) -> None:
    guide, who = cases.guide_named(cases.FOOD), person("organisation")
    draft = begun(county, guide)
    desk = doing(county.at_counter("W06"))
    assert drafts.received_as(actor=county.at_counter("W06"), token=draft.token) is None
    first = drafts.receive(doing=desk, token=draft.token, posted=typed(guide, who))
    again = drafts.receive(doing=desk, token=draft.token, posted=typed(guide, who))
    assert again.number == first.number
    assert again.repeated


@pytest.mark.parametrize(
    ("at_once", "ticked", "state"),
    [
        (True, True, State.ACCEPTED),
        (False, True, State.RECEIVED),
        (True, False, State.RECEIVED),
    ],
)
def test_what_is_done_at_once_is_accepted_when_nothing_lacks(
    county: Staff, at_once: bool, ticked: bool, state: State
) -> None:
    guide = cases.guide_named(AT_ONCE)
    draft = begun(county, guide, counter="W43")
    outcome = drafts.receive(
        doing=doing(county.at_counter("W43")),
        token=draft.token,
        posted=typed(guide, person(), ticked=ticked),
        at_once=at_once,
    )
    assert cases.read(outcome.number).state is state


def test_a_case_whose_acceptance_is_refused_stays_received(county: Staff, monkeypatch) -> None:
    from quancheng.cases.states import UnableToAct

    def refuse(**_: object) -> None:
        raise UnableToAct("不能受理。")

    monkeypatch.setattr(accept, "accept", refuse)
    guide = cases.guide_named(AT_ONCE)
    draft = begun(county, guide, counter="W43")
    outcome = drafts.receive(
        doing=doing(county.at_counter("W43")), token=draft.token, posted=typed(guide, person())
    )
    assert outcome.state is State.RECEIVED


def test_a_draft_changed_elsewhere_is_not_overwritten(county: Staff) -> None:
    draft = begun(county, cases.guide_named(cases.FOOD))
    given = {
        "region_code": COUNTY,
        "post_id": draft.post_id,
        "token": draft.token,
        "body": {},
        "applicant_name": "",
        "personal": frozenset(),
        "now": moment(),
    }
    assert save_draft(**given, version=draft.version) == draft.version + 1
    with pytest.raises(UnableToSaveDraft, match="别的页面"):
        save_draft(**given, version=draft.version)
    used = begun(county, cases.guide_named(cases.FOOD))
    form = typed(cases.guide_named(cases.FOOD), person("organisation"))
    drafts.receive(doing=doing(county.at_counter("W06")), token=used.token, posted=form)
    with pytest.raises(UnableToSaveDraft, match="已经收件"):
        save_draft(**given | {"token": used.token})


def test_an_agent_makes_the_letter_of_authority_due(county: Staff) -> None:
    guide, who = cases.guide_named(AT_ONCE), person()
    draft = begun(county, guide, counter="W43")
    desk = doing(county.at_counter("W43"))
    agent = person(seed=11)
    form = typed(guide, who) | {
        "agent_on": "on",
        "agent_name": agent.name,
        "agent_id_number": agent.id_number,
        "agent_phone": "",
        "agent_authority": "授权委托书",
    }
    found = drafts.save(doing=desk, token=draft.token, posted=form)
    assert len(found.lacking) == 1
    outcome = drafts.receive(doing=desk, token=draft.token, posted=form)
    assert cases.read(outcome.number).state is State.RECEIVED


def test_a_new_name_needs_the_word_of_the_counter(county: Staff) -> None:
    guide, who = cases.guide_named(cases.FOOD), person("organisation")
    cases.received(county, guide, applicant=who)
    draft = begun(county, guide)
    desk = doing(county.at_counter("W06"))
    form = typed(guide, who) | {"applicant_name": "紫阳县新名商贸有限公司"}
    with pytest.raises(Exception, match="已更名"):
        drafts.receive(doing=desk, token=draft.token, posted=form)
    outcome = drafts.receive(doing=desk, token=draft.token, posted=form | {"renamed": "on"})
    assert cases.read(outcome.number).applicant_name == "紫阳县新名商贸有限公司"


def test_counts_that_are_no_figures_are_refused(county: Staff) -> None:
    guide = cases.guide_named(cases.FOOD)
    draft = begun(county, guide)
    form = typed(guide, person("organisation")) | {f"m_{guide.materials[0].code}_o": "三份"}
    with pytest.raises(Exception, match="份数"):
        drafts.receive(doing=doing(county.at_counter("W06")), token=draft.token, posted=form)


def test_the_last_day_is_known_before_the_acceptance(county: Staff) -> None:
    for name in (cases.FOOD, AT_ONCE):
        guide = cases.guide_named(name)
        view = if_accepted(edition_id=guide.edition_id, region_code=COUNTY, on=TODAY)
        assert view.promised is not None
    assert view.statutory is None


def test_a_shown_document_is_matched(county: Staff) -> None:
    guide, who = cases.guide_named(AT_ONCE), person()
    outcome = cases.received(county, guide, counter="W43", applicant=who)
    given = {
        "applicant_id": cases.read(outcome.number).applicant_id,
        "region_code": COUNTY,
        "id_kind": "resident_id",
    }
    assert match_of(**given, id_number=who.id_number) is Match.SAME
    assert match_of(**given, id_number=person(seed=9).id_number) is Match.OTHER
    assert match_of(**given, id_number="1") is Match.UNREADABLE


def test_only_a_resident_id_says_sex_and_birthday() -> None:
    assert "apl_birth" in asked_once(kind="person", id_kind="resident_id")
    assert "apl_birth" not in asked_once(kind="person", id_kind="passport")
    assert asked_once(kind="organisation", id_kind="uscc")["ent_name"] == "name"
    assert town_in("某地", towns=("城关镇",)) == ""
