"""Figures as people here read them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

THIN = "\u202f"
KILO = 1024


def grouped(value: int) -> str:
    """``1 946``: thousands apart by a narrow no-break space, so that a figure never breaks."""
    return f"{value:,}".replace(",", THIN)


def yuan(value: Decimal | int) -> str:
    """``1 946.00 元``; whole fen, half up."""
    amount = Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{amount:,.2f} 元".replace(",", THIN)


def size(value: int) -> str:
    """A file size: ``834 字节``, ``12 KB``, ``2.3 MB``."""
    if value < KILO:
        return f"{value} 字节"
    if value < KILO * KILO:
        return f"{round(value / KILO)} KB"
    return f"{value / KILO / KILO:.1f} MB"


def percent(part: int, whole: int, *, digits: int = 1) -> str:
    """``99.6``: ``part`` of ``whole`` in percent without the sign; a dash when there is nothing to divide."""
    return f"{part * 100 / whole:.{digits}f}" if whole else "—"
