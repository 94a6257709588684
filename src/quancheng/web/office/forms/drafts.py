"""A section of a draft as a form: read from the cells of the edition, or from what was sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from quancheng.catalogue.rules.columns import ITEMS, Table
from quancheng.catalogue.rules.publication import Finding
from quancheng.catalogue.rules.rows import Problem
from quancheng.identity.queries import OfficeView
from quancheng.web.office.forms.sections import Section, field_for
from quancheng.web.ui.forms import DesignForm

Cells = Mapping[str, Sequence[Mapping[str, str]]]
MOST_ROWS: Final = 200
_MOST_KEPT: Final = 20_000
_CONTENT_TO_COLUMN: Final = {
    "office_code": "department_code",
    "certainty": "legal_basis_certainty",
    "promised_unit": "limit_unit",
}
_FRESH: Final = {
    "required": "1",
    "originals": "1",
    "copies": "0",
    "limit_days": "1",
    "counts_toward_limit": "1",
    "executor_level": "county",
}


@dataclass(slots=True, kw_only=True)
class RowForm:
    """One row of a table: its form, what it names, and its cells that are not on the screen."""

    key: str
    title: str
    note: str
    code: str
    kept: str
    form: DesignForm

    def cells(self) -> dict[str, str]:
        """The row as cells of the list, the unknown columns included."""
        return _kept_cells(self.kept) | _cells_of(self.form)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered that a fresh row does not have."""
        filled = {key: value for key, value in _cells_of(self.form).items() if value}
        return not self.code and all(_FRESH.get(key) == value for key, value in filled.items())


@dataclass(slots=True, kw_only=True)
class SectionDraft:
    """A section that is being edited."""

    section: Section
    form: DesignForm | None
    rows: list[RowForm] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What is wrong elsewhere, or warnings: sentences above the form."""

    def read(self) -> bool:
        """Read every field, so that remarks can stand at them; whether all could be read."""
        forms_of = ([self.form] if self.form else []) + [row.form for row in self.rows]
        readings = [form.is_valid() for form in forms_of]
        return all(readings)

    @property
    def filled(self) -> list[RowForm]:
        """The rows that hold something."""
        return [row for row in self.rows if not row.is_blank]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What rows refer to: offices, and the master records by code as (name, note)."""

    offices: tuple[OfficeView, ...]
    masters: Mapping[str, tuple[str, str]]


def opened(section: Section, cells: Cells, sources: Sources) -> SectionDraft:
    """A section as the draft has it."""
    form = None
    if section.columns:
        row = cells[ITEMS.name][0]
        kind = _form_class(ITEMS, section.columns, sources, row)
        form = kind(_data(row, section.columns))
    draft = SectionDraft(section=section, form=form)
    if section.table is not None:
        taken: set[str] = set()
        for row in cells[section.table.name]:
            draft.rows.append(_row_form(section, row, _key_of(row, taken), sources))
    return draft


def posted(section: Section, sent: QueryDict, cells: Cells, sources: Sources) -> SectionDraft:
    """A section as it was sent."""
    form = None
    if section.columns:
        form = _form_class(ITEMS, section.columns, sources, cells[ITEMS.name][0])(sent)
    draft = SectionDraft(section=section, form=form)
    for key in sent.getlist("rows")[:MOST_ROWS] if section.table is not None else ():
        prefix = f"row-{key}"
        if key.isascii() and key.isalnum() and len(key) <= 16:  # noqa: PLR2004
            draft.rows.append(_sent_row(section, sent, prefix, key, sources))
    return draft


def _sent_row(
    section: Section, sent: QueryDict, prefix: str, key: str, sources: Sources
) -> RowForm:
    code = sent.get(f"{prefix}-code", "")[:40].replace("\x00", "")
    shown = {name: sent.get(f"{prefix}-{name}", "") for name in section.row_columns}
    kind = _form_class(section.table or ITEMS, section.row_columns, sources, shown)
    title, note = sources.masters.get(code, ("", ""))
    kept = sent.get(f"{prefix}-kept", "")[:_MOST_KEPT]
    form = kind(sent, prefix=prefix)
    return RowForm(key=key, title=title, note=note, code=code, kept=kept, form=form)


def fresh_row(draft: SectionDraft, code: str, sources: Sources) -> RowForm | None:
    """A new row at the end, for a master record or empty; None where it cannot be added."""
    section = draft.section
    if section.table is None or len(draft.rows) >= MOST_ROWS:
        return None
    known = {row.code for row in draft.rows}
    if section.master and (code not in sources.masters or code in known):
        return None
    cells = {key: value for key, value in _FRESH.items() if key in section.row_columns}
    if section.master:
        cells[section.master] = code
        if section.part == "materials":
            cells["required"] = "必要"
    key = _key_of({"new": code, "at": str(len(draft.rows))}, {row.key for row in draft.rows})
    made = _row_form(section, cells, key, sources)
    draft.rows.append(made)
    return made


def move(draft: SectionDraft, key: str, by: int) -> None:
    """Move a row up or down by one place."""
    places = [row.key for row in draft.rows]
    if key in places:
        place = places.index(key)
        other = place + by
        if 0 <= other < len(places):
            rows = draft.rows
            rows[place], rows[other] = rows[other], rows[place]


def cells_from(draft: SectionDraft, cells: Cells, *, item_code: str) -> dict[str, Any]:
    """The tables that the section changes, as cells; only for a section that is valid."""
    changed: dict[str, Any] = {}
    section = draft.section
    if draft.form is not None:
        changed[ITEMS.name] = [dict(cells[ITEMS.name][0]) | _cells_of(draft.form)]
    if section.table is not None:
        rows = []
        for place, row in enumerate(draft.filled, start=1):
            made = row.cells() | {"item_code": item_code}
            if "order" in section.table.by_key:
                made["order"] = str(place)
            if section.master:
                made[section.master] = row.code
            rows.append(made)
        changed[section.table.name] = rows
    return changed


def show_problems(draft: SectionDraft, problems: Iterable[Problem]) -> None:
    """Put what could not be read at its field; what lies in another section above the form."""
    section = draft.section
    draft.read()
    for problem in problems:
        if problem.sheet == ITEMS.name and _put(draft.form, problem.column, problem.sentence):
            continue
        in_rows = section.table is not None and problem.sheet == section.table.name
        place = problem.row - 2
        if in_rows and 0 <= place < len(draft.filled):
            row = draft.filled[place]
            if not _put(row.form, problem.column, problem.sentence):
                row.form.add_error(None, problem.sentence)
        else:
            draft.remarks.append(problem.sentence)


def show_findings(draft: SectionDraft, findings: Iterable[Finding]) -> None:
    """Put what keeps the edition from being published at its field; warnings above the form."""
    section = draft.section
    draft.read()
    for finding in findings:
        column = _CONTENT_TO_COLUMN.get(finding.field, finding.field)
        mine = finding.field == section.part or column in section.columns
        if not mine:
            continue
        if finding.level == "warn":
            draft.remarks.append(f"提醒：{finding.sentence}")
        elif finding.field == section.part and 0 <= finding.index < len(draft.filled):
            draft.filled[finding.index].form.add_error(None, finding.sentence)
        elif not _put(draft.form, column, finding.sentence):
            draft.remarks.append(finding.sentence)


def _put(form: DesignForm | None, column: str, sentence: str) -> bool:
    if form is None or column not in form.fields:
        return False
    form.add_error(column, sentence)
    return True


def _form_class(
    table: Table, columns: Sequence[str], sources: Sources, cells: Mapping[str, str]
) -> type[DesignForm]:
    fields = {
        key: field_for(
            table.by_key[key], table=table, offices=sources.offices, cell=cells.get(key, "")
        )
        for key in columns
    }
    return type("SectionForm", (DesignForm,), fields)


def _row_form(section: Section, row: Mapping[str, str], key: str, sources: Sources) -> RowForm:
    code = row.get(section.master, "") if section.master else ""
    title, note = sources.masters.get(code, (code, ""))
    kind = _form_class(section.table or ITEMS, section.row_columns, sources, row)
    prefix = f"row-{key}"
    known = {*section.row_columns, *(section.table or ITEMS).by_key}
    kept = {name: cell for name, cell in row.items() if name not in known and cell}
    return RowForm(
        key=key,
        title=title,
        note=note,
        code=code,
        kept=json.dumps(kept, ensure_ascii=False) if kept else "",
        form=kind(_data(row, section.row_columns, prefix=prefix), prefix=prefix),
    )


def _data(
    row: Mapping[str, str], columns: Iterable[str], *, prefix: str = ""
) -> MultiValueDict[str, str]:
    """Cells as if they had been sent, so that remarks can stand at their fields."""
    data: MultiValueDict[str, str] = MultiValueDict()
    for key in columns:
        name = f"{prefix}-{key}" if prefix else key
        cell = row.get(key, "")
        data.setlist(name, cell.split(";") if key == "accept_channels" and cell else [cell])
        if key == "accept_channels" and not cell:
            data.setlist(name, [])
    return data


def _cells_of(form: DesignForm) -> dict[str, str]:
    form.is_valid()
    cells = {}
    for name, made in form.fields.items():
        value = form.cleaned_data.get(name, "")
        is_list = isinstance(made, forms.MultipleChoiceField)
        cells[name] = ";".join(value or ()) if is_list else str(value or "")
    return cells


def _kept_cells(text: str) -> dict[str, str]:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {str(key): str(value) for key, value in pairs if isinstance(value, str)}


def _key_of(row: Mapping[str, str], taken: set[str]) -> str:
    """A name for a row that stays while its content does, so that nothing typed lands elsewhere."""
    text = json.dumps(dict(row), ensure_ascii=False, sort_keys=True)
    for turn in range(MOST_ROWS + 1):
        key = sha256(f"{turn}{text}".encode()).hexdigest()[:10]
        if key not in taken:
            break
    taken.add(key)
    return key
