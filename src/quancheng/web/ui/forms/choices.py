"""Fields whose value is chosen, not written: lists, tick boxes, files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from quancheng.web.ui.forms import cleaning
from quancheng.web.ui.forms.widgets import ChipChoices, ChipRadio, ManyFilesInput
from quancheng.web.ui.presenters import numbers


class ChoiceField(forms.ChoiceField):
    """One of several choices: a list, or radio buttons with ``radio``."""

    def __init__(
        self,
        *,
        label: str,
        choices: Sequence[tuple[str, str]],
        hint: str = "",
        required: bool = True,
        span: int = 1,
        radio: bool = False,
        empty_label: str = "请选择",
        initial: Any = None,
        autocomplete: str = "off",
    ) -> None:
        """``radio`` shows all choices at once; ``empty_label`` heads the list."""
        self.span, self.unit = span, ""
        shown = list(choices)
        if not radio:
            shown = [("", empty_label if required else "不选"), *shown]
        widget: forms.Widget = (
            ChipRadio() if radio else forms.Select(attrs={"autocomplete": autocomplete})
        )
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            choices=shown,
            widget=widget,
            initial=initial,
            error_messages={
                "required": f"请选择{label}。",
                "invalid_choice": f"{label}里没有这一项，请从列出的选项中选择。",
            },
        )


class RegionField(ChoiceField):
    """A county or town by its code; ``regions`` are pairs of code and name."""

    def __init__(
        self, *, regions: Sequence[tuple[str, str]], label: str = "所在镇", **rest: Any
    ) -> None:
        """The regions to choose from, as the scope of the page allows."""
        super().__init__(label=label, choices=regions, **rest)


class MultiChoiceField(forms.MultipleChoiceField):
    """Several of the choices, as tick boxes."""

    def __init__(
        self,
        *,
        label: str,
        choices: Sequence[tuple[str, str]],
        hint: str = "",
        required: bool = True,
        span: int = 4,
        initial: Any = None,
    ) -> None:
        """At least one must be ticked when ``required``."""
        self.span, self.unit = span, ""
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            choices=list(choices),
            widget=ChipChoices(),
            initial=initial,
            error_messages={
                "required": f"请至少选一项{label}。",
                "invalid_choice": f"{label}里没有这一项，请从列出的选项中选择。",
                "invalid_list": f"{label}没有读懂，请重新选择。",
            },
        )


class YesNoField(forms.BooleanField):
    """One tick box: yes when ticked."""

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        required: bool = False,
        span: int = 4,
        initial: Any = None,
    ) -> None:
        """``required`` means that it must be ticked, as a promise must."""
        self.span, self.unit = span, ""
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            initial=initial,
            error_messages={"required": f"请勾选“{label}”。"},
        )


class FilesField(forms.FileField):
    """Files, chosen or dragged. Size and number are checked here; the content is sniffed by the journey."""

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        required: bool = True,
        span: int = 4,
        most: int = 20,
        largest: int = 50 * 1024 * 1024,
        accept: str = "",
    ) -> None:
        """At most ``most`` files of at most ``largest`` bytes each; ``accept`` as in HTML."""
        self.span, self.unit, self.most, self.largest = span, "", most, largest
        widget = ManyFilesInput(attrs={"accept": accept} if accept else None)
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            widget=widget,
            error_messages={"required": f"请选择{label}的文件。"},
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """The files, each within the limits."""
        del initial
        files = [file for file in data or [] if file]
        if not files and self.required:
            raise ValidationError(self.error_messages["required"])
        if len(files) > self.most:
            raise ValidationError(
                f"一次最多传 {self.most} 个文件，现在有 {len(files)} 个，请分几次传。"
            )
        for file in files:
            self.check_file(file)
        return files

    def check_file(self, file: UploadedFile[Any]) -> None:
        """Refuse an empty or too large file with a sentence that names it."""
        name = cleaning.one_line((file.name or "文件").replace("\x00", ""))[:60]
        if not file.size:
            raise ValidationError(f"“{name}”是空文件（0 字节），请重新扫描或另选一个。")
        if file.size > self.largest:
            raise ValidationError(
                f"“{name}”有 {numbers.size(file.size)}，超过 {numbers.size(self.largest)}，"
                "请压缩或分成几份再传。"
            )
