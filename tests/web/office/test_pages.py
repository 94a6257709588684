from __future__ import annotations

import pytest

from quancheng.identity import operations
from quancheng.identity.rules import Role
from quancheng.kernel import moments
from tests.factories.cases import FLOOD, guide_named
from tests.web.office.conftest import browser_of

READABLE = [
    "/office/",
    "/office/imports/",
    "/office/items/",
    "/office/items/?q=spjy&handling=promise",
    "/office/items/?status=draft",
    "/office/items/?status=retired",
    "/office/items/?status=all&office=D01&green=enterprise&channel=counter",
    "/office/items/warnings/",
    "/office/compression/",
    "/office/compression/offices/D01/",
    "/office/items/{flood}/",
    "/office/items/{flood}/diff/",
    "/office/items/{flood}/flow.bpmn",
    "/office/calendar/",
    "/office/calendar/?year=2025",
    "/office/counters/",
    "/office/offices/",
    "/office/bundles/",
    "/office/bundles/T02/",
    "/office/imports/template.xlsx",
    "/office/export/list.xlsx",
    "/office/export/list.zip",
]
FOR_ADMINISTRATORS = ["/office/items/new/", "/office/calendar/notice/"]


def _address(address: str) -> str:
    return address.format(flood=guide_named(FLOOD).item_code)


@pytest.mark.parametrize("address", READABLE)
def test_an_administrator_can_open(admin, address):
    assert admin.get(_address(address)).status_code == 200


@pytest.mark.parametrize("address", READABLE)
def test_a_supervisor_can_read(supervisor, address):
    assert supervisor.get(_address(address)).status_code == 200


@pytest.mark.parametrize("address", FOR_ADMINISTRATORS)
def test_only_an_administrator_may_open(admin, supervisor, address):
    assert admin.get(address).status_code == 200
    assert supervisor.get(address).status_code == 403


@pytest.mark.parametrize("role", ["counter", "examiner", "approver", "delivery"])
@pytest.mark.parametrize("address", [*READABLE[:3], *FOR_ADMINISTRATORS])
def test_nobody_else_is_let_in(sign_in, role, address):
    assert sign_in(role).get(address).status_code == 403


@pytest.fixture
def city(county):
    """Somebody of the city who may read in all its counties."""
    now = moments.now()
    account_id = operations.register_account(
        username="AK9001", name="市级查看", region_code="610900", now=now
    )
    post_id = operations.appoint(
        actor=None,
        account_id=account_id,
        region_code="610900",
        role=Role.CITY_VIEWER,
        office_id=None,
        valid_from=moments.day_of(now),
        now=now,
    )
    return browser_of(account_id, post_id)


@pytest.mark.parametrize("address", READABLE)
def test_the_city_reads_this_county(city, address):
    assert city.get(_address(address)).status_code == 200


def test_the_city_changes_nothing(city):
    assert "418" in city.get("/office/").content.decode()
    for address in FOR_ADMINISTRATORS:
        assert city.get(address).status_code == 403


HOSTILE = ["<script>alert(1)</script>", "\x00", "\u202e", "字" * 100_000, "' OR 1=1 --", "-1"]
FORMS = {
    "/office/items/new/": "name office_code base_code code task_type legal_basis once",
    "/office/calendar/notice/": "title number issued_on year days do once",
    "/office/calendar/closure/": "region day number reason",
    "/office/calendar/hours/": "weekday opens closes",
    "/office/counters/W06/": "open once",
    "/office/imports/": "source once",
}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("address", FORMS)
def test_no_form_breaks_on_hostile_text(admin, address, text):
    sent = dict.fromkeys(FORMS[address].split(), text)
    answer = admin.post(address, sent)
    assert answer.status_code < 500
    assert b"<script>alert(1)" not in answer.content


@pytest.mark.parametrize("text", HOSTILE[:-1], ids=range(len(HOSTILE) - 1))
def test_no_address_breaks_on_hostile_text(admin, text):
    for address in ("/office/items/", "/office/calendar/", "/office/imports/"):
        names = ("q", "office", "status", "cursor", "from", "year", "page", "kind", "edition")
        answer = admin.get(address, dict.fromkeys(names, text[:2000]))
        assert answer.status_code < 500
        assert b"<script>alert(1)" not in answer.content


def test_a_form_sent_while_the_first_is_under_way_waits(admin, county):
    from django.core.cache import cache

    actor = county.in_role("administrator")
    cache.set(f"office:{actor.account_id}:/office/counters/W06/:abc", "…")
    answer = admin.post("/office/counters/W06/", {"open": "0", "once": "abc"})
    assert answer.status_code == 409
    assert "正在办理" in answer.content.decode()
