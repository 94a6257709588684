"""Loading the departments of a county."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from quancheng.identity.models import Office
from quancheng.identity.rules import UnableToReadId, clean_text, normalise, read_uscc
from quancheng.kernel.errors import UnableTo


class UnableToLoadDepartments(UnableTo):
    """A list of departments with a row that cannot stand."""


def _office(row: Mapping[str, str], *, region_code: str) -> Office:
    code = normalise(row.get("code", ""))
    name = clean_text(row.get("name", ""))
    if not code or not name:
        raise UnableToLoadDepartments(f"部门“{code or name}”缺少代码或名称，请在部门表中补齐。")
    try:
        uscc = read_uscc(row["uscc_demo"]) if row.get("uscc_demo", "").strip() else ""
    except UnableToReadId as trouble:
        raise UnableToLoadDepartments(f"部门 {code} {name}：{trouble.sentence}") from None
    return Office(
        region_id=region_code,
        code=code,
        name=name,
        short_name=clean_text(row.get("short_name", "")) or name,
        kind=clean_text(row.get("kind", "")),
        line_code=normalise(row.get("line_code", "")),
        uscc=uscc,
        note=clean_text(row.get("note", "")),
    )


@transaction.atomic
def load_departments(rows: Iterable[Mapping[str, str]], *, region_code: str) -> int:
    """Bring the departments of a county to the state of ``rows``; answers how many rows.

    Columns as in ``departments.csv``: code, name, short_name, kind, line_code, uscc_demo, note.
    Loading the same rows again changes nothing; departments that are not named stay. Raises
    :class:`UnableToLoadDepartments` naming the first row that cannot stand, and writes nothing.
    """
    made: dict[str, Office] = {}
    for row in rows:
        office = _office(row, region_code=region_code)
        if office.code in made:
            raise UnableToLoadDepartments(f"部门代码 {office.code} 重复，请在部门表中改正。")
        made[office.code] = office
    Office.objects.bulk_create(
        made.values(),
        update_conflicts=True,
        unique_fields=["region", "code"],
        update_fields=["name", "short_name", "kind", "line_code", "uscc", "note"],
    )
    return len(made)
