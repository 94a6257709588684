"""From the content of editions back to the rows of the list: the import the other way round.

What was imported comes out cell by cell, the unknown columns included. The optional columns are
written only where some item has a value that the law does not presume.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from quancheng.catalogue.rules import limits, vocabulary
from quancheng.catalogue.rules.columns import ITEMS, Table

Cells = dict[str, str]

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "handling_type": vocabulary.HANDLING,
    "applicant_kind": vocabulary.APPLICANTS,
    "result_kind": vocabulary.RESULTS,
    "green_channel": vocabulary.GREEN,
    "delegation_mode": vocabulary.DELEGATION,
    "superior_level": vocabulary.SUPERIORS,
    "statutory_unit": vocabulary.STATUTORY_UNITS,
    "starts_on": vocabulary.STARTS,
    "extension_approver": vocabulary.APPROVERS,
    "correction_unit": vocabulary.PROMISED_UNITS,
}
_SPECIAL: Final = frozenset(
    {
        "code",
        "base_code",
        "department_code",
        "legal_basis_certainty",
        "limit_unit",
        "accept_channels",
        "special_procedures",
        "suspension_grounds",
        "uscc",
        "valid_from",
    }
)
_OVERRIDES: Final = (
    "starts_on",
    "extension_value",
    "extension_times",
    "extension_approver",
    "correction_value",
    "correction_unit",
    "silence_accepts",
    "basis_text_date",
)

_QUESTION_KEYS: Final = ("id", "question", "options", "answer", "add", "remove")


def cell(value: object) -> str:
    """A value as a cell: yes and no as 1 and 0, several values separated by ;."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list | tuple):
        return ";".join(str(part) for part in value)
    return str(value)


def columns_of(table: Table, rows: Sequence[Cells]) -> tuple[str, ...]:
    """The columns to write: those of the county's CSV, then the others that some row fills."""
    standard = [column.key for column in table.standard]
    used = {key for row in rows for key, value in row.items() if value}
    others = [column.key for column in table.columns if column.optional and column.key in used]
    unknown = sorted(used - set(table.by_key))
    return (*standard, *others, *unknown)


def item_row(*, code: str, base_code: str, content: Mapping[str, Any]) -> Cells:
    """The row of one item."""
    row: Cells = {}
    for column in ITEMS.standard:
        if column.key not in _SPECIAL:
            words = _WORDS.get(column.key)
            value = content[column.key]
            row[column.key] = words[value] if words else cell(value)
    row["code"], row["base_code"] = code, base_code
    row["department_code"] = content["office_code"]
    row["legal_basis_certainty"] = content["certainty"]
    row["limit_unit"] = vocabulary.PROMISED_UNITS[content["promised_unit"]]
    row["accept_channels"] = cell([vocabulary.CHANNELS[key] for key in content["accept_channels"]])
    row["special_procedures"] = cell(
        [f"{part['name']}:{part['days']}" for part in content["special_procedures"]]
    )
    row |= _limit_cells(content)
    return row | dict(content["extra"])


def _limit_cells(content: Mapping[str, Any]) -> Cells:
    """The optional columns of the limits where they are not what the law presumes."""
    presumed = limits.presumed(
        name=content["name"],
        task_type=content["task_type"],
        handling_type=content["handling_type"],
        legal_basis=content["legal_basis"],
        statutory_limit=content["statutory_limit"],
    )
    row: Cells = {}
    for key in _OVERRIDES:
        if content[key] != presumed[key]:
            words = _WORDS.get(key)
            row[key] = words[content[key]] if words else cell(content[key])
    row["suspension_grounds"] = cell(
        [ground for ground in content["suspension_grounds"] if ground not in limits.BASE_GROUNDS]
    )
    return row


def form_rows(*, code: str, content: Mapping[str, Any]) -> Iterable[Cells]:
    """The rows of an item's form."""
    for entry in content["form"]:
        row = {"item_code": code, "element_code": entry["code"]}
        row |= {key: cell(entry[key]) for key in ("required", "order")}
        yield row | dict(entry["extra"])


def material_rows(*, code: str, content: Mapping[str, Any]) -> Iterable[Cells]:
    """The rows of an item's materials."""
    for entry in content["materials"]:
        row = {"item_code": code, "material_code": entry["code"]}
        row["required"] = vocabulary.NEEDS[entry["need"]]
        row |= {key: cell(entry[key]) for key in ("originals", "copies", "condition", "order")}
        yield row | dict(entry["extra"])


def fee_rows(*, code: str, content: Mapping[str, Any]) -> Iterable[Cells]:
    """The rows of an item's fees."""
    for entry in content["fees"]:
        keys = ("name", "basis", "unit", "amount_yuan", "exemption")
        yield {"item_code": code, **{key: entry[key] for key in keys}, **entry["extra"]}


def step_rows(*, code: str, content: Mapping[str, Any]) -> Iterable[Cells]:
    """The rows of an item's flow."""
    keys = (
        "order",
        "step",
        "role",
        "department_code",
        "limit_days",
        "parallel_group",
        "counts_toward_limit",
        "executor_level",
    )
    for entry in content["steps"]:
        yield {"item_code": code, **{key: cell(entry[key]) for key in keys}, **entry["extra"]}


def element_row(values: Mapping[str, Any]) -> Cells:
    """The row of one element."""
    keys = ("code", "name", "label", "datatype", "choices", "max_length", "required_default")
    row = {key: cell(values[key]) for key in (*keys, "group", "help")}
    return row | dict(values["extra"])


def master_material_row(values: Mapping[str, Any]) -> Cells:
    """The row of one material."""
    keys = ("code", "name", "kind", "derivable_from_result", "sample_note", "basis")
    row = {key: cell(values[key]) for key in keys}
    row["format"] = vocabulary.FORMATS[values["format"]]
    row["issued_by"] = vocabulary.ISSUERS[values["issued_by"]]
    return row | dict(values["extra"])


def bundle_row(values: Mapping[str, Any]) -> Cells:
    """The row of one bundle."""
    row = {key: cell(values[key]) for key in ("code", "name", "kind", "item_codes")}
    questions = [_in_order(question) for question in values["guide_questions"]]
    row["guide_questions"] = json.dumps(questions, ensure_ascii=False) if questions else ""
    return row | dict(values["extra"])


def _in_order(record: Mapping[str, Any]) -> dict[str, Any]:
    """A question or an option with its keys in the order of the list; the database sorts them."""
    known = [key for key in _QUESTION_KEYS if key in record]
    result = {key: record[key] for key in (*known, *(key for key in record if key not in known))}
    if "options" in result:
        result["options"] = [_in_order(option) for option in result["options"]]
    return result
