"""Forms of the acts on a case: correction, decline, withdrawal, refusal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from quancheng.journeys.decide import GRANTED
from quancheng.web.ui.forms import (
    ChoiceField,
    DesignForm,
    HiddenField,
    LongTextField,
    MultiChoiceField,
    TextField,
)
from quancheng.web.ui.forms.term import check_term, term_fields

GROUNDS = [
    ("declined", "不符合受理条件"),
    ("not_needed", "不需要取得许可"),
    ("wrong_office", "不属于本机关职权"),
]
SPARE_LINES = 2
MOST_LINES = 40


class DefectForm(DesignForm):
    """One line of a correction notice."""

    subject = TextField(label="材料或内容", max_length=200, span=4, required=False)
    problem = TextField(label="问题", max_length=200, span=2, required=False)
    wanted = TextField(label="怎样补正", max_length=200, span=2, required=False)


def defect_forms(*, data: Any = None, proposed: Sequence[dict[str, str]] = ()) -> list[DefectForm]:
    """The lines of a notice: those proposed and some spare ones, or those that were sent."""
    if data is None:
        lines = [*proposed, *({} for _ in range(SPARE_LINES))]
        return [DefectForm(prefix=f"d{i}", initial=line) for i, line in enumerate(lines)]
    sent = sum(1 for i in range(MOST_LINES) if f"d{i}-subject" in data)
    return [DefectForm(data, prefix=f"d{i}") for i in range(sent)]


class OverrideForm(DesignForm):
    """Why a supervisor lets more be asked for than the first notice told."""

    override_reason = LongTextField(
        label="批准再次补正的理由", hint="记入办理经过，作为监察线索", rows=3
    )

    def __init__(self, *args: Any, asked: bool, **kwargs: Any) -> None:
        """``asked``: the person can tell the correction only as one who overrides."""
        super().__init__(*args, **kwargs)
        self.fields["override_reason"].required = asked


class ReasonForm(DesignForm):
    """A reason that the applicant will read."""

    reason = LongTextField(label="理由", hint="申请人会在文书上看到", rows=4)


class DeclineForm(DesignForm):
    """Why a case is not accepted, and which office is competent."""

    ground = ChoiceField(label="情形", choices=GROUNDS, radio=True, span=4)
    competent_office = ChoiceField(
        label="应向哪个机关申请",
        choices=[],
        required=False,
        span=4,
        hint="属于别的机关的，要告知申请人",
    )
    reason = LongTextField(label="理由", hint="写明不符合哪一条规定", rows=4)

    def __init__(self, *args: Any, offices: Sequence[str] = (), **kwargs: Any) -> None:
        """``offices`` are the names to choose the competent one from."""
        super().__init__(*args, **kwargs)
        field = self.fields["competent_office"]
        field.choices = [("", "请选择"), *((name, name) for name in offices)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A case of another office names that office."""
        cleaned = super().clean() or {}
        if cleaned.get("ground") == "wrong_office" and not cleaned.get("competent_office"):
            self.add_error("competent_office", "请选择应当受理的机关，申请人要知道去哪里办。")
        return cleaned


class GrantForm(DesignForm):
    """An 即办件 is granted, and how long its result is valid."""

    outcome = HiddenField(initial=GRANTED)

    def __init__(self, *args: Any, validity: str, today: date, **kwargs: Any) -> None:
        """``validity``: what the item says of it."""
        super().__init__(*args, **kwargs)
        self.validity, self.today = validity, today
        self.fields |= term_fields(validity)

    def clean(self) -> dict[str, Any]:
        """The last day, or that there is none."""
        given = super().clean() or {}
        check_term(self, given, validity=self.validity, decided_on=self.today)
        return given


class RenewalForm(DesignForm):
    """The number of the result that is to be renewed."""

    result_number = TextField(
        label="原证照编号", max_length=60, span=4, hint="对照原证照输入，或扫证照上的码。"
    )


class CorrectedForm(DesignForm):
    """Which materials came with the corrections."""

    received = MultiChoiceField(label="补交的材料", choices=[], required=False)

    def __init__(
        self, *args: Any, materials: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        """``materials`` are the codes and names of the lines still open."""
        super().__init__(*args, **kwargs)
        self.fields["received"].choices = list(materials)  # type: ignore[attr-defined]
