"""有效期至, or 长期: asked of a decision on an item whose validity cannot be computed."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.forms import Field

from quancheng.delivery.rules import Term, UnableToDateResult, named_end
from quancheng.web.ui.forms.choices import YesNoField
from quancheng.web.ui.forms.fields import DateField
from quancheng.web.ui.forms.form import DesignForm

NAMES: Final = ("valid_until", "endless")


def term_fields(validity: str) -> dict[str, Field]:
    """The two fields; ``validity`` is what the item says."""
    until = DateField(
        label="有效期至",
        span=4,
        required=False,
        hint=f"这个事项的有效期是“{validity}”，请按批准的内容填写。",
    )
    return {"valid_until": until, "endless": YesNoField(label="长期有效")}


def term_of(given: dict[str, Any]) -> Term | None:
    """What was said, ``None`` where the form did not ask."""
    if "endless" not in given:
        return None
    return Term(until=given.get("valid_until"), endless=bool(given["endless"]))


def check_term(form: DesignForm, given: dict[str, Any], *, validity: str, decided_on: date) -> None:
    """Put what is wrong with the two fields under the first of them."""
    if "valid_until" in form.errors:
        return
    try:
        named_end(validity=validity, term=term_of(given), decided_on=decided_on)
    except UnableToDateResult as error:
        form.add_error("valid_until", error.sentence)
