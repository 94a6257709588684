"""The demonstration telephone: what applicants would read on their own."""

from __future__ import annotations

from dataclasses import dataclass

from quancheng.identity.rules import mask_phone
from quancheng.notices import queries as notices
from quancheng.web.ui.presenters import dates

SHOWN = 50
LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One message."""

    to: str
    title: str
    body: str
    when: str
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonePage:
    """The latest messages, perhaps of one number."""

    number: str
    bubbles: tuple[Bubble, ...]


def phone_page(*, region_code: str, number: str) -> PhonePage:
    """The latest messages; ``number`` narrows to one telephone."""
    wanted = "".join(sign for sign in number if sign.isascii() and sign.isdigit())[:LONGEST]
    found = notices.phone_messages(region_code=region_code, to=wanted, limit=SHOWN)
    return PhonePage(
        number=wanted,
        bubbles=tuple(
            Bubble(
                to=mask_phone(each.to),
                title=each.title,
                body=each.body,
                when=dates.short_moment(each.arrived_at),
                again=f"重复送达 {each.times} 次，手机只显示一条" if each.times > 1 else "",
            )
            for each in found
        ),
    )
