"""Reading the days of a notice of holidays from JSON, CSV or typed rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from quancheng.clock.engine.calendar import DayKind, DayRecord
from quancheng.kernel.errors import UnableTo

MOST_ROWS = 2000
"""No notice names more days."""

_DAY_KEYS = ("day", "date", "日期")
_KIND_KEYS = ("kind", "type", "类型", "安排")
_NAME_KEYS = ("name", "名称", "节日")
_KINDS = {
    "rest": DayKind.REST,
    "holiday": DayKind.REST,
    "休": DayKind.REST,
    "放假": DayKind.REST,
    "休息": DayKind.REST,
    "makeup": DayKind.MAKEUP,
    "班": DayKind.MAKEUP,
    "上班": DayKind.MAKEUP,
    "调休": DayKind.MAKEUP,
    "调休上班": DayKind.MAKEUP,
    "working": DayKind.WORKING,
    "工作日": DayKind.WORKING,
}


class UnableToReadNotice(UnableTo):
    """The file of a notice cannot be read."""


def _first(row: Mapping[str, Any], keys: Iterable[str]) -> str:
    """The value of the first of ``keys`` that the row has, as text without outer spaces."""
    for key in keys:
        value = row.get(key)
        if value is not None:
            return str(value).strip()
    return ""


def _kind(row: Mapping[str, Any], place: str) -> DayKind:
    """What a row says of its day; ``isOffDay`` is the key of a common public data set."""
    if isinstance(row.get("isOffDay"), bool):
        return DayKind.REST if row["isOffDay"] else DayKind.MAKEUP
    words = _first(row, _KIND_KEYS)
    found = _KINDS.get(words.lower())
    if found is None:
        raise UnableToReadNotice(
            f"{place}的安排“{words[:20]}”看不懂，请写 rest（放假）或 makeup（调休上班）。"
        )
    return found


def _day(text: str, place: str) -> date:
    """A day of the calendar, as 2027-01-01, 2027/1/1 or 2027年1月1日."""
    plain = text.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-")
    parts = plain.split("-")
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        raise UnableToReadNotice(
            f"{place}的日期“{text[:20]}”不是日历上有的日子，请写成 2027-01-01 的样子。"
        ) from None


def rows_of_notice(rows: Iterable[Mapping[str, Any]]) -> list[DayRecord]:
    """The special days of rows with a day, a kind and a name, in order of the day.

    Raises ``UnableToReadNotice`` that names the row.
    """
    found: list[DayRecord] = []
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise UnableToReadNotice(f"文件超过 {MOST_ROWS} 行，不像一份节假日通知，请核对文件。")
        place = f"第 {number} 行"
        day = _day(_first(row, _DAY_KEYS), place)
        found.append(DayRecord(day, _kind(row, place), _first(row, _NAME_KEYS)))
    if not found:
        raise UnableToReadNotice("文件里没有任何日期，请核对文件。")
    return sorted(found, key=lambda record: record.day)


def read_notice(*, content: bytes, name: str) -> list[DayRecord]:
    """The special days in a file, JSON or CSV by the ending of its name.

    JSON is an array of objects, or an object with such an array under ``days``. Raises
    ``UnableToReadNotice``.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnableToReadNotice("文件不是 UTF-8 编码，请另存为 UTF-8 后再导入。") from None
    if name.lower().endswith(".json"):
        return rows_of_notice(_json_rows(text))
    if name.lower().endswith(".csv"):
        return rows_of_notice(_csv_rows(text))
    raise UnableToReadNotice("只能导入 JSON 或 CSV 文件，请换一个文件。")


def _json_rows(text: str) -> list[Mapping[str, Any]]:
    """The objects in a JSON text."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise UnableToReadNotice("文件不是有效的 JSON，请核对文件。") from None
    rows = value.get("days") if isinstance(value, dict) else value
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnableToReadNotice("JSON 文件里应当有一个 days 列表，每项写明日期、安排和名称。")
    return rows


def _csv_rows(text: str) -> list[Mapping[str, Any]]:
    """The rows of a CSV text with a header."""
    try:
        reader = csv.DictReader(io.StringIO(text), strict=True)
        return [{str(key).strip(): value for key, value in row.items()} for row in reader]
    except csv.Error:
        raise UnableToReadNotice("文件不是有效的 CSV，请核对引号和逗号。") from None
