"""A whole list put together: items with their parts, masters, bundles, and what is wrong.

The item is the unit: an item one of whose rows is wrong is held back as a whole, because an
item with a step or a material missing would be a wrong rule for its applicants.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from quancheng.catalogue.rules import cleaning, compose, publication
from quancheng.catalogue.rules.compose import Composed, Offices, Parts
from quancheng.catalogue.rules.conflicts import Conflict
from quancheng.catalogue.rules.publication import Finding
from quancheng.catalogue.rules.reading import ReadList
from quancheng.catalogue.rules.rows import Problem, Row

_PARTS: Final = ("item_elements", "item_materials", "fees", "steps")
_ROW_KEYS: Final[Mapping[str, str]] = {
    "office_code": "department_code",
    "promised_unit": "limit_unit",
    "certainty": "legal_basis_certainty",
}
_PART_KEYS: Final[Mapping[str, str]] = {
    "form": "element_code",
    "materials": "material_code",
    "fees": "basis",
    "steps": "step",
}


@dataclass(slots=True)
class Assembled:
    """What a list holds once it is put together.

    ``items`` are sound and may be published; ``held`` are the codes of items held back;
    ``problems`` and ``warnings`` name sheet, row and column; ``conflicts`` are the contradictions
    to the law on time.
    """

    items: list[Composed] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    elements: list[Row] = field(default_factory=list)
    materials: list[Row] = field(default_factory=list)
    bundles: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def assemble(
    source: ReadList,
    *,
    offices: Sequence[tuple[str, str, str]],
    region_code: str,
    item_codes: Collection[str],
) -> Assembled:
    """Put ``source`` together for the region.

    ``offices`` are (code, name, short name); ``item_codes`` the items the region has already.
    """
    result = Assembled(problems=list(source.problems))
    result.elements = list(_unique(source.table("elements"), result.problems))
    result.materials = list(_unique(source.table("materials"), result.problems))
    rows = list(_distinct_items(source.table("items"), result.problems))
    listed = {str(row.values["code"]) for row in source.table("items") if row.values.get("code")}
    parts, spoilt = _parts(source, listed, result.problems)
    known = Offices.of(offices)
    office_codes = {code for code, _, _ in offices}
    elements = {row.values["code"]: row for row in result.elements}
    materials = {row.values["code"]: row for row in result.materials}
    every_item = listed | set(item_codes)
    sound = {row.values["code"] for row in rows}
    result.held.extend(sorted(listed - sound))
    for row in rows:
        made = compose.compose(
            row,
            parts[row.values["code"]],
            elements=elements,
            materials=materials,
            offices=known,
            region_code=region_code,
        )
        if not made.problems:
            findings = publication.check(
                made.content, office_codes=office_codes, item_codes=every_item
            )
            _report(made, findings, result)
        result.problems.extend(made.problems)
        if made.problems or made.code in spoilt:
            result.held.append(made.code)
        else:
            result.items.append(made)
    result.bundles = list(_bundles(source.table("themes"), every_item, result.problems))
    return result


def _unique(rows: Sequence[Row], problems: list[Problem]) -> Iterator[Row]:
    """The sound rows of a master table, a code once."""
    first: dict[str, int] = {}
    for row in rows:
        if not row.sound:
            continue
        code = row.values["code"]
        if code in first:
            sentence = f"代码“{code}”与第{first[code]}行重复，请删去一行或者改代码。"
            problems.append(row.problem("code", code, sentence))
        else:
            first[code] = row.number
            yield row


def _distinct_items(rows: Sequence[Row], problems: list[Problem]) -> Iterator[Row]:
    """The sound item rows; one of two with the same code, or the same name at one office."""
    codes: dict[str, int] = {}
    names: dict[tuple[str, str], int] = {}
    for row in rows:
        if not row.sound:
            continue
        code = row.values["code"]
        name = (row.values["department_code"], row.values["name"])
        if code in codes:
            sentence = f"实施编码与第{codes[code]}行重复，请删去一行或者改编码。"
            problems.append(row.problem("code", code, sentence))
        elif name in names:
            sentence = (
                f"同一部门的事项名称与第{names[name]}行重复，请合并成一项，或者改名以便区分。"
            )
            problems.append(row.problem("name", name[1], sentence))
        else:
            codes[code] = names[name] = row.number
            yield row


def _parts(
    source: ReadList, listed: Collection[str], problems: list[Problem]
) -> tuple[Mapping[str, Parts], set[str]]:
    """The rows of each item by its code, and the items one of whose rows cannot be read."""
    by_item: dict[str, dict[str, list[Row]]] = defaultdict(lambda: {part: [] for part in _PARTS})
    spoilt: set[str] = set()
    strangers: dict[tuple[str, str], list[Row]] = {}
    for part in _PARTS:
        for row in source.table(part):
            code = str(row.values.get("item_code"))
            if not row.sound:
                spoilt.add(code)
            elif code not in listed:
                strangers.setdefault((part, code), []).append(row)
            else:
                by_item[code][part].append(row)
    for (_, code), rows in strangers.items():
        sentence = f"事项编码“{code}”不在事项表里（共{len(rows)}行），请核对。"
        problems.append(rows[0].problem("item_code", code, sentence))
    parts: dict[str, Parts] = defaultdict(Parts)
    for code, found in by_item.items():
        parts[code] = Parts(
            elements=found["item_elements"],
            materials=found["item_materials"],
            fees=found["fees"],
            steps=found["steps"],
        )
    return parts, spoilt


def _report(made: Composed, findings: Sequence[Finding], result: Assembled) -> None:
    """Turn the findings about an item into conflicts, problems and warnings at their rows."""
    for finding in findings:
        if finding.conflict is not None:
            result.conflicts.append(replace(finding.conflict, code=made.code))
            continue
        row, key = made.row, _ROW_KEYS.get(finding.field, finding.field)
        if finding.index >= 0:
            row = made.part_rows[finding.field][finding.index]
            key = _PART_KEYS[finding.field]
        if key not in row.table.by_key:
            key = "name"
        problem = row.problem(key, _stands(row, key), finding.sentence)
        (made.problems if finding.level == "refuse" else result.warnings).append(problem)


def _stands(row: Row, key: str) -> str:
    """What stands in a cell of the row, in the words of whoever wrote it; empty without a cell."""
    return cleaning.text(row.cells.get(key))


def _bundles(
    rows: Sequence[Row], item_codes: Collection[str], problems: list[Problem]
) -> Iterator[Row]:
    """The bundles all of whose items exist."""
    for row in _unique(rows, problems):
        wrong = sorted(_codes_of(row) - set(item_codes))
        if wrong:
            sentence = f"引用的事项“{wrong[0]}”不在清单里，请核对编码。"
            problems.append(row.problem("item_codes", wrong[0], sentence))
        else:
            yield row


def _codes_of(row: Row) -> set[str]:
    """Every item a bundle names, those behind its questions included."""
    codes = set(row.values["item_codes"])
    for question in row.values["guide_questions"]:
        for option in question.get("options", ()):
            codes |= {*option.get("add", ()), *option.get("remove", ())}
    return codes
