"""The person who acts, in the post he acts in, and what he may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from quancheng.identity.rules.roles import Role
from quancheng.regions.rules import county_of, is_within, town_of

Rank = Literal["A", "B"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one post; the value every operation is handed.

    ``region_code`` is a county's, a town's or, for a city viewer, the city's. ``counter`` is a
    window number (W06) or the code of a town centre (TC01), empty elsewhere. ``on_behalf_of``
    is the A post for which this act stands in, ``covers`` the posts of absent colleagues whose
    tasks are also his today.
    """

    account_id: int
    post_id: int
    name: str
    role: Role
    region_code: str
    office_id: int | None = None
    counter: str = ""
    rank: Rank = "A"
    on_behalf_of: int | None = None
    covers: tuple[int, ...] = ()

    @property
    def county(self) -> str:
        """The county of the post (for a city viewer, the city)."""
        return county_of(self.region_code)

    @property
    def town(self) -> str | None:
        """The town of the post, ``None`` outside the towns."""
        return town_of(self.region_code)

    @property
    def posts(self) -> tuple[int, ...]:
        """His own post and the posts he covers: the posts whose tasks he sees."""
        return (self.post_id, *self.covers)

    def standing_in(self, post_id: int | None) -> Actor:
        """The actor as he acts on a task that ``post_id`` holds.

        Where that is the post of an absent colleague he covers, the act is on its behalf; in
        every other case the actor is unchanged.
        """
        if post_id is not None and post_id in self.covers:
            return replace(self, on_behalf_of=post_id)
        return self


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reader may see; every read query of staff starts from one.

    ``counties`` are county codes; ``town`` narrows to one town; ``offices`` narrows to cases in
    which one of these offices has a part (``None``: all offices). ``counter`` names the counter
    whose day is his own, ``posts`` the posts whose tasks are his.
    """

    role: Role
    counties: tuple[str, ...]
    town: str | None = None
    offices: tuple[int, ...] | None = None
    counter: str = ""
    posts: tuple[int, ...] = ()
    may_write: bool = True

    def admits(self, *, region_code: str, office_ids: Iterable[int] = ()) -> bool:
        """Whether something of this region, in which these offices have a part, may be read."""
        if self.town is not None and not is_within(region_code, self.town):
            return False
        if not any(is_within(region_code, county) for county in self.counties):
            return False
        return self.offices is None or any(office in self.offices for office in office_ids)
