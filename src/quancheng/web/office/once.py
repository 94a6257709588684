"""The same form sent twice acts once: the second sending gets the address the first one led to."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache

from quancheng.kernel.errors import UnableTo
from quancheng.web.ui.pages import once_key
from quancheng.web.ui.posts import DeskRequest

KEPT_SECONDS = 24 * 3600
_UNDER_WAY = "…"


class UnableToActTwice(UnableTo):
    """The first sending of the form is still being worked on."""


def act_once(request: DeskRequest, act: Callable[[], str]) -> str:
    """The address that ``act`` answers; it runs once for each idempotency key of a person.

    Without a key it runs every time. What ``act`` raises is raised, and the key is free again.
    Raises ``UnableToActTwice`` while the first sending is under way.
    """
    key = once_key(request)
    if not key:
        return act()
    place = f"office:{request.actor.account_id}:{request.path}:{key}"
    if not cache.add(place, _UNDER_WAY, KEPT_SECONDS):
        known = str(cache.get(place) or _UNDER_WAY)
        if known == _UNDER_WAY:
            raise UnableToActTwice("这一步正在办理，请稍等几秒再刷新页面看结果。")
        return known
    try:
        address = act()
    except BaseException:
        cache.delete(place)
        raise
    cache.set(place, address, KEPT_SECONDS)
    return address
