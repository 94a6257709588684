"""Forms whose fields carry label, hint and error and draw the design system."""

from quancheng.web.ui.forms.choices import (
    ChoiceField,
    FilesField,
    MultiChoiceField,
    RegionField,
    YesNoField,
)
from quancheng.web.ui.forms.elements import ElementField, form_from_elements
from quancheng.web.ui.forms.fields import (
    CreditCodeField,
    DateField,
    EmailField,
    HiddenField,
    IdCardField,
    LongTextField,
    MoneyField,
    NumberField,
    PhoneField,
    TextField,
)
from quancheng.web.ui.forms.form import DesignForm, named_fault
from quancheng.web.ui.forms.signature import SignatureField

__all__ = [
    "ChoiceField",
    "CreditCodeField",
    "DateField",
    "DesignForm",
    "ElementField",
    "EmailField",
    "FilesField",
    "HiddenField",
    "IdCardField",
    "LongTextField",
    "MoneyField",
    "MultiChoiceField",
    "NumberField",
    "PhoneField",
    "RegionField",
    "SignatureField",
    "TextField",
    "YesNoField",
    "form_from_elements",
    "named_fault",
]
