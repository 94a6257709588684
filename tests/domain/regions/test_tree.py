from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from quancheng.regions import queries
from quancheng.regions.models import Region
from quancheng.regions.operations import UnableToLoadRegions, load_regions
from quancheng.regions.queries import UnableToFindRegion

pytestmark = pytest.mark.django_db

ROWS = [
    {
        "code": "610900",
        "name": "安康市",
        "level": "city",
        "parent_code": "",
        "code_is_official": "1",
    },
    {"code": "610924", "name": "紫阳县", "level": "county", "parent_code": "610900"},
    {"code": "610925", "name": "岚皋县", "level": "county", "parent_code": "610900"},
    {"code": "610924101", "name": "蒿坪镇", "level": "town", "parent_code": "610924"},
    {
        "code": "610924100",
        "name": "城关镇",
        "level": "town",
        "parent_code": "610924",
        "code_is_official": "0",
    },
]


def test_loading_twice_changes_nothing():
    assert load_regions(ROWS) == 5
    before = list(Region.objects.order_by("code").values())
    assert load_regions(ROWS) == 5
    assert list(Region.objects.order_by("code").values()) == before


def test_a_new_name_is_taken_over_and_other_regions_stay():
    load_regions(ROWS)
    load_regions([ROWS[1] | {"name": "新紫阳县"}])
    assert queries.region("610924").name == "新紫阳县"
    assert queries.region("610925").name == "岚皋县"


def test_a_made_up_code_is_marked():
    load_regions(ROWS)
    assert not Region.objects.get(code="610924100").code_is_official
    assert Region.objects.get(code="610924").code_is_official


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"code": "61092", "name": "x", "level": "county"}, "6、9 或 12 位"),
        ({"code": "６１０９２４", "name": "x", "level": "county"}, "6、9 或 12 位"),
        ({"code": "610926", "name": "", "level": "county"}, "缺少名称"),
        ({"code": "610926", "name": "x", "level": "village"}, "级别"),
        ({"code": "610926", "name": "x", "level": "county", "parent_code": "610924"}, "上级代码"),
        ({"code": "610926", "name": "x", "level": "county"}, "上级代码"),
        ({"code": "611000", "name": "x", "level": "city", "parent_code": "610900"}, "上级代码"),
        ({"code": "611026", "name": "x", "level": "county", "parent_code": "610900"}, "号段"),
    ],
)
def test_a_row_that_cannot_stand_is_named_and_nothing_is_written(row, sentence):
    with pytest.raises(UnableToLoadRegions, match=sentence):
        load_regions([*ROWS, row])
    assert not Region.objects.exists()


def test_descendants_begin_with_the_region_itself():
    load_regions(ROWS)
    assert queries.descendants("610924") == ("610924", "610924100", "610924101")
    assert queries.descendants("610900")[:3] == ("610900", "610924", "610925")
    assert queries.descendants("610925") == ("610925",)


def test_towns_counties_and_names_are_read_in_order_of_code():
    load_regions(ROWS)
    assert [town.name for town in queries.towns_of("610924")] == ["城关镇", "蒿坪镇"]
    assert [county.code for county in queries.counties_of("610900")] == ["610924", "610925"]
    assert queries.names_of(["610924", "999999"]) == {"610924": "紫阳县"}
    assert queries.county_of("610924101").name == "紫阳县"


def test_an_unknown_code_says_what_to_do():
    with pytest.raises(UnableToFindRegion, match="导入区划表"):
        queries.region("999999")


@pytest.mark.parametrize(
    "parts",
    [
        {"code": "61092", "level": "city"},
        {"code": "610926", "level": "county"},
        {"code": "610926", "level": "state"},
        {"code": "610926", "level": "county", "parent_id": "610926"},
        {"code": "611000", "level": "city", "parent_id": "610900"},
    ],
)
def test_the_database_refuses_a_region_that_cannot_be(parts):
    load_regions(ROWS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(name="x", **parts)
