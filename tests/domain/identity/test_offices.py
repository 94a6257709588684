from __future__ import annotations

import pytest

from quancheng.identity import operations, queries
from quancheng.identity.models import Office
from tests.domain.identity.small_county import COUNTY, DEPARTMENTS


def load(rows):
    return operations.load_departments(rows, region_code=COUNTY)


def test_loading_twice_changes_nothing(small_county):
    before = list(Office.objects.order_by("code").values())
    assert load(DEPARTMENTS) == 2
    assert list(Office.objects.order_by("code").values()) == before


def test_a_renamed_department_keeps_its_id(small_county):
    office = queries.office_by_code(region_code=COUNTY, code="D01")
    load([DEPARTMENTS[0] | {"name": "紫阳县市场监管局", "short_name": ""}])
    renamed = queries.offices_by_id([office.id, None])[office.id]
    assert (renamed.name, renamed.short_name) == ("紫阳县市场监管局", "紫阳县市场监管局")


def test_offices_are_listed_in_order_of_code(small_county):
    assert [office.code for office in queries.offices_of(COUNTY)] == ["D01", "D02"]


def test_an_unknown_office_says_what_to_do(small_county):
    with pytest.raises(queries.UnableToFindOffice, match="D99"):
        queries.office_by_code(region_code=COUNTY, code="D99")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (DEPARTMENTS[0], "重复"),
        ({"code": "D03", "name": ""}, "缺少代码或名称"),
        ({"code": "", "name": "x"}, "缺少代码或名称"),
        (DEPARTMENTS[0] | {"code": "D03", "uscc_demo": "123"}, "D03 .*信用代码"),
    ],
)
def test_a_row_that_cannot_stand_is_named_and_nothing_is_written(small_county, row, sentence):
    changed = DEPARTMENTS[0] | {"name": "改名"}
    with pytest.raises(operations.UnableToLoadDepartments, match=sentence):
        load([changed, row])
    assert queries.office_by_code(region_code=COUNTY, code="D01").name != "改名"


def test_a_department_without_a_credit_code_can_be_loaded(small_county):
    load([{"code": " d03 ", "name": "无码"}])
    assert queries.office_by_code(region_code=COUNTY, code="D03").uscc == ""
