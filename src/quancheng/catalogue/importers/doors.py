"""The doors of the import: check without a database, preview, apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from quancheng.catalogue.importers.sources import Source, read_source
from quancheng.catalogue.operations.imports import Order, Progress, apply_plan, lock_list, save_run
from quancheng.catalogue.queries.imports import contents_of, existing_items, saved_headers
from quancheng.catalogue.rules.assembling import assemble
from quancheng.catalogue.rules.conflicts import Conflict
from quancheng.catalogue.rules.differences import diff
from quancheng.catalogue.rules.planning import ItemChange, Plan, plan
from quancheng.catalogue.rules.reading import read_list
from quancheng.catalogue.rules.rows import Problem
from quancheng.identity.queries import offices_of
from quancheng.kernel.errors import UnableTo

_MOST_DIFFED: Final = 1_000


class UnableToImport(UnableTo):
    """A list has problems and was not let in; ``problems`` names them, ``run_id`` the record."""

    def __init__(self, problems: tuple[Problem, ...], run_id: int) -> None:
        self.problems = problems
        self.run_id = run_id
        first = problems[0]
        super().__init__(
            f"清单有{len(problems)}处问题，全部没有导入。第一处在“{first.sheet}”第{first.row}行"
            f"“{first.column}”：{first.sentence}"
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did. ``applied`` is true where anything of the list is in force."""

    run_id: int
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    conflicts: tuple[Conflict, ...]
    applied: bool


def check(*, source: Path) -> tuple[Problem, ...]:
    """The problems that can be seen without a database: headers, cells, codes.

    Offices, references and flows are checked by ``preview``. Raises ``UnableToReadSource``.
    """
    found = read_source(source)
    return tuple(read_list(found.sheets, {}, merged=found.merged).problems)


def conflicts(*, source: Path, region_code: str) -> tuple[Conflict, ...]:
    """Where the items of ``source`` contradict the law on time; needs no database.

    Whatever stands as a department is taken for one. Raises ``UnableToReadSource``.
    """
    found = read_source(source)
    rows = read_list(found.sheets, {}, merged=found.merged)
    named = {
        str(row.values.get("department_code") or "")
        for table in ("items", "steps")
        for row in rows.table(table)
    } | {str(code) for row in rows.table("items") for code in row.values["joint_departments"] or ()}
    offices = [(code, code, code) for code in sorted(named - {""})]
    assembled = assemble(rows, offices=offices, region_code=region_code, item_codes=())
    return tuple(assembled.conflicts)


def preview(
    *, source: Path, region_code: str, on: date, mapping: Mapping[str, str] | None = None
) -> Plan:
    """What an import of ``source`` would do on the day ``on``; nothing is written.

    ``mapping`` maps headers ("sheet!header" or "header") to column keys, ``-`` to leave one out
    of the columns. Raises ``UnableToReadSource``.
    """
    found = _plan(read_source(source), region_code, mapping)
    found.on = on
    ids = [known.edition_id for _, known in found.changed[:_MOST_DIFFED] if known.edition_id]
    before = contents_of(edition_ids=ids)
    found.changes = [
        *(ItemChange(made.code, made.content["name"], "new") for made in found.new),
        *(
            ItemChange(
                made.code,
                made.content["name"],
                "changed",
                diff(before[known.edition_id], made.content)
                if known.edition_id in before
                else None,
            )
            for made, known in found.changed
        ),
        *(ItemChange(known.code, known.name, "retired") for known in found.missing),
    ]
    return found


def apply(
    *,
    source: Path,
    region_code: str,
    on: date,
    now: datetime,
    quarantine: bool = False,
    retire_missing: bool = False,
    account_id: int | None = None,
    post_id: int | None = None,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Import ``source``: all of it or nothing, or with ``quarantine`` all that is sound.

    New and changed items get an edition in force from ``on``; an item one of whose rows is wrong
    stays as it was. ``retire_missing`` ends items the list no longer names. A second run of the
    same list changes nothing. Raises ``UnableToReadSource``, and ``UnableToImport`` where there
    are problems and no quarantine.
    """
    said = progress or _silent
    found_source = read_source(source)
    said("读取", 1, 1)
    order = Order(
        region_code=region_code,
        on=on,
        now=now,
        source=found_source.name,
        quarantine=quarantine,
        retire_missing=retire_missing,
        account_id=account_id,
        post_id=post_id,
    )
    with transaction.atomic():
        lock_list(region_code=region_code)
        found = _plan(found_source, region_code, mapping)
        said("核对", 1, 1)
        refused = bool(found.problems) and not quarantine
        run = (
            save_run(plan=found, order=order, applied=False)
            if refused
            else apply_plan(plan=found, order=order, progress=said)
        )
    if refused:
        raise UnableToImport(tuple(found.problems), run.id)
    return _outcome(run.id, found)


def _outcome(run_id: int, found: Plan) -> Outcome:
    return Outcome(
        run_id,
        found.counts,
        tuple(found.problems),
        tuple(found.warnings),
        tuple(found.conflicts),
        applied=True,
    )


def _plan(source: Source, region_code: str, mapping: Mapping[str, str] | None) -> Plan:
    headers = {**saved_headers(region_code=region_code), **(mapping or {})}
    rows = read_list(source.sheets, headers, merged=source.merged)
    existing = existing_items(region_code=region_code)
    assembled = assemble(
        rows,
        offices=[
            (office.code, office.name, office.short_name) for office in offices_of(region_code)
        ],
        region_code=region_code,
        item_codes=existing.keys(),
    )
    return plan(assembled, existing=existing, headers=rows.headers, left_out=rows.left_out)


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing about progress."""
