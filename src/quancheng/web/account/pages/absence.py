"""The page of absences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.identity.queries import AbsenceView, PostView
from quancheng.web.ui.components import Empty, Tag
from quancheng.web.ui.presenters import dates


@dataclass(frozen=True, kw_only=True, slots=True)
class AbsenceLine:
    """One absence: who, when, and who stands in."""

    id: int
    name: str
    days: str
    reason: str
    deputies: str
    entered_by: str
    state: Tag
    end_label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AbsencePage:
    """Absences that are not over, the nearest first."""

    lines: tuple[AbsenceLine, ...]
    empty: Empty


def deputies_words(deputies: Sequence[PostView]) -> str:
    """``程景同（B 岗）`` or that there is nobody."""
    if not deputies:
        return "没有 B 岗"
    return "、".join(f"{post.name}（B 岗）" for post in deputies)


def line(absence: AbsenceView, *, deputies: Sequence[PostView], today: date) -> AbsenceLine:
    """One line of a list of absences."""
    begun = absence.from_day <= today
    return AbsenceLine(
        id=absence.id,
        name=absence.name,
        days=dates.period(absence.from_day, absence.to_day),
        reason=absence.reason or "没有写事由",
        deputies=deputies_words(deputies),
        entered_by=f"{absence.entered_by}登记",
        state=Tag(text="请假中", tone="a") if begun else Tag(text="将请假"),
        end_label="已回岗" if begun else "取消请假",
    )


def absence_page(
    *,
    absences: Sequence[AbsenceView],
    deputies: Mapping[int, Sequence[PostView]],
    today: date,
) -> AbsencePage:
    """The page; ``deputies`` maps the id of a post to its B posts."""
    lines = tuple(
        line(absence, deputies=deputies.get(absence.post_id, ()), today=today)
        for absence in absences
    )
    return AbsencePage(
        lines=lines, empty=Empty(title="没有请假", text="登记后，请假期间的待办同时出现在 B 岗。")
    )


def entered_sentence(*, days: str, deputies: Sequence[PostView]) -> tuple[str, bool]:
    """What to say after an absence was entered, and whether somebody stands in."""
    if not deputies:
        return f"已登记{days}请假。这个岗位没有 B 岗，待办会停下来，请让管理员指定代班人员。", False
    return f"已登记{days}请假，期间由{deputies_words(deputies)}代班。", True
