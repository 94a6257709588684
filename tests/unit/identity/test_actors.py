from __future__ import annotations

from quancheng.identity.rules import Actor, Role, Scope

COUNTY = "610924"
TOWN = "610924100"


def actor(**changes):
    parts = {
        "account_id": 1,
        "post_id": 10,
        "name": "吴岚同",
        "role": Role.EXAMINER,
        "region_code": COUNTY,
        "office_id": 5,
    }
    return Actor(**(parts | changes))


def test_an_actor_of_the_county_is_in_no_town():
    assert (actor().county, actor().town) == (COUNTY, None)


def test_an_actor_of_a_town_is_in_its_county():
    someone = actor(region_code=TOWN)
    assert (someone.county, someone.town) == (COUNTY, TOWN)


def test_a_deputy_sees_his_own_tasks_and_those_he_covers():
    assert actor(covers=(11, 12)).posts == (10, 11, 12)


def test_an_act_on_a_covered_task_is_on_behalf_of_its_holder():
    assert actor(covers=(11,)).standing_in(11).on_behalf_of == 11


def test_an_act_on_his_own_task_is_on_nobodys_behalf():
    deputy = actor(covers=(11,))
    assert deputy.standing_in(10) is deputy
    assert deputy.standing_in(None) is deputy


def test_an_act_on_a_strangers_task_is_on_nobodys_behalf():
    assert actor(covers=(11,)).standing_in(99).on_behalf_of is None


def test_a_scope_of_the_county_admits_its_towns():
    scope = Scope(role=Role.SUPERVISOR, counties=(COUNTY,))
    assert scope.admits(region_code=COUNTY)
    assert scope.admits(region_code=TOWN)
    assert not scope.admits(region_code="610925")


def test_a_scope_of_a_town_admits_this_town_only():
    scope = Scope(role=Role.COUNTER, counties=(COUNTY,), town=TOWN)
    assert scope.admits(region_code=TOWN)
    assert not scope.admits(region_code="610924101")
    assert not scope.admits(region_code=COUNTY)


def test_a_scope_of_an_office_admits_what_the_office_has_a_part_in():
    scope = Scope(role=Role.EXAMINER, counties=(COUNTY,), offices=(5,))
    assert scope.admits(region_code=COUNTY, office_ids=(4, 5))
    assert not scope.admits(region_code=COUNTY, office_ids=(4,))
    assert not scope.admits(region_code=COUNTY)


def test_a_scope_without_counties_admits_nothing():
    assert not Scope(role=Role.CITY_VIEWER, counties=()).admits(region_code=COUNTY)
