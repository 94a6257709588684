"""Wording of the editing screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from quancheng.catalogue.rules.publication import Finding
from quancheng.web.office.forms.drafts import RowForm, SectionDraft
from quancheng.web.office.forms.sections import SECTIONS, Section

_CONTENT_COLUMNS = {
    "office_code": "department_code",
    "certainty": "legal_basis_certainty",
    "promised_unit": "limit_unit",
}
CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One part of the editing screen in its list of parts; ``count`` is what is to be set right."""

    title: str
    url: str
    is_current: bool
    count: int


def stops(*, code: str, current: str, findings: Sequence[Finding]) -> list[Stop]:
    """The parts in order, then the check."""
    made = [
        Stop(
            title=section.title,
            url=reverse("office:draft-section", args=[code, section.key]),
            is_current=section.key == current,
            count=sum(1 for found in findings if section_of(found) is section),
        )
        for section in SECTIONS
    ]
    refused = sum(1 for found in findings if found.level == "refuse")
    check = Stop(
        title="核对并发布",
        url=reverse("office:draft-check", args=[code]),
        is_current=current == CHECK,
        count=refused,
    )
    return [*made, check]


def section_of(finding: Finding) -> Section:
    """The part of the screen where a finding is set right."""
    column = _CONTENT_COLUMNS.get(finding.field, finding.field)
    for section in SECTIONS:
        if finding.field == section.part or column in section.columns:
            return section
    return SECTIONS[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One row on the screen with its place."""

    row: RowForm
    title: str
    place: int
    is_first: bool
    is_last: bool


def row_views(draft: SectionDraft) -> list[RowView]:
    """The rows in order, each with its words."""
    last = len(draft.rows)
    return [
        RowView(
            row=row,
            title=row.title or f"第 {place} 个{draft.section.noun}",
            place=place,
            is_first=place == 1,
            is_last=place == last,
        )
        for place, row in enumerate(draft.rows, start=1)
    ]
