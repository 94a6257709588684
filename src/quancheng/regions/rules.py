"""What a region's code says by itself.

Codes are hierarchical: six digits for a city (ending in 00) or a county (GB/T 2260), nine for
a town (GB/T 10114), twelve for a village in the statistical code of regions.
"""

from __future__ import annotations

COUNTY_LENGTH = 6
TOWN_LENGTH = 9


def is_city(code: str) -> bool:
    """Whether ``code`` is that of a city with counties below it, as 610900."""
    return len(code) == COUNTY_LENGTH and code.endswith("00")


def county_of(code: str) -> str:
    """The county in whose territory ``code`` lies: 610924100 lies in 610924.

    For a city the answer is the city itself.
    """
    return code[:COUNTY_LENGTH]


def town_of(code: str) -> str | None:
    """The town in whose territory ``code`` lies, ``None`` for a county or a city."""
    return code[:TOWN_LENGTH] if len(code) >= TOWN_LENGTH else None


def is_within(code: str, area: str) -> bool:
    """Whether ``code`` is ``area`` itself or lies in its territory.

    An empty ``area`` holds nothing.
    """
    if not area:
        return False
    stem = area[:-2] if is_city(area) else area
    return code.startswith(stem)
