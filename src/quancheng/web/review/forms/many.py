"""The forms of an act on several like cases."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from quancheng.journeys.decide import GRANTED
from quancheng.web.review.forms.acts import Pairs
from quancheng.web.review.forms.filters import number_in
from quancheng.web.ui.forms import ChoiceField, DesignForm, LongTextField, SignatureField

MOST_READ = 300


def tasks_in(given: QueryDict) -> tuple[int, ...]:
    """The ids of the ticked tasks; what is no id is passed over."""
    found = (number_in(text) for text in given.getlist("task")[:MOST_READ])
    return tuple(dict.fromkeys(number for number in found if number))


class ManyOpinionForm(DesignForm):
    """One opinion for all; where it decides, with the signature."""

    verdict = ChoiceField(label="意见", choices=(), radio=True, span=4)
    reason = LongTextField(label="意见内容", required=False, rows=3)
    signature = SignatureField(label="手写签名", required=False)

    def __init__(self, *args: Any, choices: Pairs, kept_signature: str = "", **kwargs: Any) -> None:
        """``kept_signature``: the one this post drew last, used when no new one is drawn."""
        super().__init__(*args, **kwargs)
        self.kept_signature = kept_signature
        self.fields["verdict"].choices = list(choices)  # type: ignore[attr-defined]
        if [value for value, _ in choices] == [GRANTED]:
            self.fields["verdict"].label = "决定"

    def clean(self) -> dict[str, Any]:
        """Granting is signed."""
        given = super().clean() or {}
        if given.get("verdict") == GRANTED and "signature" in given and not given["signature"]:
            given["signature"] = self.kept_signature
            if not self.kept_signature:
                self.add_error("signature", "请在签名框里手写签名，再签批。")
        return given


class ManyTransferForm(DesignForm):
    """One colleague for all."""

    to_post = ChoiceField(label="转给", choices=(), span=2)
    reason = LongTextField(label="原因", rows=2)

    def __init__(self, *args: Any, posts: Pairs, **kwargs: Any) -> None:
        """``posts``: the colleagues who may do the tasks."""
        super().__init__(*args, **kwargs)
        field = self.fields["to_post"]
        field.choices = [("", "请选择"), *posts]  # type: ignore[attr-defined]
