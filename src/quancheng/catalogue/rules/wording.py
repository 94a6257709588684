"""The words in which limits, fees and channels are told to applicants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

_UNIT_WORDS: Final[Mapping[str, str]] = {
    "working_day": "个工作日",
    "natural_day": "天",
    "month": "个月",
    "instant": "",
}
STARTS: Final[Mapping[str, str]] = {
    "received": "收到申请",
    "accepted": "受理",
    "complete": "材料齐全",
}
_MOST: Final = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class LimitText:
    """A limit as it is told: value, stored unit, unit in words, the whole sentence part."""

    value: int
    unit: str
    unit_label: str
    text: str


def statutory_text(value: int, unit: str) -> LimitText:
    """The statutory limit; 0 is none."""
    label = _UNIT_WORDS[unit]
    return LimitText(value, unit, label, f"{value} {label}" if value else "法律未规定期限")


def promised_text(value: int, unit: str) -> LimitText:
    """The promised limit; 0 is on the spot."""
    if unit == "instant" or not value:
        return LimitText(0, "instant", "", "当场办结")
    label = _UNIT_WORDS[unit]
    return LimitText(value, unit, label, f"{value} {label}")


def compression_percent(
    *, statutory: int, statutory_unit: str, promised: int, promised_unit: str
) -> int | None:
    """By how much the promise is shorter than the law, in whole percent (law R13).

    None where no law sets a limit, or the two have different units.
    """
    if not statutory:
        return None
    if promised_unit == "instant":
        return 100
    if promised_unit != statutory_unit:
        return None
    return int((1 - Decimal(promised) / Decimal(statutory)) * 100)


def fixed_amount(amount: str) -> Decimal | None:
    """A fee in yuan where it is a plain number; None where it is a rule."""
    try:
        value = Decimal(amount.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value < _MOST else None


def amount_text(amount: str, unit: str) -> str:
    """A fee as it is told: 120元/本, or its rule."""
    value = fixed_amount(amount)
    if value is None:
        return amount
    return f"{amount.strip()}元/{unit}" if unit else f"{amount.strip()}元"


def step_limit_text(days: str, unit: str) -> str:
    """The limit of a step: 当场 for none, else days in the item's unit."""
    value = Decimal(days)
    if not value:
        return "当场"
    label = _UNIT_WORDS["natural_day" if unit == "natural_day" else "working_day"]
    return f"半{label}" if value == Decimal("0.5") else f"{days} {label}"


def rights(*, county_name: str) -> tuple[str, ...]:
    """What an applicant may do against a decision (行政复议法 20, 行政诉讼法 46)."""
    remedies = (
        f"对不予许可决定，可以在收到决定书之日起60 日内向{county_name}人民政府申请行政复议，"
        "也可以在 6 个月内依法提起行政诉讼。"
    )
    return remedies, "申请人依法享有陈述权、申辩权；办得慢、态度差的，可以随时投诉。"
