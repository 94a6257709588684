"""From clean rows to the content of an item's edition.

An item is composed of its row, its form, its materials, its fees and its steps; elements and
materials are written into the content in full (a snapshot), so that an edition is one row to
read and later changes of a master do not touch it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from quancheng.catalogue.rules import cleaning, codes, contents, limits
from quancheng.catalogue.rules.rows import Problem, Row
from quancheng.kernel.errors import UnableTo

_SAME: Final = (
    "name",
    "parent_name",
    "task_type",
    "handling_type",
    "applicant_kind",
    "legal_basis",
    "conditions",
    "result_name",
    "result_kind",
    "result_validity",
    "visits",
    "online_depth",
    "fee_yes",
    "fee_basis",
    "green_channel",
    "delegated_to_towns",
    "delegation_mode",
    "superior_level",
    "notes",
    "name_source",
)
_LIMIT_OVERRIDES: Final = (
    "starts_on",
    "extension_value",
    "extension_times",
    "extension_approver",
    "correction_value",
    "correction_unit",
    "silence_accepts",
)


@dataclass(slots=True)
class Composed:
    """One item as the list has it: its codes, its content, the row it came from."""

    code: str
    base_code: str
    office_code: str
    content: dict[str, Any]
    row: Row
    valid_from: str = ""
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""
    part_rows: dict[str, list[Row]] = field(default_factory=dict)
    """The rows behind the lists form, materials, fees and steps of the content, in their order."""


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices of a region by code, full name and short name."""

    codes: Mapping[str, str]

    @staticmethod
    def of(offices: Sequence[tuple[str, str, str]]) -> Offices:
        """From (code, name, short name); a name that two offices share is not used."""
        found: dict[str, str] = {}
        twice: set[str] = set()
        for code, name, short in offices:
            for key in {cleaning.word(name), cleaning.word(short)} - {"", code}:
                if found.get(key, code) != code:
                    twice.add(key)
                found[key] = code
        names = {key: code for key, code in found.items() if key not in twice}
        return Offices({**names, **{code: code for code, _, _ in offices}})

    def code_of(self, cell: str) -> str:
        """The code of the office that ``cell`` names; empty where there is none."""
        return self.codes.get(cell) or self.codes.get(cell.upper(), "")


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows that belong to one item."""

    elements: Sequence[Row] = ()
    materials: Sequence[Row] = ()
    fees: Sequence[Row] = ()
    steps: Sequence[Row] = ()


def compose(
    row: Row,
    parts: Parts,
    *,
    elements: Mapping[str, Row],
    materials: Mapping[str, Row],
    offices: Offices,
    region_code: str,
) -> Composed:
    """Compose one item; what does not fit is in ``problems`` of the answer.

    ``elements`` and ``materials`` are the sound master rows by code.
    """
    values = row.values
    made = Composed(
        values["code"], values["base_code"], "", {}, row, values.get("valid_from") or ""
    )
    _check_codes(made, region_code)
    made.office_code = _office(made, row, "department_code", offices)
    content: dict[str, Any] = {key: values[key] for key in _SAME}
    content["office_code"] = made.office_code
    content["certainty"] = values["legal_basis_certainty"] or "law"
    content["accept_channels"] = list(values["accept_channels"])
    content["prerequisite_codes"] = list(values["prerequisite_codes"])
    content["prerequisite_any_codes"] = list(values["prerequisite_any_codes"])
    content["joint_departments"] = _joint(made, row, offices)
    content["special_procedures"] = _procedures(made, row)
    _put_limits(made, content)
    content["form"] = _form(made, parts.elements, elements)
    content["materials"] = _materials(made, parts.materials, materials)
    content["fees"] = _kept(made, "fees", [(fee, _fee(fee)) for fee in parts.fees])
    content["steps"] = _steps(made, parts.steps, offices)
    content["extra"] = _extra(row)
    made.content = contents.complete(content)
    made.digest = contents.digest_of(made.content)
    return made


def _check_codes(made: Composed, region_code: str) -> None:
    try:
        codes.check_base_code(made.base_code)
    except UnableTo as error:
        made.problems.append(made.row.problem("base_code", made.base_code, error.sentence))
    try:
        codes.check_item_code(made.code, base_code=made.base_code, region_code=region_code)
    except UnableTo as error:
        made.problems.append(made.row.problem("code", made.code, error.sentence))


def _office(made: Composed, row: Row, key: str, offices: Offices) -> str:
    cell = str(row.values[key])
    code = offices.code_of(cell)
    if not code:
        made.problems.append(
            row.problem(key, cell, f"没有“{cell}”这个部门，请先登记部门，或者改成已有部门的代码。")
        )
    return code


def _joint(made: Composed, row: Row, offices: Offices) -> list[str]:
    found = []
    for cell in row.values["joint_departments"]:
        code = offices.code_of(cell)
        if code:
            found.append(code)
        else:
            sentence = f"联办部门“{cell}”没有登记，请先登记部门，或者改成已有部门的代码。"
            made.problems.append(row.problem("joint_departments", cell, sentence))
    return found


def _procedures(made: Composed, row: Row) -> list[dict[str, Any]]:
    found = []
    for cell in row.values["special_procedures"]:
        name, _, days = cell.replace("：", ":").partition(":")
        try:
            found.append({"name": name, "days": cleaning.whole_number(days or "0")})
        except UnableTo:
            sentence = f"“{cell}”应当写成“名称:最长天数”，例如“专家评审:20”。"
            made.problems.append(row.problem("special_procedures", cell, sentence))
    return found


def _put_limits(made: Composed, content: dict[str, Any]) -> None:
    """The two limits with their units, and what the law presumes about them."""
    values = made.row.values
    for key, unit_key, title in (
        ("statutory_limit", "statutory_unit", "法定时限"),
        ("promised_limit", "limit_unit", "承诺时限"),
    ):
        value, unit_in_cell = values[key]
        unit = values[unit_key] or unit_in_cell
        if unit_in_cell and values[unit_key] and unit_in_cell != values[unit_key]:
            sentence = f"{title}写的单位与单位列不一致，请改成一致。"
            made.problems.append(made.row.problem(key, value, sentence))
        if not unit and value:
            sentence = f"{title}没有写单位，请写明工作日、自然日还是月。"
            made.problems.append(made.row.problem(unit_key, "", sentence))
        content[key] = value
        content["promised_unit" if unit_key == "limit_unit" else unit_key] = unit or (
            "instant" if key == "promised_limit" else "working_day"
        )
    if content["statutory_unit"] == "instant":
        content["statutory_unit"] = "working_day"
    content |= limits.presumed(
        name=content["name"],
        task_type=content["task_type"],
        handling_type=content["handling_type"],
        legal_basis=content["legal_basis"],
        statutory_limit=content["statutory_limit"],
    )
    for key in _LIMIT_OVERRIDES:
        if values.get(key) not in (None, ""):
            content[key] = values[key]
    if not content["extension_value"]:
        content |= {"extension_times": 0, "extension_approver": ""}
    special = values.get("suspension_grounds") or ()
    content["suspension_grounds"] = [*limits.BASE_GROUNDS, *special]
    content["basis_text_date"] = values.get("basis_text_date") or None


def _form(made: Composed, form: Sequence[Row], elements: Mapping[str, Row]) -> list[dict[str, Any]]:
    fields = []
    seen: set[str] = set()
    for row in form:
        code = row.values["element_code"]
        element = elements.get(code)
        if element is None:
            sentence = f"数据元“{code}”不存在或者有问题，请先在数据元表里改正。"
            made.problems.append(row.problem("element_code", code, sentence))
        elif code in seen:
            sentence = f"数据元“{code}”在这个事项的表单里重复，请删去一行。"
            made.problems.append(row.problem("element_code", code, sentence))
        else:
            seen.add(code)
            fields.append((row, _field(row, element)))
    return _kept(made, "form", fields)


def _field(row: Row, element: Row) -> dict[str, Any]:
    values = element.values
    return {
        **{key: values[key] for key in ("code", "name", "label", "datatype", "max_length")},
        **{key: values[key] for key in ("group", "help", "required_default")},
        "choices": list(values["choices"]),
        "required": row.values["required"],
        "order": row.values["order"],
        "extra": dict(row.extra),
        "element_extra": dict(element.extra),
    }


def _materials(
    made: Composed, needed: Sequence[Row], materials: Mapping[str, Row]
) -> list[dict[str, Any]]:
    found = []
    seen: set[tuple[str, str]] = set()
    for row in needed:
        code, condition = row.values["material_code"], row.values["condition"]
        material = materials.get(code)
        if material is None:
            sentence = f"材料“{code}”不存在或者有问题，请先在材料表里改正。"
            made.problems.append(row.problem("material_code", code, sentence))
        elif (code, condition) in seen:
            sentence = f"材料“{code}”在这个事项里重复，请删去一行。"
            made.problems.append(row.problem("material_code", code, sentence))
        else:
            seen.add((code, condition))
            found.append((row, _material(row, material)))
    return _kept(made, "materials", found)


def _material(row: Row, material: Row) -> dict[str, Any]:
    values = material.values
    return {
        **{key: values[key] for key in ("code", "name", "kind", "format", "issued_by")},
        **{key: values[key] for key in ("derivable_from_result", "sample_note")},
        "basis": values.get("basis") or "",
        "need": row.values["required"],
        **{key: row.values[key] for key in ("originals", "copies", "condition", "order")},
        "extra": dict(row.extra),
        "material_extra": dict(material.extra),
    }


def _fee(row: Row) -> dict[str, Any]:
    keys = ("name", "basis", "unit", "amount_yuan", "exemption")
    return {**{key: row.values[key] for key in keys}, "extra": dict(row.extra)}


def _steps(made: Composed, steps: Sequence[Row], offices: Offices) -> list[dict[str, Any]]:
    found = []
    for row in steps:
        cell = row.values["department_code"]
        superior = row.values["executor_level"] == "superior"
        office = offices.code_of(cell) if cell else made.office_code
        if not office and not superior:
            office = _office(made, row, "department_code", offices)
        keys = ("order", "step", "role", "limit_days", "parallel_group")
        step = {
            **{key: row.values[key] for key in keys},
            "department_code": office or cell,
            "counts_toward_limit": row.values["counts_toward_limit"],
            "executor_level": row.values["executor_level"],
            "extra": dict(row.extra),
        }
        found.append((row, step))
    return _kept(made, "steps", found)


def _kept(
    made: Composed, part: str, pairs: list[tuple[Row, dict[str, Any]]]
) -> list[dict[str, Any]]:
    """The entries of a part in their order; their rows are kept beside them for reports."""
    if part != "fees":
        pairs = sorted(pairs, key=lambda pair: int(pair[1]["order"]))
    made.part_rows[part] = [row for row, _ in pairs]
    return [entry for _, entry in pairs]


def _extra(row: Row) -> dict[str, str]:
    """The unknown columns of an item, and the known ones that an edition has no column for."""
    extra = dict(row.extra)
    for key in ("uscc", "valid_from"):
        if row.values.get(key):
            extra[key] = str(row.values[key])
    return extra
