"""What a person would type into the intake screen."""

from __future__ import annotations

from random import Random
from typing import Any

from django.test import Client
from django.urls import reverse

from quancheng.catalogue.queries import Guide
from quancheng.ops.simulator.people import Invented, Inventor


def person(kind: str = "person", *, seed: int = 5) -> Invented:
    """An invented applicant."""
    return Inventor(Random(seed)).applicant(kind)


def typed(guide: Guide, who: Invented, *, ticked: bool = True, seed: int = 5) -> dict[str, Any]:
    """A complete form."""
    answers = Inventor(Random(seed)).answers(guide.fields, who)
    form = {code: ("on" if value is True else str(value)) for code, value in answers.items()}
    form |= {
        "applicant_kind": who.kind,
        "applicant_id_kind": who.id_kind,
        "applicant_id_number": who.id_number,
        "applicant_name": who.name,
        "applicant_phone": who.phone,
        "applicant_address": who.address,
    }
    if ticked:
        form |= {f"m_{line.code}": "on" for line in guide.materials if not line.condition}
    return form


def opened(client: Client, guide: Guide) -> str:
    """The token of a fresh draft."""
    answer = client.post(reverse("counter:open"), {"item": guide.item_code})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].split("/")[3]


def draft_url(token: str) -> str:
    """The address of a draft."""
    return reverse("counter:draft", args=[token])


def taken_in(client: Client, guide: Guide, who: Invented, **more: Any) -> str:
    """The number of a case that was taken in through the screen."""
    token = opened(client, guide)
    answer = client.post(draft_url(token), typed(guide, who) | {"do": "receive"} | more)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].split("/")[3]
