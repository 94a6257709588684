"""Form fields: each brings its input into one shape, checks it, and says in one sentence what is wrong.

A field carries its label, its hint, the columns it takes of the four-column grid (``span``) and the unit behind
its input. No input makes a field raise anything but a validation error.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, DecimalException
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from quancheng.identity.rules.documents import read_resident_id, read_uscc
from quancheng.identity.rules.names import read_phone
from quancheng.kernel.errors import UnableTo
from quancheng.web.ui.forms import cleaning
from quancheng.web.ui.forms.widgets import DayInput

REQUIRED = "请填写{label}。"
MAX_LINE = 200
MAX_TEXT = 2000
DIGITS = 14


def _told(label: str, *, required: bool) -> dict[str, str]:
    return {"required": REQUIRED.format(label=label)} if required else {}


def _sentence(read: Callable[[str], Any], text: str) -> Any:
    """What ``read`` makes of the text; its sentence as the error of the field."""
    try:
        return read(text)
    except UnableTo as error:
        raise ValidationError(error.sentence) from None


class TextField(forms.CharField):
    """One line of text. ``span`` columns of the grid; ``autocomplete`` as in the HTML standard."""

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        required: bool = True,
        max_length: int = MAX_LINE,
        span: int = 2,
        unit: str = "",
        autocomplete: str = "off",
        placeholder: str = "",
        initial: Any = None,
        inputmode: str = "",
        widget: forms.Widget | None = None,
    ) -> None:
        """Keep what the design needs beside Django's own settings."""
        self.span, self.unit, self.longest = span, unit, max_length
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            initial=initial,
            strip=False,
            widget=widget or forms.TextInput(),
            error_messages=_told(label, required=required),
        )
        # The rule about control characters gives its own sentence, so Django's is not needed.
        self.validators = []
        for name, value in (
            ("autocomplete", autocomplete),
            ("placeholder", placeholder),
            ("inputmode", inputmode),
            ("maxlength", str(max_length * 2) if max_length else ""),
        ):
            if value:
                self.widget.attrs.setdefault(name, value)

    def tidy(self, text: str) -> str:
        """The text in its one shape."""
        return cleaning.one_line(text)

    def to_python(self, value: Any) -> Any:
        """Tidy, then refuse what is too long."""
        text = str(_sentence(self.tidy, str(value))) if value not in self.empty_values else ""
        if len(text) > self.longest:
            raise ValidationError(
                f"{self.label}最多 {self.longest} 个字，现在有 {len(text)} 个，请缩短。"
            )
        return self.read(text) if text else self.nothing()

    def read(self, text: str) -> Any:
        """The value that a tidy, non-empty text stands for."""
        return text

    def nothing(self) -> Any:
        """The value of an empty field."""
        return ""

    def prepare_value(self, value: Any) -> Any:
        """What was typed comes back into the field, without what no page can show."""
        return value.replace("\x00", "") if isinstance(value, str) else value


class LongTextField(TextField):
    """Several lines of text."""

    def __init__(
        self, *, rows: int = 3, max_length: int = MAX_TEXT, span: int = 4, **rest: Any
    ) -> None:
        """``rows`` lines are shown before the field grows."""
        super().__init__(
            max_length=max_length, span=span, widget=forms.Textarea(attrs={"rows": rows}), **rest
        )

    def tidy(self, text: str) -> str:
        """Tidy line by line."""
        return cleaning.lines(text)


class NumberField(TextField):
    """A figure with ``digits`` decimal places; the value is a :class:`~decimal.Decimal` or an int."""

    def __init__(
        self,
        *,
        minimum: Decimal | int | None = 0,
        maximum: Decimal | int | None = None,
        digits: int = 0,
        span: int = 1,
        **rest: Any,
    ) -> None:
        """Bounds are included."""
        self.minimum, self.maximum, self.digits = minimum, maximum, digits
        rest.setdefault("inputmode", "decimal" if digits else "numeric")
        super().__init__(max_length=rest.pop("max_length", 40), span=span, **rest)

    def tidy(self, text: str) -> str:
        """Without thousands marks and currency signs."""
        return cleaning.figure(text)

    def nothing(self) -> None:
        """No figure."""
        return

    def read(self, text: str) -> Decimal | int:
        """The figure, within its bounds."""
        try:
            value = Decimal(text)
        except DecimalException:
            raise ValidationError(
                f"{self.label}要填数字，如 {'12.5' if self.digits else '12'}。"
            ) from None
        if (
            not value.is_finite()
            or len(value.as_tuple().digits) > DIGITS
            or abs(value) >= 10**DIGITS
        ):
            raise ValidationError(f"{self.label}的数字太大，请检查后重填。")
        places = -int(value.as_tuple().exponent)
        if places > self.digits:
            words = f"最多 {self.digits} 位小数" if self.digits else "要填整数"
            raise ValidationError(f"{self.label}{words}，请检查后重填。")
        if self.minimum is not None and value < self.minimum:
            raise ValidationError(f"{self.label}不能小于 {self.minimum}，请检查后重填。")
        if self.maximum is not None and value > self.maximum:
            raise ValidationError(f"{self.label}不能大于 {self.maximum}，请检查后重填。")
        return value if places > 0 else int(value)


class MoneyField(NumberField):
    """An amount in yuan with two decimal places."""

    def __init__(self, **rest: Any) -> None:
        """The unit 元 stands behind the input."""
        rest.setdefault("unit", "元")
        super().__init__(digits=2, **rest)


class DateField(TextField):
    """A day, written ``2026-3-1``, ``2026/3/1``, ``2026.3.1``, ``2026年3月1日`` or ``20260301``."""

    def __init__(
        self,
        *,
        earliest: date | None = date(1900, 1, 1),
        latest: date | None = None,
        span: int = 1,
        **rest: Any,
    ) -> None:
        """Days outside the bounds (included) are refused."""
        self.earliest, self.latest = earliest, latest
        rest.setdefault("placeholder", "如 2026-3-1")
        super().__init__(
            max_length=rest.pop("max_length", 40), span=span, widget=DayInput(), **rest
        )

    def nothing(self) -> None:
        """No day."""
        return

    def read(self, text: str) -> date:
        """The day, within its bounds."""
        value: date = _sentence(cleaning.day, text)
        if self.earliest and value < self.earliest:
            raise ValidationError(f"{self.label}不能早于 {self.earliest:%Y-%m-%d}，请检查后重填。")
        if self.latest and value > self.latest:
            raise ValidationError(f"{self.label}不能晚于 {self.latest:%Y-%m-%d}，请检查后重填。")
        return value


class IdCardField(TextField):
    """A resident ID of 18 signs (GB 11643-1999), with its check digit."""

    def __init__(self, *, span: int = 2, **rest: Any) -> None:
        """Full-width digits, spaces and a small x are fine."""
        super().__init__(max_length=40, span=span, **rest)

    def read(self, text: str) -> str:
        """The number in its one spelling."""
        return str(_sentence(read_resident_id, text).number)


class CreditCodeField(TextField):
    """A unified social credit code (GB 32100-2015), with its check character."""

    def __init__(self, *, span: int = 2, **rest: Any) -> None:
        """Full-width signs, spaces and small letters are fine."""
        super().__init__(max_length=40, span=span, **rest)

    def read(self, text: str) -> str:
        """The code in its one spelling."""
        return str(_sentence(read_uscc, text))


class PhoneField(TextField):
    """A mobile or fixed telephone number."""

    def __init__(self, *, span: int = 1, autocomplete: str = "tel", **rest: Any) -> None:
        """Spaces, dashes and +86 are fine."""
        rest.setdefault("inputmode", "tel")
        super().__init__(max_length=40, span=span, autocomplete=autocomplete, **rest)

    def read(self, text: str) -> str:
        """The number in its one spelling."""
        return str(_sentence(read_phone, text))


class EmailField(TextField):
    """An electronic mail address."""

    def __init__(self, *, span: int = 2, autocomplete: str = "email", **rest: Any) -> None:
        """At most 254 signs, as the mail standard allows."""
        rest.setdefault("inputmode", "email")
        super().__init__(max_length=254, span=span, autocomplete=autocomplete, **rest)

    def read(self, text: str) -> str:
        """The address, if it is one."""
        try:
            forms.EmailField().run_validators(text)
        except ValidationError:
            raise ValidationError(
                f"{self.label}不像邮箱地址，请写成 name@example.com 的样子。"
            ) from None
        return text


class HiddenField(TextField):
    """A value that travels with the form unseen."""

    def __init__(
        self, *, label: str = "随表", required: bool = True, max_length: int = MAX_LINE, **rest: Any
    ) -> None:
        """Held to the same rules as a line of text."""
        super().__init__(
            label=label,
            required=required,
            max_length=max_length,
            widget=forms.HiddenInput(),
            **rest,
        )
