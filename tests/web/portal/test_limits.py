"""Every item of the county shows each of its limits with basis and start, to everybody and at the desk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.test import Client

from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries.promises import item_pairs
from quancheng.catalogue.rules.limit_lines import limit_lines
from quancheng.web.office.pages.items import item_view
from quancheng.web.portal.pages.guide import guide_page
from tests.factories.cases import guide_named
from tests.factories.county import COUNTY, TODAY

if TYPE_CHECKING:
    from tests.factories.county import Staff


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_all_418_items_show_every_limit_with_its_basis_and_its_start(county: Staff) -> None:
    items = item_pairs(region_code=COUNTY, on=TODAY)
    assert len(items) == 418
    for item in items:
        guide = catalogue.guide(region_code=COUNTY, item_code=item.code, on=TODAY)
        limits = catalogue.limits_of(edition_id=guide.edition_id)
        told = limit_lines(limits)
        content = catalogue.edition_fields(edition_id=guide.edition_id)
        shown = item_view(guide, content, offices={}, limits=limits).limits
        page = guide_page(region_code=COUNTY, code=item.code, today=TODAY)
        assert page.limit_lines == told
        assert [row.cells[0].text for row in shown.rows] == [line.name for line in told]
        assert [line.name for line in told][:2] == ["承诺时限", "法定时限"]
        for line in told:
            if line.length == "法律没有规定期限":
                assert content["statutory_limit"] == 0, item.name
                continue
            assert line.starts, item.name
            assert line.basis, item.name
        lawful = told[1]
        assert content["statutory_limit"] == 0 or content["legal_basis"] in lawful.basis


def test_an_item_counts_in_the_unit_that_its_edition_says_and_shows_it(county: Staff) -> None:
    natural = 0
    for item in item_pairs(region_code=COUNTY, on=TODAY):
        guide = catalogue.guide(region_code=COUNTY, item_code=item.code, on=TODAY)
        content = catalogue.edition_fields(edition_id=guide.edition_id)
        limits = catalogue.limits_of(edition_id=guide.edition_id)
        if limits.statutory is None:
            continue
        assert limits.statutory.unit.value == content["statutory_unit"]
        line = limit_lines(limits)[1]
        if content["statutory_unit"] == "natural_day":
            natural += 1
            assert line.length == f"{content['statutory_limit']} 日", item.name
            assert line.counting.startswith("按自然日计，休息日也算"), item.name
        else:
            assert line.length == f"{content['statutory_limit']} 个工作日", item.name
            assert line.counting.startswith("按工作日计"), item.name
    assert natural == 28


def test_some_limits_run_from_the_receipt_and_some_from_the_complete_file(county: Staff) -> None:
    starts = {
        "一般建设项目环境影响报告表审批": "从收到申请的第二天起算",
        "公司设立登记": "从材料齐全的第二天起算",
        "取水许可证新办审批": "从受理的第二天起算",
    }
    for name, start in starts.items():
        guide = guide_named(name)
        assert limit_lines(catalogue.limits_of(edition_id=guide.edition_id))[1].starts == start


def test_the_guide_says_it_in_the_page(stranger: Client) -> None:
    code = guide_named("教师资格认定").item_code
    said = words(stranger.get(f"/items/{code}/").content.decode())
    for expected in (
        "法定时限 30 日",
        "按自然日计，休息日也算；最后一天休息的，顺延到下一个工作日",
        "依据：《中华人民共和国教师法》第十三条；《教师资格条例》第十五条",
        "承诺时限 12 日",
        "告知补正 5 个工作日内一次告知",
        "送达结果 10 个工作日",
    ):
        assert expected in said
