"""The ticket in the QR picture: one material of one draft, for a few minutes, files only."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.core import signing

from quancheng.identity import queries as identity
from quancheng.identity.rules import Actor
from quancheng.journeys.prepare.files import UnableToAddFile
from quancheng.kernel import moments

SALT = "quancheng.counter.phone"
MINUTES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """For whom a phone adds files: the post that holds the draft, the draft, the material."""

    account: int
    post: int
    draft: str
    material: str


def issue(*, actor: Actor, token: str, material: str) -> str:
    """A signed ticket."""
    ticket = Ticket(account=actor.account_id, post=actor.post_id, draft=token, material=material)
    return signing.dumps(asdict(ticket), salt=SALT, compress=True)


def read(text: str) -> Ticket:
    """The ticket; raises ``UnableToAddFile`` once it has run out, or when it is not ours."""
    try:
        return Ticket(**signing.loads(text, salt=SALT, max_age=MINUTES * 60))
    except signing.SignatureExpired:
        raise UnableToAddFile("二维码已过期，请窗口人员重新打开二维码再扫。") from None
    except (signing.BadSignature, TypeError):
        raise UnableToAddFile("二维码无效，请重新扫描窗口屏幕上的二维码。") from None


def holder(ticket: Ticket) -> Actor:
    """The person at the counter for whom the phone acts; raises where his post has ended."""
    today = moments.day_of(moments.now())
    return identity.actor_for(account_id=ticket.account, post_id=ticket.post, today=today)
