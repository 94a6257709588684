"""The demonstration county in the suite's database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from quancheng.identity import queries as identity
from quancheng.identity.rules import Actor, Role
from quancheng.journeys.act import Doing
from quancheng.kernel.moments import at
from quancheng.ops.county import load_county

FOLDER = Path(__file__).resolve().parents[2] / "demo" / "ziyang"
COUNTY = "610924"
OPENED = date(2026, 1, 5)
TODAY = date(2026, 3, 2)
PASSWORD = "Qc-demo-2026!"


@dataclass(frozen=True, slots=True)
class Staff:
    """Finds people of the county by what they do."""

    today: date = TODAY

    def acting(self, username: str) -> Actor:
        """The person with this employee number, in the first post he may act in."""
        account = identity.account_by_username(username)
        return identity.actor_for(account_id=account.id, post_id=None, today=self.today)

    def at_counter(self, counter: str) -> Actor:
        """Somebody at a counter."""
        return self._first(role="counter", counter=counter)

    def of_office(self, code: str, role: str) -> Actor:
        """Somebody with a role in an office."""
        office = identity.office_by_code(region_code=COUNTY, code=code)
        return self._first(role=role, office_id=office.id)

    def in_role(self, role: str) -> Actor:
        """Somebody with a role anywhere in the county."""
        return self._first(role=role)

    def for_task(self, *, role: str, office_id: int | None, town_code: str) -> Actor:
        """Somebody who may take a task of this kind."""
        return self._first(role=role, office_id=office_id, region_code=town_code or COUNTY)

    def _first(
        self,
        *,
        role: str,
        office_id: int | None = None,
        counter: str = "",
        region_code: str = COUNTY,
    ) -> Actor:
        posts = identity.posts_in(
            region_code=region_code,
            role=Role(role),
            office_id=office_id,
            counter=counter,
            today=self.today,
        )
        chosen = next(post for post in posts if post.rank == "A")
        return identity.actor_for(account_id=chosen.account_id, post_id=chosen.id, today=self.today)


def moment(hour: int = 10, minute: int = 0, *, on: date = TODAY) -> datetime:
    """A moment of the suite's usual day, in Shanghai."""
    return at(on, hour, minute)


def doing(actor: Actor | None, *, now: datetime | None = None, key: str = "") -> Doing:
    """An act by ``actor``; each has a fresh idempotency key unless one is given."""
    return Doing(actor=actor, now=now or moment(), key=key or uuid4().hex)


def build_county() -> None:
    """Load the demonstration county into the current database."""
    load_county(
        folder=FOLDER,
        region_code=COUNTY,
        now=moment(8, on=OPENED),
        on=OPENED,
        password=PASSWORD,
    )
