"""The addresses of the site as the resolver knows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its name, where it stands, what it is told."""

    name: str
    pattern: str
    parameters: frozenset[str]
    module: str

    @property
    def is_own(self) -> bool:
        """Whether the view behind it is of this project."""
        return self.module.startswith("quancheng.")


def _told(each: URLPattern | URLResolver) -> frozenset[str]:
    pattern = each.pattern
    if isinstance(pattern, RegexPattern):
        return frozenset(pattern.regex.groupindex)
    return frozenset(pattern.converters)


def _walk(
    patterns: Iterable[URLPattern | URLResolver],
    *,
    prefix: str = "",
    spaces: tuple[str, ...] = (),
    told: frozenset[str] = frozenset(),
) -> Iterator[Route]:
    for each in patterns:
        pattern = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from _walk(
                each.url_patterns, prefix=pattern, spaces=inner, told=told | _told(each)
            )
        elif each.name:
            yield Route(
                name=":".join((*spaces, each.name)),
                pattern=pattern,
                parameters=told | _told(each),
                module=each.callback.__module__,
            )


def routes() -> list[Route]:
    """Every named address of the site, each once."""
    return list({route.name: route for route in _walk(get_resolver().url_patterns)}.values())
