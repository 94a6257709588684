from __future__ import annotations

import pytest

from quancheng.identity.rules import Act, Actor, Role, UnableToAct, check_may, may

COUNTY, TOWN, OFFICE = "610924", "610924100", 5


def actor(role, *, region_code=COUNTY, office_id=OFFICE, counter=""):
    return Actor(
        account_id=1,
        post_id=1,
        name="某人",
        role=role,
        region_code=region_code,
        office_id=office_id,
        counter=counter,
    )


def test_every_act_has_words():
    assert len({act.label for act in Act}) == len(Act)


@pytest.mark.parametrize("act", list(Act))
def test_every_act_is_some_roles_business(act):
    assert any(may(actor(role), act=act, region_code=COUNTY) for role in Role)


@pytest.mark.parametrize(
    ("act", "roles"),
    [
        (Act.TAKE_IN, {Role.COUNTER}),
        (Act.COLLECT_FEE, {Role.TELLER}),
        (Act.HAND_OVER, {Role.DELIVERY}),
        (Act.OPINE, {Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.HEAD}),
        (Act.DECIDE, {Role.APPROVER, Role.HEAD}),
        (Act.APPROVE_EXTENSION, {Role.HEAD}),
        (Act.DECIDE_RECUSAL, {Role.HEAD}),
        (Act.TERMINATE, {Role.APPROVER, Role.HEAD}),
        (Act.HEAR, {Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.HEAD}),
        (Act.JOIN, {Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.HEAD}),
        (
            Act.LINK_RENEWAL,
            {Role.COUNTER, Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.HEAD},
        ),
        (Act.SUPERVISE, {Role.SUPERVISOR}),
        (Act.PUBLISH_EDITION, {Role.ADMINISTRATOR}),
        (Act.APPOINT, {Role.ADMINISTRATOR}),
        (Act.READ_CASE, set(Role)),
    ],
)
def test_an_act_belongs_to_its_roles_only(act, roles):
    allowed = {role for role in Role if may(actor(role), act=act, region_code=COUNTY)}
    assert allowed == roles


def test_the_city_only_reads():
    viewer = actor(Role.CITY_VIEWER, region_code="610900", office_id=None)
    acts = {act for act in Act if may(viewer, act=act, region_code=COUNTY)}
    assert acts == {Act.READ_CASE}


def test_the_refusal_says_which_post_cannot_do_what():
    with pytest.raises(UnableToAct, match=r"窗口人员.*作出决定.*切换"):
        check_may(actor(Role.COUNTER), act=Act.DECIDE, region_code=COUNTY)


def test_nobody_acts_outside_his_county():
    with pytest.raises(UnableToAct, match="辖区"):
        check_may(actor(Role.COUNTER), act=Act.TAKE_IN, region_code="610925")


def test_the_county_acts_on_what_its_towns_took_in():
    assert may(actor(Role.APPROVER), act=Act.DECIDE, region_code=TOWN, office_id=OFFICE)


def test_a_town_does_not_act_on_the_countys_cases():
    town = actor(Role.EXAMINER, region_code=TOWN, office_id=None)
    assert may(town, act=Act.OPINE, region_code=TOWN)
    assert not may(town, act=Act.OPINE, region_code=COUNTY)


def test_an_examiner_acts_for_his_own_office_only():
    assert may(actor(Role.EXAMINER), act=Act.OPINE, region_code=COUNTY, office_id=OFFICE)
    with pytest.raises(UnableToAct, match="其他部门"):
        check_may(actor(Role.EXAMINER), act=Act.OPINE, region_code=COUNTY, office_id=6)


def test_counter_staff_take_in_for_every_office():
    assert may(actor(Role.COUNTER), act=Act.ACCEPT, region_code=COUNTY, office_id=6)


def test_a_town_centre_hands_over_by_itself():
    town = actor(Role.COUNTER, region_code=TOWN, office_id=None, counter="TC01")
    assert may(town, act=Act.HAND_OVER, region_code=TOWN)
    assert not may(actor(Role.COUNTER, counter="W03"), act=Act.HAND_OVER, region_code=COUNTY)
