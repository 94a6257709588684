"""The delivery window: identity, signature, post, electronic; the case closes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from quancheng.cases.states import State
from quancheng.catalogue import queries as catalogue
from quancheng.kernel import moments
from quancheng.ops.simulator.handwriting import DRAWN
from tests.factories import cases
from tests.factories.county import TODAY
from tests.web.counter.intakes import person, taken_in


def decided(county, *, days_ago=0, who=None):
    now = moments.now() - timedelta(hours=24 * days_ago)
    guide = cases.guide_named(cases.FOOD)
    made = cases.received(county, guide, now=now, applicant=who)
    from quancheng.journeys import accept
    from tests.factories.county import COUNTY, doing

    accept.accept(
        doing=doing(county.at_counter("W06"), now=now), region_code=COUNTY, number=made.number
    )
    case = cases.examined(county, cases.read(made.number), now=now)
    return cases.decided(county, case, now=now)


def url(number):
    return reverse("counter:delivery", args=[number])


def form(**more):
    return {
        "method": "pick_up",
        "receiver_relation": "本人",
        "id_kind": "resident_id",
        "receiver_name": "柏青禾",
        "signature": DRAWN,
    } | more


def test_the_applicant_collects_with_his_own_document(county, deliverer):
    who = person()
    case = decided(county, who=who)
    page = deliverer.get(url(case.number)).content.decode()
    assert who.id_number not in page
    match = reverse("counter:match", args=[case.number])
    same = deliverer.post(match, {"id_kind": "resident_id", "id_number": who.id_number})
    assert "与申请人一致" in same.content.decode()
    done = deliverer.post(url(case.number), form(id_number=who.id_number, receiver_name=who.name))
    assert done.status_code == 302
    assert cases.read(case.number).state is State.CLOSED
    after = deliverer.get(url(case.number)).content.decode()
    assert "已送达" in after
    assert "窗口领取" in after


@pytest.mark.parametrize(
    ("number", "words"),
    [("610924199001010011", "选“代领”"), ("123", "校验不通过")],
)
def test_another_document_is_told_apart(county, deliverer, number, words):
    case = decided(county, who=person())
    match = reverse("counter:match", args=[case.number])
    answer = deliverer.post(match, {"id_kind": "resident_id", "id_number": number})
    assert words in answer.content.decode()


def test_whoever_collects_for_a_firm_shows_his_letter(county, deliverer):
    case = decided(county, who=person("organisation"))
    match = reverse("counter:match", args=[case.number])
    answer = deliverer.post(
        match, {"id_kind": "resident_id", "id_number": person(seed=9).id_number}
    )
    assert "介绍信" in answer.content.decode()


def test_a_hand_over_lacks_nothing_the_law_wants(county, deliverer):
    case = decided(county, who=person())
    unsigned = deliverer.post(url(case.number), form(signature="", id_number=person().id_number))
    assert unsigned.status_code == 422
    assert "签字板" in unsigned.content.decode()
    stranger = deliverer.post(url(case.number), form(id_number=person(seed=9).id_number))
    assert "不一致" in stranger.content.decode()
    empty = deliverer.post(url(case.number), {"method": "pigeon"})
    assert empty.status_code == 422
    assert cases.read(case.number).state is State.DELIVERING


def test_post_needs_its_number_and_is_shown_afterwards(county, deliverer):
    case = decided(county)
    bare = deliverer.post(url(case.number), form(method="post", signature=""))
    assert "邮件号" in bare.content.decode()
    sent = form(method="post", signature="", tracking_number="XA12345678961")
    unsigned = deliverer.post(url(case.number), sent)
    assert "签收" in unsigned.content.decode()
    posted = reverse("counter:posted", args=[case.number])
    assert deliverer.post(posted, form(tracking_number="")).status_code == 422
    assert deliverer.post(posted, form(tracking_number="X" * 60)).status_code == 422
    assert deliverer.post(posted, sent).status_code == 302
    page = deliverer.get(url(case.number)).content.decode()
    assert "已寄出，邮件号 XA12345678961" in page
    assert cases.read(case.number).state is State.DELIVERING
    day = cases.read(case.number).decided_on
    deliverer.post(url(case.number), {**sent, "signed_on": f"{day:%Y-%m-%d}"})
    assert cases.read(case.number).state is State.CLOSED
    page = deliverer.get(url(case.number)).content.decode()
    assert "XA12345678961" in page
    assert "签收日期" in page


def test_electronic_delivery_is_recorded_and_the_receipt_of_service_prints(county, deliverer):
    case = decided(county)
    deliverer.post(url(case.number), form(method="electronic", signature=""))
    assert cases.read(case.number).state is State.CLOSED
    papers = deliverer.get(url(case.number)).context["page"].papers
    service = next(paper for paper in papers if paper.name == "送达回证")
    assert deliverer.post(service.url).content.startswith(b"%PDF")


def test_uncollected_results_have_their_own_list(county, deliverer):
    old = decided(county, days_ago=40)
    page = deliverer.get(reverse("counter:deliveries"), {"show": "uncollected"}).content.decode()
    assert "超期" in page
    assert old.number in page
    new = deliverer.get(reverse("counter:deliveries"), {"q": old.receipt_code})
    assert new["Location"] == url(old.number)


def test_the_county_s_counter_looks_but_does_not_hand_over(county, clerk):
    case = decided(county)
    page = clerk.get(url(case.number)).content.decode()
    assert "不能在这里交件" in page
    refused = clerk.post(url(case.number), form(id_number=person().id_number))
    assert refused.status_code == 403


def test_a_case_still_examined_cannot_be_handed_over(county, deliverer):
    guide = cases.guide_named(cases.FOOD)
    case = cases.accepted(county, guide, now=moments.now())
    assert "还不能在这里交件" in deliverer.get(url(case.number)).content.decode()
    assert deliverer.get(url("nothing")).status_code == 404


def test_a_failed_notice_is_sent_again_or_told_otherwise(county, deliverer):
    from quancheng.notices.models import Message

    decided(county)
    ids = list(Message.objects.values_list("pk", flat=True)[:2])
    Message.objects.filter(pk__in=ids).update(state="failed", problem="空号")
    page = deliverer.get(reverse("counter:messages")).content.decode()
    assert "2 条通知没有送到" in page
    assert "空号" in page
    again = reverse("counter:message-again", args=[ids[0]])
    told = reverse("counter:message-told", args=[ids[1]])
    assert deliverer.get(again).status_code == 302
    assert "已放回发送队列" in deliverer.post(again, follow=True).content.decode()
    assert "已经有人处理" in deliverer.post(again, follow=True).content.decode()
    assert "已记下" in deliverer.post(told, {"how": "电话"}, follow=True).content.decode()
    dropped = Message.objects.get(pk=ids[1])
    assert "电话" in dropped.problem


def test_a_town_centre_takes_in_decides_and_hands_over(county, log_in):
    clerk = log_in(county.for_task(role="counter", office_id=None, town_code="610924100"))
    page = catalogue.list_items(
        scope=catalogue.ItemScope(region_codes=("610924",)),
        filters=catalogue.ItemFilters(channel="town", handling_type="instant"),
        on=TODAY,
        size=200,
    )
    guides = (cases.guide_named(line.name) for line in page.items)
    guide = next(guide for guide in guides if len(guide.steps) == 2 and not guide.fee_yes)
    who = person("person" if guide.applicant_kind != "organisation" else "organisation")
    number = taken_in(clerk, guide, who)
    clerk.post(reverse("counter:decide", args=[number]), {"outcome": "granted"})
    assert cases.read(number).state is State.DELIVERING
    assert "交件" in clerk.get(reverse("counter:case", args=[number])).content.decode()
    assert number in clerk.get(reverse("counter:deliveries")).content.decode()
    done = clerk.post(url(number), form(id_number=who.id_number, receiver_name=who.name))
    assert done.status_code == 302
    assert cases.read(number).state is State.CLOSED
