"""The forms of the case page. Each carries the version of the case that the person has seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.forms import BoundField, Field

from quancheng.journeys.decide import GRANTED, REFUSED
from quancheng.web.ui.forms import (
    ChoiceField,
    DateField,
    DesignForm,
    HiddenField,
    LongTextField,
    SignatureField,
    TextField,
)
from quancheng.web.ui.forms.term import NAMES as TERM
from quancheng.web.ui.forms.term import check_term, term_fields

SEND_BACK = "sent_back"
SIGNED = frozenset({GRANTED, REFUSED})
Pairs = Sequence[tuple[str, str]]


class SeenForm(DesignForm):
    """The base: ``seen`` is the version of the case on the page from which the form came."""

    seen = HiddenField(max_length=12)


class KeptForm(SeenForm):
    """What was written for a task that is gone by now: only kept, never acted upon."""

    reason = LongTextField(label="意见", required=False)


class VerdictForm(SeenForm):
    """Opinion, decision or send-back: what, why, and for a decision the signature."""

    verdict = ChoiceField(label="意见", choices=(), radio=True)
    reason = LongTextField(label="意见", required=False, rows=4)
    to_node = ChoiceField(label="退回到", choices=(), required=False)
    signature = SignatureField(label="手写签名", required=False)

    def __init__(
        self,
        *args: Any,
        choices: Pairs,
        targets: Pairs,
        today: date,
        kept_signature: str = "",
        kind: str = "",
        validity: str = "",
        **kwargs: Any,
    ) -> None:
        """``kept_signature``: the one this post drew last, used when no new one is drawn.

        ``validity``: what the item says of it, where the decision has to name the last day.

        A task of ``kind`` forward asks to whom and by which document the case is sent; one of
        kind await by which document the superior organ has answered.
        """
        super().__init__(*args, **kwargs)
        self.kind, self.validity, self.today = kind, validity, today
        self.fields |= _above(kind) | (term_fields(validity) if validity else {})
        self.kept_signature = kept_signature
        self.fields["verdict"].choices = list(choices)  # type: ignore[attr-defined]
        self.fields["to_node"].choices = list(targets)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A decision is signed; a send-back says where to."""
        given = super().clean() or {}
        verdict = given.get("verdict")
        if verdict in SIGNED and "signature" in given and not given["signature"]:
            given["signature"] = self.kept_signature
            if not self.kept_signature:
                self.add_error("signature", "请在签名框里手写签名，再签批。")
        if verdict != SEND_BACK:
            for name in _above(self.kind):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, f"请填写{self.fields[name].label}。")
        if verdict == GRANTED and self.validity:
            on = given.get("day") if self.kind == "await" else self.today
            check_term(self, given, validity=self.validity, decided_on=on or self.today)
        if verdict == SEND_BACK and not given.get("to_node") and "to_node" not in self.errors:
            self.add_error("to_node", "请选择退回到哪个环节。")
        return given

    @property
    def above(self) -> list[BoundField]:
        """What is asked of a case that goes to a superior organ, or comes back from it."""
        return [self[name] for name in _above(self.kind)]

    @property
    def term(self) -> list[BoundField]:
        """What is asked about the validity."""
        return [self[name] for name in TERM] if self.validity else []


def _above(kind: str) -> dict[str, Field]:
    if kind == "forward":
        return {
            "superior": TextField(label="上报机关", max_length=100, span=4, required=False),
            "document": TextField(label="上报文号", max_length=60, span=4, required=False),
            "day": DateField(label="预计答复日期", span=4, required=False),
        }
    if kind == "await":
        return {
            "document": TextField(label="上级决定文号", max_length=60, span=4, required=False),
            "day": DateField(label="上级决定日期", span=4, required=False),
        }
    return {}


class TransferForm(SeenForm):
    """Hand the task to a colleague."""

    to_post = ChoiceField(label="转给", choices=(), span=4)
    reason = LongTextField(label="原因", rows=2)

    def __init__(self, *args: Any, posts: Pairs, **kwargs: Any) -> None:
        """``posts``: the colleagues who may do the task."""
        super().__init__(*args, **kwargs)
        field = self.fields["to_post"]
        field.choices = [("", "请选择"), *posts]  # type: ignore[attr-defined]


class ClaimForm(SeenForm):
    """Taking a task or putting it back needs nothing to be written."""


class ReturnForm(SeenForm):
    """What has to be corrected: one line a material, and one for everything else."""

    other = TextField(label="申请内容或其他", required=False, span=4, max_length=500)

    def __init__(self, *args: Any, materials: Pairs, **kwargs: Any) -> None:
        """``materials``: code and name of every material of the case."""
        super().__init__(*args, **kwargs)
        self._subjects = {f"m_{code}": name for code, name in materials}
        for name, label in self._subjects.items():
            self.fields[name] = TextField(label=label, required=False, span=4, max_length=500)
        self.order_fields([*self._subjects, "other"])

    @property
    def defects(self) -> list[dict[str, str]]:
        """The lines with something written in them."""
        subjects = {**self._subjects, "other": "申请内容"}
        return [
            {"subject": subject, "problem": self.cleaned_data[name], "wanted": ""}
            for name, subject in subjects.items()
            if self.cleaned_data.get(name)
        ]


class FullForm(DesignForm):
    """Which personal number to open, and why."""

    field = ChoiceField(label="查看", choices=(), span=4)
    reason = TextField(
        label="理由", max_length=200, span=4, hint="查看会留下记录：谁、何时、为什么。"
    )

    def __init__(self, *args: Any, fields: Pairs, **kwargs: Any) -> None:
        """``fields``: what can be opened."""
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = list(fields)  # type: ignore[attr-defined]
