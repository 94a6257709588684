from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core.cache import cache


@pytest.fixture
def granted(county):
    """A case that was granted."""
    from tests.factories.cases import FOOD, accepted, decided, examined, guide_named

    return decided(county, examined(county, accepted(county, guide_named(FOOD))))


@pytest.fixture
def result(granted):
    from quancheng.delivery import queries as delivery

    return delivery.result_of(case_id=granted.id)


def check(number: str, check_code: str, caller: str = "10.0.0.1"):
    from quancheng.journeys.follow import verify
    from tests.factories.county import moment

    return verify(number=number, check_code=check_code, caller=caller, now=moment())


def test_a_result_shows_its_kind_and_state_and_masks_a_person(result):
    found = check(result.number, result.check_code)
    assert found.name == result.name
    assert found.state_label == "有效"
    assert found.issued_on == result.issued_on
    masked = found.holder != result.holder_name
    assert masked == ("*" in found.holder)


def test_an_organisation_is_named_in_full(county):
    from quancheng.delivery import queries as delivery
    from tests.factories.cases import FLOOD, accepted, decided, examined, guide_named

    case = decided(county, examined(county, accepted(county, guide_named(FLOOD))))
    found = delivery.result_of(case_id=case.id)
    kind = delivery.holder_kind(result_id=found.id)
    shown = check(found.number, found.check_code).holder
    assert (shown == found.holder_name) == (kind == "organisation")


def test_a_wrong_number_and_a_wrong_code_of_a_result_get_the_same_sentence(result):
    from quancheng.journeys.follow import UnableToVerify

    said = []
    for number, code in ((result.number, "000000"), ("610924000000", result.check_code)):
        with pytest.raises(UnableToVerify) as refused:
            check(number, code)
        said.append(refused.value.sentence)
    assert said[0] == said[1]


def test_guessing_at_a_result_ends(result):
    from quancheng.journeys.follow import CHECK_BY_NUMBER, UnableToVerify
    from quancheng.journeys.throttle import UnableToTryAgain

    for _ in range(CHECK_BY_NUMBER.tries):
        with pytest.raises(UnableToVerify):
            check(result.number, "000000")
    with pytest.raises(UnableToTryAgain) as refused:
        check(result.number, result.check_code)
    assert refused.value.wait > 0


def test_the_result_paper_waits_for_the_hand_over(county, granted):
    from quancheng.journeys.follow import UnableToFollow, followed, may_take_result, result_paper
    from tests.factories.cases import handed_over
    from tests.factories.county import COUNTY

    file = followed(region_code=COUNTY, number=granted.number)
    assert not may_take_result(file)
    with pytest.raises(UnableToFollow):
        result_paper(file=file, public_url="http://localhost")
    handed_over(county, granted)
    file = followed(region_code=COUNTY, number=granted.number)
    name, body = result_paper(file=file, public_url="http://localhost")
    assert name.endswith(".pdf")
    assert body.startswith(b"%PDF-")


def test_a_slot_comes_free_when_it_is_given_back(county):
    from quancheng.journeys.throttle import Throttle, UnableToTryAgain, give_back
    from tests.factories.county import moment

    throttle = Throttle(name="test", tries=1, seconds=60)
    slot = throttle.take("甲", now=moment())
    with pytest.raises(UnableToTryAgain) as refused:
        throttle.take("甲", now=moment())
    assert refused.value.retry_at >= moment() + timedelta(seconds=60)
    assert "以后再试" in refused.value.sentence
    assert throttle.take("乙", now=moment()) != slot
    give_back(slot)
    assert throttle.take("甲", now=moment()) == slot


def test_a_slot_that_another_process_took_in_between_is_passed_over(county, monkeypatch):
    from quancheng.journeys import throttle as module
    from quancheng.journeys.throttle import Throttle, UnableToTryAgain
    from tests.factories.county import moment

    throttle = Throttle(name="race", tries=2, seconds=60)
    first = throttle.take("甲", now=moment())
    monkeypatch.setattr(module.cache, "get_many", lambda keys: {})
    second = throttle.take("甲", now=moment())
    assert second != first
    with pytest.raises(UnableToTryAgain) as refused:
        throttle.take("甲", now=moment())
    assert refused.value.wait >= 60


def test_tries_at_the_same_moment_do_not_pass_the_limit_together(own_county):
    from django.db import connections

    from quancheng.journeys.throttle import Throttle, UnableToTryAgain
    from tests.factories.county import moment

    throttle = Throttle(name="together", tries=5, seconds=600)
    outcomes: list[bool] = []

    def try_once() -> None:
        try:
            throttle.take("甲", now=moment())
            outcomes.append(True)
        except UnableToTryAgain:
            outcomes.append(False)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_once) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False] * 7 + [True] * 5
    cache.close()


@pytest.mark.parametrize(
    ("forwarded", "behind_proxy", "expected"),
    [
        ("", False, "10.0.0.9"),
        ("1.2.3.4", False, "10.0.0.9"),
        ("1.2.3.4, 5.6.7.8", True, "5.6.7.8"),
        ("", True, "10.0.0.9"),
    ],
)
def test_only_the_last_word_of_our_own_proxy_is_believed(forwarded, behind_proxy, expected):
    from quancheng.journeys.throttle import caller_address

    told = caller_address(remote="10.0.0.9", forwarded=forwarded, behind_proxy=behind_proxy)
    assert told == expected
