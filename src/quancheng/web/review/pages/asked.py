"""The extensions that wait for the head's answer, above his tasks."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from quancheng.cases.queries.extension_requests import Asked, requests_to
from quancheng.catalogue import queries as catalogue
from quancheng.identity.rules import Actor, Role, Scope
from quancheng.web.review.pages.options import asked_words
from quancheng.web.ui.presenters import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """One request: the case, and by which day it is answered."""

    title: str
    url: str
    words: str


def asked_of(*, actor: Actor, scope: Scope) -> tuple[AskedLine, ...]:
    """What the head of an office has to answer; nothing for everybody else."""
    if actor.role is not Role.HEAD or actor.office_id is None:
        return ()
    return tuple(_line(each) for each in requests_to(office_id=actor.office_id, scope=scope))


def _line(each: Asked) -> AskedLine:
    last = f"，最迟 {dates.short_date(each.statutory_due)}批准" if each.statutory_due else ""
    limit = catalogue.limits_of(edition_id=each.edition_id).statutory
    return AskedLine(
        title=f"{each.item_name}，{each.applicant_name}",
        url=reverse("review:case", args=[each.number]),
        words=f"{asked_words(days=each.days, limit=limit)}{last}：{each.reason}",
    )
