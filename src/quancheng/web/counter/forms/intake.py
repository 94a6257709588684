"""The form of an intake: the applicant's block, then the elements that are left to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.utils import ErrorDict

from quancheng.cases.rules.standing import ORGANISATION, PERSON
from quancheng.catalogue.rules.forms import FieldSpec
from quancheng.identity.rules import ApplicantKind, IdKind
from quancheng.web.ui.forms import (
    ChoiceField,
    DesignForm,
    ElementField,
    PhoneField,
    TextField,
    YesNoField,
    form_from_elements,
)

ELSEWHERE = "本县以外"
KINDS = [(kind.value, kind.label) for kind in ApplicantKind]
DOCUMENTS = {
    PERSON: (IdKind.RESIDENT_ID, IdKind.PASSPORT, IdKind.OTHER),
    ORGANISATION: (IdKind.USCC, IdKind.OTHER),
}


class ToldForm(DesignForm):
    """A form that shows what the journey has found wrong; it decides nothing itself."""

    def __init__(self, *args: Any, told: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        """``told`` are sentences by field name."""
        super().__init__(*args, **kwargs)
        self.told = {name: words for name, words in (told or {}).items() if name in self.fields}

    def full_clean(self) -> None:
        """Take over what was told."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}
        for name, sentence in self.told.items():
            self.add_error(name, sentence)


class ApplicantForm(ToldForm):
    """Who applies, and who comes in his stead."""

    applicant_kind = ChoiceField(label="申请人", choices=KINDS, radio=True, span=2)
    applicant_id_kind = ChoiceField(label="证件", choices=[], span=2)
    applicant_id_number = TextField(
        label="证件号码", hint="刷卡或输入后按 Enter", max_length=40, span=2
    )
    applicant_name = TextField(label="姓名", max_length=200, span=2)
    applicant_phone = PhoneField(label="手机", required=False)
    applicant_address = TextField(label="地址", max_length=150, span=3, required=False)
    renews = TextField(
        label="延续的证照编号",
        hint="办延续、换证的才填：对照原证照输入，或扫证照上的码",
        max_length=60,
        span=4,
        required=False,
    )
    renamed = YesNoField(label="已更名，已核对更名证明", span=4)
    agent_on = YesNoField(label="由他人代办", span=4)
    agent_name = TextField(label="代办人姓名", max_length=80, span=1)
    agent_id_number = TextField(label="代办人身份证号码", max_length=40, span=1)
    agent_phone = PhoneField(label="代办人手机", required=False)
    agent_authority = TextField(
        label="代办依据", hint="如授权委托书、法定监护人", max_length=200, span=1
    )

    def suit(self, *, kind: str, choosable: bool, asked: frozenset[str], renewable: bool) -> None:
        """Fit the block to a person or an organisation, and to what the item asks.

        ``asked`` are the facts, of phone and address, that the item's form requires;
        ``renewable``: its results end one day.
        """
        documents = DOCUMENTS[kind]
        self.fields["applicant_id_kind"].choices = [  # type: ignore[attr-defined]
            (document.value, document.label) for document in documents
        ]
        number, name = self.fields["applicant_id_number"], self.fields["applicant_name"]
        if kind == ORGANISATION:
            name.label = "单位名称"
        number.widget.attrs |= {"data-check": "id", "data-recall": ""}
        self.fields["agent_id_number"].widget.attrs["data-check"] = "resident_id"
        for phone in ("applicant_phone", "agent_phone"):
            self.fields[phone].widget.attrs |= {"data-check": "phone", "data-ask": ""}
        for fact in ("phone", "address"):
            self.fields[f"applicant_{fact}"].required = fact in asked
        if not choosable:
            del self.fields["applicant_kind"]
        if not renewable:
            del self.fields["renews"]


def elements_form(*, fields: tuple[FieldSpec, ...], towns: tuple[str, ...]) -> type[ToldForm]:
    """The form of the elements that the block does not ask, in their groups."""
    elements = tuple(
        ElementField(
            name=spec.code,
            label=spec.label,
            kind=spec.datatype,
            required=spec.required,
            choices=spec.choices,
            max_length=spec.max_length,
            hint=spec.help,
            group=spec.group,
        )
        for spec in fields
    )
    places = [(name, name) for name in (*towns, ELSEWHERE)]
    made = form_from_elements(elements, regions=places)
    form = type("IntakeElementsForm", (ToldForm, made), {})
    checks = {"id_card": "resident_id", "uscc": "uscc", "phone": "phone"}
    for spec in fields:
        if spec.datatype in checks:
            form.base_fields[spec.code].widget.attrs["data-check"] = checks[spec.datatype]  # type: ignore[attr-defined]
    return form
