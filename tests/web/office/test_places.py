from __future__ import annotations

from quancheng.hall import queries as hall
from quancheng.ledger.queries import entries_of
from tests.factories.county import COUNTY


def text_of(response):
    return response.content.decode()


def test_a_counter_is_closed_and_opened_on_the_record(admin, county):
    for value, state in (("0", False), ("0", False), ("1", True)):
        page = admin.post("/office/counters/W06/", {"open": value}, follow=True)
        assert ("已开放" if state else "已关闭") in text_of(page)
        counter = hall.counter(region_code=COUNTY, number="W06")
        assert counter is not None
        assert counter.is_open is state
    entries = entries_of(region_code=COUNTY, stream="counter", subject=counter.id)
    assert [entry.kind for entry in entries] == ["counter_closed", "counter_opened"]
    assert entries[0].post == county.in_role("administrator").post_id


def test_an_unknown_counter_is_not_found(admin):
    assert admin.post("/office/counters/W99/", {"open": "1"}).status_code == 404


def test_a_supervisor_closes_no_counter(supervisor):
    assert supervisor.post("/office/counters/W06/", {"open": "0"}).status_code == 403
    assert "关闭 W06" not in text_of(supervisor.get("/office/counters/"))


def test_an_office_leads_to_its_items(admin):
    page = text_of(admin.get("/office/offices/"))
    assert "/office/items/?office=D19" in page
    assert "51 个部门" in page


def test_a_bundle_shows_its_items_and_its_questions(admin):
    page = text_of(admin.get("/office/bundles/T02/"))
    assert "您准备以哪种经营主体开办？" in page
    assert "食品(含保健食品)经营许可核发" in page


def test_an_unknown_bundle_is_not_found(admin):
    assert admin.get("/office/bundles/T99/").status_code == 404
    assert admin.get("/office/bundles/%00/").status_code == 400
