"""What every letter carries: its head, its remedies, its clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

LimitUnit = Literal["working_day", "natural_day", "month", "instant"]


@dataclass(frozen=True, kw_only=True)
class LedgerLine:
    """Where the act behind the letter stands in the record: entry number and tree head."""

    sequence: int
    tree_head: str = ""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed: name, post, and the drawn signature as PNG if there is one."""

    name: str
    post: str = ""
    image_png: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Head:
    """What every letter carries: who writes to whom, in which case, and how to check it.

    ``licence`` says whether the item is a licence (行政许可): the letters of other items have neutral
    titles and do not rest on the Administrative Licence Law.
    ``addressee`` is the applicant's full name; ``check_code`` the code printed beside the QR;
    ``check_url`` what the QR leads to; ``document_number`` the 文号 (a receipt has none).
    """

    authority: str
    centre: str
    issued_on: date
    case_number: str
    item: str
    addressee: str
    check_code: str
    check_url: str
    document_number: str = ""
    organisation: bool = True
    contact: str = ""
    hotline: str = "12345"
    ledger: LedgerLine | None = None
    signature: Signature | None = None
    licence: bool = True


@dataclass(frozen=True, kw_only=True)
class Remedies:
    """Where and how long the applicant may contest the act.

    Sixty days for reconsideration (行政复议法第二十条), six months for a lawsuit
    (行政诉讼法第四十六条), both from the day the letter reaches the applicant.
    """

    reconsideration_to: str
    court: str
    reconsideration_days: int = 60
    lawsuit_months: int = 6


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One clock: its length, and its last day where that is known.

    ``note`` is said beside the weekday (调休上班); ``provisional`` marks a last day that reaches
    into a year whose holidays are not published yet.
    """

    value: int
    unit: LimitUnit = "working_day"
    last_day: date | None = None
    note: str = ""
    provisional: bool = False
