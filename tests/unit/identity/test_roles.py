from __future__ import annotations

import csv
from pathlib import Path

import pytest

from quancheng.identity.rules import Role, needs_second_factor, roles_of_title

DEMO = Path(__file__).parents[3] / "demo" / "ziyang"
SUPERIORS = {"市级主管部门", "省级主管部门"}


def test_every_role_has_a_word_of_its_own():
    labels = [role.label for role in Role]
    assert len(set(labels)) == len(labels) == 10


@pytest.mark.parametrize(
    ("title", "roles"),
    [
        ("审核人", (Role.EXAMINER,)),
        (" 镇分管领导 ", (Role.APPROVER,)),
        ("政务服务中心主任", (Role.ADMINISTRATOR, Role.SUPERVISOR)),
        ("市级主管部门", ()),
        ("", ()),
    ],
)
def test_a_title_stands_for_its_roles(title, roles):
    assert roles_of_title(title) == roles


@pytest.mark.parametrize("name", ["staff.csv", "steps.csv"])
def test_every_title_of_the_demonstration_county_is_known(name):
    with (DEMO / name).open(encoding="utf-8-sig", newline="") as file:
        titles = {row["role"] for row in csv.DictReader(file)}
    assert titles
    assert {title for title in titles - SUPERIORS if not roles_of_title(title)} == set()


def test_those_who_decide_or_oversee_need_a_second_factor():
    needing = {role for role in Role if needs_second_factor(role)}
    assert needing == {Role.APPROVER, Role.HEAD, Role.SUPERVISOR, Role.ADMINISTRATOR}
