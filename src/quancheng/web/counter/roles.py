"""Who works at the counter desk, and who only reads there; how a request becomes an act."""

from __future__ import annotations

from uuid import uuid4

from quancheng.identity.rules import Role
from quancheng.journeys.act import Doing
from quancheng.kernel import moments
from quancheng.web.ui.pages import once_key
from quancheng.web.ui.posts import DeskRequest

COUNTER = (Role.COUNTER,)
DELIVERY = (Role.DELIVERY, Role.COUNTER)
READERS = (
    Role.COUNTER,
    Role.DELIVERY,
    Role.TELLER,
    Role.ADMINISTRATOR,
    Role.SUPERVISOR,
)


def doing(request: DeskRequest) -> Doing:
    """Who acts and when, with the key that makes a double sending act once."""
    return Doing(actor=request.actor, now=moments.now(), key=once_key(request) or uuid4().hex)


def counter_of(request: DeskRequest) -> str:
    """The counter whose cases a list shows: his own, or the one a reader of all has chosen."""
    if request.actor.role is Role.COUNTER:
        return request.actor.counter
    return request.GET.get("counter", "")[:12].replace("\x00", "")
