"""The outbox: nothing is told that did not happen, and nothing twice without a mark."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from quancheng.identity.queries import scope_of
from quancheng.notices import outbox
from quancheng.notices.channels import Outgoing, UnableToSend, phone
from quancheng.notices.models import Message, PhoneMessage
from quancheng.notices.queries import failed_messages, phone_messages
from quancheng.notices.rules import MAX_ATTEMPTS
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, moment


def _address(_applicant: int, _channel: str) -> str:
    return "19900000001"


def _nobody(_applicant: int, _channel: str) -> str:
    return ""


def _refusing(_message: Outgoing) -> None:
    raise UnableToSend("短信网关没有应答。")


def test_a_waiting_message_reaches_the_telephone(county: Staff) -> None:
    cases.received(county, cases.guide_named(cases.FOOD))
    drained = outbox.drain(now=moment(11), channels={"sms": phone.send}, address_of=_address)
    assert drained.sent == 1
    (arrived,) = phone_messages(region_code=COUNTY)
    assert "材料已收到" in arrived.title
    again = outbox.drain(now=moment(12), channels={"sms": phone.send}, address_of=_address)
    assert again.sent == 0


def test_a_sender_that_dies_after_the_provider_said_yes_repeats_once_under_its_key(
    county: Staff,
) -> None:
    cases.received(county, cases.guide_named(cases.FOOD))

    class Died(BaseException):
        pass

    def dying(message: Outgoing) -> None:
        phone.send(message)
        raise Died

    try:
        with transaction.atomic():
            outbox.drain(now=moment(11), channels={"sms": dying}, address_of=_address)
    except Died:
        pass
    Message.objects.update(attempts=1, lease_until=moment(11) + outbox.LEASE)
    PhoneMessage.objects.get_or_create(
        region_id=COUNTY,
        key=Message.objects.get().key,
        defaults={"to": "19900000001", "title": "", "body": "", "arrived_at": moment(11)},
    )
    soon = outbox.drain(now=moment(11, 0), channels={"sms": phone.send}, address_of=_address)
    assert soon.sent == 0
    later = moment(11) + outbox.LEASE + timedelta(seconds=1)
    assert outbox.drain(now=later, channels={"sms": phone.send}, address_of=_address).sent == 1
    (arrived,) = phone_messages(region_code=COUNTY)
    assert arrived.times == 2


def test_a_refused_message_is_tried_again_later_and_at_last_listed_for_staff(county: Staff) -> None:
    cases.received(county, cases.guide_named(cases.FOOD))
    now = moment(11)
    for _ in range(MAX_ATTEMPTS):
        outbox.drain(now=now, channels={"sms": _refusing}, address_of=_address)
        now += timedelta(hours=2)
    scope = scope_of(county.at_counter("W06"))
    (failed,) = failed_messages(scope=scope)
    assert failed.attempts == MAX_ATTEMPTS
    assert "没有应答" in failed.problem
    assert outbox.try_again(message_id=failed.id, region_codes=scope.counties, now=now)
    assert failed_messages(scope=scope) == []


def test_an_applicant_without_an_address_is_listed_at_once(county: Staff) -> None:
    cases.received(county, cases.guide_named(cases.FOOD))
    outbox.drain(now=moment(11), channels={"sms": phone.send}, address_of=_nobody)
    scope = scope_of(county.at_counter("W06"))
    (failed,) = failed_messages(scope=scope)
    assert "联系方式" in failed.problem
    assert outbox.drop(message_id=failed.id, region_codes=scope.counties, reason="已电话告知")
    assert failed_messages(scope=scope) == []
