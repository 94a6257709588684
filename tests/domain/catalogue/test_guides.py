"""Guides, lists, bundles, search."""

from __future__ import annotations

import statistics
import time
from datetime import date
from decimal import Decimal

import pytest

from quancheng.catalogue import queries, search
from quancheng.catalogue.queries import ItemFilters, ItemScope
from quancheng.catalogue.queries.promises import limit_pairs
from quancheng.clock.engine import Unit, compression
from tests.domain.catalogue.lists import COUNTY, DEMO, TODAY, rows_of

pytestmark = pytest.mark.usefixtures("imported")
SCOPE = ItemScope(region_codes=(COUNTY,))


def guide_of(name: str) -> queries.Guide:
    code = next(row["code"] for row in rows_of(DEMO / "items.csv") if row["name"] == name)
    return queries.guide(region_code=COUNTY, item_code=code, on=TODAY)


def test_a_guide_tells_both_limits_and_the_law_behind_them() -> None:
    guide = guide_of("建设工程设计方案审定")
    assert guide.promised.text == "8 个工作日"
    assert guide.statutory.text == "20 个工作日"
    assert guide.compression_percent == 60
    assert guide.legal_basis == ("《中华人民共和国城乡规划法》第四十条",)
    assert guide.starts_label == "受理"
    assert guide.in_force


def test_a_guide_tells_who_joins_in_and_what_must_come_first() -> None:
    guide = guide_of("建设工程设计方案审定")
    assert guide.joint_offices[0] == (
        "D16",
        next(row["name"] for row in rows_of(DEMO / "departments.csv") if row["code"] == "D16"),
    )
    assert guide.prerequisites[0].name != guide.prerequisites[0].code
    assert guide.special_procedures == (("公示", 7),)
    assert [step.parallel_group for step in guide.steps].count("A") == 4


def test_a_guide_tells_fees_with_their_basis() -> None:
    fee = guide_of("普通护照签发").fees[0]
    assert (fee.amount, fee.amount_text) == (Decimal(120), "120元/本")
    assert fee.basis == "发改价格〔2019〕914号"


def test_a_guide_tells_what_to_bring_and_why() -> None:
    guide = guide_of("公司设立登记")
    assert guide.materials[0].basis
    assert guide.materials[0].need_label == "必要"
    assert guide.channel_labels == ("窗口", "网上")
    assert guide.promised.text == "当场办结"
    assert guide.green_label == "企业登记绿色通道"
    assert "紫阳县人民政府" in guide.rights[0]
    assert len(guide.fields) >= 5


def test_a_guide_is_of_its_day() -> None:
    with pytest.raises(queries.UnableToFindItem):
        queries.guide(region_code=COUNTY, item_code="610131001001", on=date(2026, 3, 1))
    with pytest.raises(queries.UnableToFindItem):
        queries.guide(region_code=COUNTY, item_code="X", on=TODAY)


def test_every_item_has_a_guide_a_form_and_limits() -> None:
    for line in queries.lines_in_force(region_code=COUNTY, on=TODAY):
        guide = queries.guide(region_code=COUNTY, item_code=line.code, on=TODAY)
        limits = queries.limits_of(edition_id=line.edition_id)
        assert limits.promised is not None
        assert limits.promised.value == guide.promised.value
        assert (limits.statutory is None) == (guide.statutory.value == 0)
        assert (limits.promised.unit is Unit.INSTANT) == (line.handling_type == "instant")
        assert queries.form_of(edition_id=line.edition_id) == guide.fields


def test_the_result_of_an_edition_is_known() -> None:
    guide = guide_of("公司设立登记")
    assert queries.result_of(edition_id=guide.edition_id) == ("营业执照", "certificate", "长期")


def test_the_promises_of_the_county_are_sixty_percent_shorter_than_the_law() -> None:
    pairs = limit_pairs(region_code=COUNTY, on=TODAY)
    assert len(pairs) == 418
    assert compression(pairs=pairs).mean_of_rates >= Decimal("0.6")


def test_the_departments_list_their_items() -> None:
    found = queries.items_by_department(region_code=COUNTY, on=TODAY)
    assert sum(len(department.items) for department in found) == 418
    assert found[0].code == "D01"


def test_bundles_are_listed_with_their_items() -> None:
    assert len(queries.bundles(region_code=COUNTY)) == 20
    life = queries.bundles(region_code=COUNTY, kind="life")
    assert {bundle.kind for bundle in life} == {"life"}
    one = queries.bundle(region_code=COUNTY, code="T01")
    assert one is not None
    assert one.items[0].name == "公司设立登记"
    assert one.questions[0]["question"] == "开办哪类企业？"
    assert queries.bundle(region_code=COUNTY, code="T99") is None


def test_a_list_is_paged_without_gap_or_repetition() -> None:
    cursor, codes = "", []
    while True:
        page = queries.list_items(
            scope=SCOPE, filters=ItemFilters(), on=TODAY, cursor=cursor, size=100
        )
        codes += [line.code for line in page.items]
        cursor = page.next_cursor
        if not cursor:
            break
    assert codes == [row["code"] for row in rows_of(DEMO / "items.csv")]
    assert page.total == 418


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (ItemFilters(handling_type="joint"), 14),
        (ItemFilters(green_channel="enterprise"), 45),
        (ItemFilters(channel="town"), 68),
        (ItemFilters(applicant_kind="both"), 108),
        (ItemFilters(office_code="D01"), 46),
        (ItemFilters(words="营业执照"), 13),
        (ItemFilters(words="6101310010\x0001"), 1),
        (ItemFilters(status="draft"), 0),
        (ItemFilters(status="retired"), 0),
        (ItemFilters(status="all"), 418),
    ],
)
def test_a_list_is_filtered(filters: ItemFilters, count: int) -> None:
    assert queries.list_items(scope=SCOPE, filters=filters, on=TODAY, size=1).total == count


def test_a_list_may_be_of_chosen_items() -> None:
    ids = tuple(line.id for line in queries.lines_in_force(region_code=COUNTY, on=TODAY)[3:5])
    page = queries.list_items(scope=SCOPE, filters=ItemFilters(item_ids=ids), on=TODAY)
    assert tuple(line.id for line in page.items) == ids


def test_a_list_begins_from_what_the_reader_may_see() -> None:
    other = queries.list_items(
        scope=ItemScope(region_codes=("610921",)), filters=ItemFilters(), on=TODAY
    )
    assert other.total == 0
    one_office = ItemScope(region_codes=(COUNTY,), office_codes=("D02",))
    page = queries.list_items(scope=one_office, filters=ItemFilters(), on=TODAY)
    assert {line.office_code for line in page.items} <= {"D02"}


@pytest.mark.parametrize("cursor", ["x", "1", "1.x", "1." + "9" * 30])
def test_a_cursor_of_another_kind_is_refused(cursor: str) -> None:
    with pytest.raises(queries.UnableToReadCursor):
        queries.list_items(scope=SCOPE, filters=ItemFilters(), on=TODAY, cursor=cursor)


@pytest.mark.parametrize("words", ["营业执照", "yyzz", "执照", "yingyezhizhao"])
def test_the_search_finds_a_business_licence(words: str) -> None:
    page = search.search(region_code=COUNTY, words=words, on=TODAY)
    assert page.total == 13
    assert page.hits[0].item.result_name == "营业执照"
    assert page.hits[0].why == "结果：营业执照"


def test_the_search_is_quick() -> None:
    search.warm(region_code=COUNTY, on=TODAY)
    took = []
    for words in ("营业执照", "yyzz", "登记", "我想开饭店", "D01", "营业职照", "xxyyzz") * 5:
        started = time.perf_counter()
        search.search(region_code=COUNTY, words=words, on=TODAY)
        took.append((time.perf_counter() - started) * 1000)
    assert statistics.quantiles(took, n=20)[-1] <= 30


def test_the_search_keeps_few_days_in_memory() -> None:
    for day in range(1, 21):
        search.warm(region_code=COUNTY, on=date(2026, 4, day))
    assert search.search(region_code=COUNTY, words="取水", on=TODAY).total == 2
