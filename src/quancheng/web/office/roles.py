"""Who works at the office desk, who only reads there, and in which county."""

from __future__ import annotations

from django.conf import settings

from quancheng.identity.rules import Act, Role, check_may, may
from quancheng.web.ui.posts import DeskRequest

EDITORS = (Role.ADMINISTRATOR,)
READERS = (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.CITY_VIEWER)


def county_of(request: DeskRequest) -> str:
    """The county whose list is shown: the actor's own; for a reader of the city this site's."""
    counties = request.scope.counties
    if request.actor.county in counties or not counties:
        return request.actor.county
    return settings.COUNTY if settings.COUNTY in counties else counties[0]


def check_edits(request: DeskRequest) -> None:
    """Raise ``UnableToAct`` unless the actor may change the list of his county."""
    check_may(request.actor, act=Act.EDIT_CATALOGUE, region_code=county_of(request))


def check_publishes(request: DeskRequest) -> None:
    """Raise ``UnableToAct`` unless the actor may put editions in force."""
    check_may(request.actor, act=Act.PUBLISH_EDITION, region_code=county_of(request))


def edits(request: DeskRequest) -> bool:
    """Whether the buttons that change something are shown."""
    return may(request.actor, act=Act.EDIT_CATALOGUE, region_code=county_of(request))
