"""The check list of materials, while it is being filled in and afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from quancheng.cases.rules.materials import Tick, WantedMaterial, usual_grade
from quancheng.catalogue.queries.guides import MaterialView
from quancheng.journeys.prepare import body as bodies
from quancheng.journeys.prepare.drafts import Prepared
from quancheng.web.ui.components.signs import GRADE_NAMES
from quancheng.web.ui.presenters import numbers

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/bmp", "image/tiff"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file of a material: where it is read, its picture, where it is taken off."""

    name: str
    size: str
    url: str
    thumb: str
    remove: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeChoice:
    """One of the four grades of trust."""

    level: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLine:
    """One line of the list."""

    code: str
    name: str
    note: str
    state: str
    received: bool
    originals: str
    copies: str
    grades: tuple[GradeChoice, ...]
    files: tuple[FileLine, ...]

    @property
    def key(self) -> str:
        """The name of its tick."""
        return bodies.material_key(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialList:
    """The panel."""

    summary: str
    lines: tuple[MaterialLine, ...]


def _note(line: MaterialView, *, applies: bool, files: int) -> str:
    if not applies:
        return f"{line.condition}才要交"
    wanted = [
        words
        for words, count in (("原件", line.originals), ("复印件", line.copies))
        if count
        for words in (f"{words} {count} 份",)
    ]
    parts = [
        "容缺，可后补" if line.need == "deferrable" else "",
        "选交" if line.need == "optional" else "",
        "、".join(wanted),
        f"已存 {files} 个文件" if files else "",
        line.condition,
    ]
    return " · ".join(part for part in parts if part) or line.format_label


def _grades(line: MaterialView, tick: Tick, *, uploaded: bool) -> tuple[GradeChoice, ...]:
    wanted = WantedMaterial(
        code=line.code,
        name=line.name,
        need=line.need,
        originals=line.originals,
        copies=line.copies,
        condition=line.condition,
        issued_by=line.issued_by,
    )
    chosen = tick.grade or usual_grade(wanted, uploaded=uploaded)
    return tuple(
        GradeChoice(level=level, name=name, chosen=level == chosen)
        for level, name in GRADE_NAMES.items()
    )


def _files(found: Prepared, code: str) -> tuple[FileLine, ...]:
    token = found.draft.token
    return tuple(
        FileLine(
            name=str(file["name"]),
            size=numbers.size(int(file["size"])),
            url=reverse("counter:draft-file", args=[token, file["id"]]),
            thumb=reverse("counter:draft-thumb", args=[token, file["id"]])
            if file["media_type"] in PICTURES
            else "",
            remove=reverse("counter:remove", args=[token, file["id"]]),
        )
        for file in found.files
        if file["material_code"] == code
    )


def _line(found: Prepared, line: MaterialView, ticks: Mapping[str, Tick]) -> MaterialLine:
    tick = ticks[line.code]
    files = _files(found, line.code)
    applies = bodies.applies(line, by_agent=found.by_agent)
    state = "ok" if tick.received else "" if applies else "na"
    body: Mapping[str, Any] = found.body
    return MaterialLine(
        code=line.code,
        name=line.name,
        note=_note(line, applies=applies, files=len(files)),
        state=state,
        received=tick.received,
        originals=str(body.get(bodies.material_key(line.code, part="o"), line.originals)),
        copies=str(body.get(bodies.material_key(line.code, part="c"), line.copies)),
        grades=_grades(line, tick, uploaded=bool(files)),
        files=files,
    )


def summary_of(*, wanted: int, received: int) -> str:
    """``应交 7 份，已收 5 份``."""
    return f"应交 {wanted} 份，已收 {received} 份"


def material_list(found: Prepared) -> MaterialList:
    """The list of a draft."""
    ticks = found.ticks
    lines = tuple(_line(found, line, ticks) for line in found.guide.materials)
    wanted = sum(1 for line in lines if line.state != "na")
    received = sum(1 for line in lines if line.received)
    return MaterialList(summary=summary_of(wanted=wanted, received=received), lines=lines)
