"""Forms of the calendar: a notice of holidays, a day the centre is closed, the hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError

from quancheng.clock.engine import DayKind, DayRecord
from quancheng.clock.rules import UnableToReadNotice, read_notice, rows_of_notice
from quancheng.kernel.errors import UnableTo
from quancheng.web.ui.forms import (
    ChoiceField,
    DateField,
    DesignForm,
    FilesField,
    LongTextField,
    NumberField,
    TextField,
)

_RANGE: Final = re.compile(r"\s*(?:~|～|至|到|—+|–)\s*")
_PARTS: Final = re.compile(r"[\s,，、;；]+")
_LONGEST_RANGE: Final = 31
_LARGEST: Final = 1024 * 1024
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
KIND_WORDS: Final = {DayKind.REST: "放假", DayKind.MAKEUP: "上班", DayKind.WORKING: "工作日"}
WEEKDAYS: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


class NoticeForm(DesignForm):
    """A notice of the State Council on holidays, as a file or typed in."""

    title = TextField(
        label="标题", max_length=120, hint="如 国务院办公厅关于2027年部分节假日安排的通知"
    )
    number = TextField(label="文号", max_length=80, hint="如 国办发明电〔2026〕7号")
    issued_on = DateField(label="发文日期", required=False)
    year = NumberField(label="哪一年的安排", minimum=2000, maximum=2100)
    file = FilesField(
        label="文件",
        hint="JSON 或 CSV，有日期、安排、名称三列；读出来的内容会填到下面，可以再改",
        required=False,
        most=1,
        largest=_LARGEST,
        accept=".json,.csv",
        span=4,
    )
    days = LongTextField(
        label="放假和上班的日子",
        hint="一行一天或者一段，如 2027-01-01至2027-01-03 放假 元旦；调休 2027-01-04 上班 元旦",
        required=False,
        max_length=20_000,
        rows=10,
    )

    def clean(self) -> dict[str, Any]:
        """The days as records, under ``rows``."""
        given = super().clean() or {}
        files = given.get("file") or []
        try:
            rows = _from_file(files[0]) if files else rows_from_lines(given.get("days", ""))
        except UnableTo as error:
            self.add_error("file" if files else "days", error.sentence)
            return given
        return given | {"rows": rows}


def _from_file(file: Any) -> list[DayRecord]:
    return read_notice(content=file.read(), name=file.name or "")


def rows_from_lines(text: str) -> list[DayRecord]:
    """The special days of typed lines; raises ``UnableToReadNotice`` that names the line."""
    rows: list[Mapping[str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            rows.extend(_days_of(line.strip(), number))
    return rows_of_notice(rows)


def _days_of(line: str, number: int) -> Iterable[Mapping[str, str]]:
    day, *rest = _PARTS.split(_RANGE.sub("~", line), maxsplit=2)
    first, _, last = day.partition("~")
    named = {"kind": rest[0] if rest else "", "name": rest[1] if len(rest) > 1 else ""}
    if not last:
        return [{"day": first} | named]
    try:
        begin, end = (
            rows_of_notice([{"day": one, "kind": "rest"}])[0].day for one in (first, last)
        )
    except UnableTo as error:
        raise UnableToReadNotice(f"第 {number} 行：{error.sentence}") from None
    if not 0 <= (end - begin).days <= _LONGEST_RANGE:
        raise UnableToReadNotice(f"第 {number} 行的起止日期不对，请写成 2027-01-01至2027-01-03。")
    span = range((end - begin).days + 1)
    return [{"day": (begin + timedelta(days=each)).isoformat()} | named for each in span]


def lines_from_rows(rows: Iterable[DayRecord]) -> str:
    """Special days as lines that can be read again."""
    return "\n".join(
        f"{row.day.isoformat()} {KIND_WORDS.get(row.kind, row.kind.value)} {row.name}".strip()
        for row in rows
    )


class ClosureForm(DesignForm):
    """A working day on which a centre is closed."""

    region = ChoiceField(label="哪里停办", choices=(), span=2)
    day = DateField(label="哪一天", earliest=date(2020, 1, 1))
    number = TextField(label="文号", max_length=80, span=1)
    reason = TextField(label="原因", max_length=120, span=4, hint="如 全县停电检修")

    def __init__(
        self,
        *args: Any,
        regions: Sequence[tuple[str, str]],
        lifting: bool = False,
        **kwargs: Any,
    ) -> None:
        """``regions`` are the county and its towns; ``lifting`` takes a closure back."""
        super().__init__(*args, **kwargs)
        if lifting:
            self.fields["region"].label = "哪里恢复办公"
            self.fields["reason"].help_text = "如 汛情解除"
        self.fields["region"].choices = list(regions)  # type: ignore[attr-defined]


class HoursForm(DesignForm):
    """When the centre is open on a weekday."""

    weekday = ChoiceField(
        label="星期", choices=tuple((str(place), name) for place, name in enumerate(WEEKDAYS))
    )
    opens = TextField(label="开门", max_length=5, span=1, placeholder="08:30")
    closes = TextField(label="关门", max_length=5, span=1, placeholder="17:30")

    def clean_opens(self) -> time:
        """A time of the day."""
        return _time(self.cleaned_data["opens"])

    def clean_closes(self) -> time:
        """A time of the day."""
        return _time(self.cleaned_data["closes"])


def _time(text: str) -> time:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValidationError("时间要写成 17:30 的样子。")
    return time(int(found[1]), int(found[2]))
