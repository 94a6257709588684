"""Where an edition contradicts the law on time, and what the office must change.

A conflict keeps nothing from being published: the statutory clock follows the law whatever the
edition says, and the office is told what to set right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from quancheng.catalogue.rules import flow, limits
from quancheng.catalogue.rules.vocabulary import APPROVERS


class Kind(StrEnum):
    """What is contradicted; ``label`` is the heading on screens and reports."""

    NOT_COUNTED = "not_counted"
    TOO_LONG = "too_long"
    EXTENSION = "extension"
    CORRECTION = "correction"

    @property
    def label(self) -> str:
        """The words for the kind."""
        return _LABELS[self]


_LABELS: Final[Mapping[Kind, str]] = {
    Kind.NOT_COUNTED: "不计时没有依据",
    Kind.TOO_LONG: "环节合计超过承诺",
    Kind.EXTENSION: "延长与法律不同",
    Kind.CORRECTION: "补正期限与法律不同",
}
_FIELDS: Final[Mapping[Kind, str]] = {
    Kind.NOT_COUNTED: "steps",
    Kind.TOO_LONG: "steps",
    Kind.EXTENSION: "extension_value",
    Kind.CORRECTION: "correction_value",
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One contradiction: the item, the step where it is in one, what is wrong, what to change.

    ``item`` is the name of the item, ``code`` its implementation code where it is known;
    ``index`` the place of the step among the steps, -1 where it is in none.
    """

    item: str
    step: str
    kind: Kind
    sentence: str
    change: str
    code: str = ""
    index: int = -1

    @property
    def field(self) -> str:
        """The field of the content in which it is set right."""
        return _FIELDS[self.kind]


def conflict_from(record: Mapping[str, Any]) -> Conflict:
    """The conflict that was kept as a plain record (``dataclasses.asdict``)."""
    return Conflict(**{**record, "kind": Kind(record["kind"])})


def conflicts_of(content: Mapping[str, Any], *, code: str = "") -> tuple[Conflict, ...]:
    """Every contradiction of a content to the law on time (行政许可法 32, 42, 45), by step."""
    return (
        *_not_counted(content, code),
        *_too_long(content, code),
        *_extension(content, code),
        *_correction(content, code),
    )


def counted(conflicts: tuple[Conflict, ...] | list[Conflict]) -> dict[str, int]:
    """How many there are of each kind, by its words; kinds without any are left out."""
    found = {kind.label: sum(one.kind is kind for one in conflicts) for kind in Kind}
    return {label: number for label, number in found.items() if number}


def _not_counted(content: Mapping[str, Any], code: str) -> Iterator[Conflict]:
    grounds = limits.grounds_of(
        legal_basis=content["legal_basis"], listed=content["suspension_grounds"]
    )
    for index, step in enumerate(content["steps"]):
        waits = step["executor_level"] == "superior"
        if step["counts_toward_limit"] or waits or limits.ground_of(step["step"], grounds):
            continue
        yield Conflict(
            item=content["name"],
            step=step["step"],
            kind=Kind.NOT_COUNTED,
            sentence=f"环节“{step['step']}”写了不计时，但不属于行政许可法第四十五条的情形，"
            "办理时法定时限照常计算。",
            change="请改为计入承诺时限；特别法规定不计算的，在“不计时情形”里写明。",
            code=code,
            index=index,
        )


def _too_long(content: Mapping[str, Any], code: str) -> Iterator[Conflict]:
    days = flow.critical_days(content["steps"])
    promised = content["promised_limit"]
    if content["promised_unit"] == "instant" or days <= promised:
        return
    yield Conflict(
        item=content["name"],
        step="",
        kind=Kind.TOO_LONG,
        sentence=f"各环节时限合计{days}天，超过承诺时限{promised}天。",
        change=f"请缩短环节时限，合计不超过{promised}天。",
        code=code,
    )


def _presumed(content: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("name", "task_type", "handling_type", "legal_basis", "statutory_limit")
    return limits.presumed(**{key: content[key] for key in keys})


def _extension(content: Mapping[str, Any], code: str) -> Iterator[Conflict]:
    """The extension beside the one of the law (行政许可法 42, 市场主体登记管理条例 19).

    The law lets an organ extend and obliges none to: an item that does without is no conflict.
    """
    law = _presumed(content)
    keys = ("extension_value", "extension_times", "extension_approver")
    ours, lawful = (tuple(source[key] for key in keys) for source in (content, law))
    if ours == lawful or not ours[0] or not content["statutory_limit"]:
        return
    yield Conflict(
        item=content["name"],
        step="",
        kind=Kind.EXTENSION,
        sentence=f"事项写的是{_extension_words(*ours)}，法律规定{_extension_words(*lawful)}。",
        change=f"请改为{_extension_words(*lawful)}；特别法另有规定的，在法律依据里写明。",
        code=code,
    )


def _extension_words(value: int, times: int, approver: str) -> str:
    if not value or not times:
        return "不能延长"
    who = f"，由{APPROVERS[approver]}批准" if approver else ""
    return f"可延长{times}次、每次不超过{value}天{who}"


def _correction(content: Mapping[str, Any], code: str) -> Iterator[Conflict]:
    """The correction window beside the one of the law (行政许可法 32, 不动产登记暂行条例 17)."""
    law = _presumed(content)
    keys = ("correction_value", "correction_unit", "silence_accepts")
    ours, lawful = (tuple(source[key] for key in keys) for source in (content, law))
    if ours == lawful:
        return
    yield Conflict(
        item=content["name"],
        step="",
        kind=Kind.CORRECTION,
        sentence=f"补正告知期限写的是{_correction_words(*ours)}，"
        f"法律规定{_correction_words(*lawful)}。",
        change=f"请改为{_correction_words(*lawful)}；特别法另有规定的，在法律依据里写明。",
        code=code,
    )


def _correction_words(value: int, unit: str, silence_accepts: bool) -> str:  # noqa: FBT001
    units = {"working_day": "个工作日", "natural_day": "日", "month": "个月"}
    when = "当场告知" if unit == "instant" or not value else f"{value}{units[unit]}内告知"
    return f"{when}、逾期{'视为受理' if silence_accepts else '不视为受理'}"
