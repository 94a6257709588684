"""Every field of every form survives what nobody would type by mistake.

The forms are read from the pages themselves, so a new field is attacked from the day it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse

from quancheng.identity.rules import Actor
from quancheng.kernel import moments
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment
from tests.web.scopes.forms import Form, forms_on

ATTACKS = {
    "a script tag": '<script>alert("x")</script>',
    "an attribute": '" onmouseover="alert(1)" x="',
    "quotes": "'; DROP TABLE cases_case; --\"`${7*7}{{ 7 }}{% now %}\\",
    "a null byte": "办\x00事",
    "a turned direction": "\u202egnp.exe\u202c\u2066甲\u2069",
    "a joined emoji": "👨‍👩‍👧‍👦" * 40,
    "lines and tabs": "甲\r\nBcc: a@b.cn\t\u2028乙\x1b[2J\x7f",
    "a huge number": "9" * 400,
    "a number that is none": "NaN",
    "100 k characters": "长" * 100_000,
}
ECHOES = ('<script>alert("x")', '" onmouseover="alert(1)"')
TOGETHER = 4
WELL = frozenset({200, 302, 400, 403, 404, 409, 413, 422, 429})
Page = Callable[[Staff], tuple[Actor | None, str]]


@pytest.fixture(autouse=True)
def _doors(
    settings, county: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The suite's day, no second factor, folders of the test's own."""
    settings.DEMO = True
    settings.HOME = tmp_path
    settings.FILES_FOLDER = tmp_path / "files"
    monkeypatch.setattr(moments, "now", lambda: moment(10, 24))
    for cache in caches.all():
        cache.clear()
    yield
    caches["process"].clear()


def _received(staff: Staff) -> str:
    return cases.received(staff, cases.guide_named(cases.FOOD)).number


def _draft(staff: Staff) -> tuple[Actor, str]:
    from quancheng.cases.operations import drafts

    guide, actor = cases.guide_named(cases.FOOD), staff.at_counter("W06")
    draft = drafts.open_draft(
        region_code=COUNTY,
        post_id=actor.post_id,
        item_id=guide.item_id,
        edition_id=guide.edition_id,
        now=moment(9),
    )
    return actor, reverse("counter:draft", args=[draft.token])


def _at_counter(act: str) -> Page:
    def page(staff: Staff) -> tuple[Actor, str]:
        number = _received(staff)
        return staff.at_counter("W06"), f"{reverse('counter:case', args=[number])}?act={act}"

    return page


def _corrected(staff: Staff) -> tuple[Actor, str]:
    from quancheng.journeys import accept

    number = _received(staff)
    accept.tell_correction(
        doing=doing(staff.at_counter("W06")),
        region_code=COUNTY,
        number=number,
        defects=[{"subject": "营业执照", "problem": "复印件不清楚"}],
    )
    return staff.at_counter("W06"), f"{reverse('counter:case', args=[number])}?act=corrected"


def _review(staff: Staff) -> tuple[Actor, str]:
    case = cases.accepted(staff, cases.guide_named(cases.FOOD))
    return cases.person_for(staff, case), reverse("review:case", args=[case.number])


def _deciding(staff: Staff) -> tuple[Actor, str]:
    case = cases.examined(staff, cases.accepted(staff, cases.guide_named(cases.FOOD)))
    return cases.person_for(staff, case), reverse("review:case", args=[case.number])


def _delivery(staff: Staff) -> tuple[Actor, str]:
    case = cases.examined(staff, cases.accepted(staff, cases.guide_named(cases.FOOD)))
    case = cases.decided(staff, case)
    return staff.in_role("delivery"), reverse("counter:delivery", args=[case.number])


def _hearing(*, asked_for: bool) -> Page:
    def page(staff: Staff) -> tuple[Actor, str]:
        from quancheng.journeys import hearing

        case = cases.accepted(staff, cases.guide_named(cases.FLOOD), counter="W13")
        who = staff.of_office("D19", "examiner")
        given = {"region_code": COUNTY, "number": case.number}
        hearing.tell(doing=doing(who), reason="涉及下游取水户的重大利益。", **given)
        if asked_for:
            hearing.request(doing=doing(who), by="下游取水户代表", **given)
        return who, reverse("review:case", args=[case.number])

    return page


def _head(staff: Staff) -> tuple[Actor, str]:
    case = cases.accepted(staff, cases.guide_named(cases.FLOOD), counter="W13")
    return staff.of_office("D19", "head"), reverse("review:case", args=[case.number])


def _joint(staff: Staff) -> tuple[Actor, str]:
    from tests.factories import joint

    parent = cases.accepted(staff, cases.guide_named(joint.JOINT))
    child = cases.accepted(staff, cases.guide_named(cases.FLOOD), counter="W13")
    joint.joined(staff, parent, child)
    who = staff.of_office(joint.CENTRE, "examiner")
    return who, reverse("review:case", args=[parent.number])


def _open(name: str, role: str = "") -> Page:
    return lambda staff: (staff.in_role(role) if role else None, reverse(name))


PAGES: dict[str, Page] = {
    "the intake": _draft,
    "the counter": lambda staff: (staff.at_counter("W06"), reverse("counter:home")),
    "the counter's search": lambda staff: (staff.at_counter("W06"), reverse("counter:search")),
    "a correction notice": _at_counter("correct"),
    "a refusal to accept": _at_counter("decline"),
    "a withdrawal": _at_counter("withdraw"),
    "a renewal at the counter": _at_counter("renewal"),
    "corrected materials": _corrected,
    "a delivery": _delivery,
    "the list of deliveries": _open("counter:deliveries", "delivery"),
    "an opinion": _review,
    "a decision": _deciding,
    "a hearing that may be asked for": _hearing(asked_for=False),
    "a hearing to be fixed": _hearing(asked_for=True),
    "a case before its head": _head,
    "a joint case with a child": _joint,
    "the review list": lambda staff: (staff.of_office("D01", "examiner"), reverse("review:home")),
    "the portal": _open("portal:home"),
    "the search for items": _open("portal:items"),
    "progress": _open("portal:progress"),
    "the check page": _open("portal:verify"),
    "the login": _open("account_login"),
    "the list of items": _open("office:items", "administrator"),
    "a new item": _open("office:item-new", "administrator"),
    "the calendar": _open("office:calendar", "administrator"),
    "a notice of holidays": _open("office:calendar-notice", "administrator"),
    "what expires": _open("office:renewals", "administrator"),
    "the staff": _open("staff:list", "administrator"),
    "a new colleague": _open("staff:register", "administrator"),
    "an appointment": _open("staff:appoint", "administrator"),
    "an absence": _open("account:absence", "examiner"),
}


def browser(actor: Actor | None) -> Client:
    client = Client(raise_request_exception=False)
    if actor is not None:
        client.force_login(get_user_model().objects.get(pk=actor.account_id))
        session = client.session
        session["post"] = actor.post_id
        session.save()
    return client


def _attempts(form: Form, attack: str) -> Iterator[dict[str, str]]:
    """A few typed fields at a time with the rest as it stands, then everything at once."""
    free = sorted(form.free)
    width = TOGETHER if len(attack) > 1000 else max(1, len(free))
    for start in range(0, len(free), width):
        yield dict.fromkeys(free[start : start + width], attack)
    if len(attack) <= 1000:
        yield dict.fromkeys(form.values, attack)


def _survived(client: Client, form: Form, given: dict[str, str]) -> str:
    with transaction.atomic():
        answer = form.send(client, given)
        transaction.set_rollback(True)
    where = f"{form.method} {form.action} {urlencode(dict.fromkeys(given, ''))[:200]}"
    if answer.status_code not in WELL:
        return f"{where}: {answer.status_code}"
    if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
        return ""
    text = answer.content.decode()
    return next((f"{where}: shows {echo}" for echo in ECHOES if echo in text), "")


@pytest.mark.parametrize("page", PAGES)
def test_every_field_survives_attack_strings(page: str, county: Staff) -> None:
    actor, path = PAGES[page](county)
    client = browser(actor)
    forms = [form for form in forms_on(client, path) if form.values]
    assert any(form.free or len(form.values) > 1 for form in forms), f"{path} has no field"
    troubles = []
    for form in forms:
        for name, attack in ATTACKS.items():
            for given in _attempts(form, attack):
                caches["default"].clear()
                said = _survived(client, form, given)
                if said:
                    troubles.append(f"{name}: {said}")
    assert not troubles, "\n".join(troubles)
