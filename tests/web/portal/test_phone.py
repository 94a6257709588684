from __future__ import annotations

import pytest


@pytest.fixture
def told(county, settings):
    """A message that the demonstration telephone has received."""
    from quancheng.journeys.send_notices import send_waiting
    from tests.factories.cases import FOOD, guide_named, received
    from tests.factories.county import moment

    outcome = received(county, guide_named(FOOD))
    settings.DEMO = True
    send_waiting(now=moment(11))
    return outcome


def test_the_demonstration_telephone_shows_what_applicants_read(stranger, told):
    html = stranger.get("/phone/").content.decode()
    assert "材料已收到" in html
    assert told.check_code in html


def test_one_number_can_be_picked(stranger, told):
    html = stranger.get("/phone/?to=13800000000").content.decode()
    assert "还没有短信" in html


@pytest.mark.parametrize("query", ["", "?to=139"])
def test_outside_the_demonstration_there_is_no_such_page(stranger, told, settings, query):
    settings.DEMO = False
    answer = stranger.get(f"/phone/{query}")
    assert answer.status_code == 404
    assert told.check_code not in answer.content.decode()
