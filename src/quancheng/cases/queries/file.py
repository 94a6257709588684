"""The whole file of a case, and what an applicant may read of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from quancheng.cases.models import Attachment, Case
from quancheng.cases.queries.lists import LINE, line_of, within
from quancheng.cases.queries.snapshot import UnableToFindCase
from quancheng.cases.rules.views import (
    AttachmentView,
    CaseFile,
    DecisionView,
    FlowTask,
    LetterView,
    MaterialView,
)
from quancheng.identity.rules import Scope
from quancheng.kernel.identifiers import read_code, spell_case_number
from quancheng.ledger.queries import entries_of
from quancheng.ledger.rules import CASE

RECEIPT_LENGTH = 8
_MORE = {
    "receipt_code": "a.receipt_code",
    "check_code": "a.check_code",
    "applicant_id": "a.applicant_id",
    "agent_name": "a.agent_name",
    "agent_authority": "a.agent_authority",
    "phone_mask": "a.phone_mask",
    "channel": "a.channel",
    "taken_by": "a.taken_by_id",
    "answers": "a.answers",
    "flow_digest": "i.definition_id",
    "marking": "i.marking",
}
_LISTS = ("materials", "attachments", "letters", "tasks", "decision")
_MATERIAL = tuple(name for name in MaterialView.__slots__ if name != "files")


def _rows(names: Sequence[str], *, table: str, where: str, order: str) -> str:
    """A column that answers rows of another table as JSON arrays of ``names``."""
    columns = ", ".join(
        f"'' || t.{name}" if name == "limit_days" else f"t.{name}" for name in names
    )
    return (
        f"(SELECT json_agg(json_build_array({columns}) ORDER BY {order})"  # noqa: S608
        f" FROM {table} t WHERE {where})"
    )


_OF_CASE = "t.case_id = c.id"
_OF_APPLICATION = "t.application_id = c.application_id"
_DECISION = (
    "(SELECT json_build_array(t.number, t.outcome, t.reason, t.decided_on, t.signed_at,"
    " t.post_id, t.signature, coalesce(length(t.seal), 0) > 0)"
    " FROM cases_decision t WHERE t.case_id = c.id ORDER BY t.id LIMIT 1)"
)
_COLUMNS = (
    *(f"c.{name}" for name in LINE),
    *_MORE.values(),
    _rows(_MATERIAL, table="cases_material", where=_OF_APPLICATION, order="t.position, t.id"),
    _rows(AttachmentView.__slots__, table="cases_attachment", where=_OF_APPLICATION, order="t.id"),
    _rows(LetterView.__slots__, table="cases_letter", where=_OF_CASE, order="t.entry_seq, t.id"),
    _rows(
        FlowTask.__slots__,
        table="workflow_task",
        where="t.instance_id = c.instance_id",
        order="t.id",
    ),
    _DECISION,
)
_NAMES = (*LINE, *_MORE, *_LISTS)
_SQL = f"""
SELECT {", ".join(_COLUMNS)}
  FROM cases_case c
  JOIN cases_application a ON a.id = c.application_id
  JOIN workflow_instance i ON i.id = c.instance_id
 WHERE c.region_id = ANY(%(counties)s)
"""  # noqa: S608 - only constants of this file are put in
_IN_SCOPE = """
   AND c.number = %(number)s
   AND (%(town)s::text IS NULL OR c.town_id = %(town)s)
   AND (%(offices)s::bigint[] IS NULL OR c.office_id = ANY(%(offices)s)
        OR EXISTS (SELECT 1 FROM workflow_task t
                    WHERE t.instance_id = c.instance_id AND t.office_id = ANY(%(offices)s)))
"""
_BY_NUMBER = " AND c.number = %(number)s AND a.check_code = %(check_code)s"
_BY_RECEIPT = (
    " AND a.region_id = c.region_id AND a.receipt_code = %(receipt_code)s"
    " AND a.check_code = %(check_code)s ORDER BY c.id LIMIT 1"
)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_READ: Mapping[str, Any] = {
    "issued_at": _moment,
    "opened_at": _moment,
    "done_at": _moment,
    "signed_at": _moment,
    "decided_on": _day,
    "limit_days": Decimal,
}


def _plain(view: type[Any], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[Any]:
    """Rows of JSON as values of a view; moments, days and decimals are read from their text."""
    read = [(name, _READ.get(name)) for name in names]
    return [
        view(
            **{
                name: value if how is None else how(value)
                for (name, how), value in zip(read, row, strict=True)
            }
        )
        for row in rows
    ]


def _materials(record: Mapping[str, Any]) -> tuple[MaterialView, ...]:
    files: dict[str, list[AttachmentView]] = {}
    for each in _plain(AttachmentView, AttachmentView.__slots__, record["attachments"] or ()):
        files.setdefault(each.material_code, []).append(each)
    code = _MATERIAL.index("code")
    return tuple(
        MaterialView(
            **dict(zip(_MATERIAL, row, strict=True)), files=tuple(files.get(row[code], ()))
        )
        for row in record["materials"] or ()
    )


def _decision(row: Sequence[Any] | None) -> DecisionView | None:
    if row is None:
        return None
    found: DecisionView = _plain(DecisionView, DecisionView.__slots__, [row])[0]
    return found


def _read_json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _file(record: dict[str, Any]) -> CaseFile:
    line = line_of(record)
    more = {name: record[name] for name in _MORE}
    more |= {name: _read_json(record[name]) for name in ("answers", "marking")}
    return CaseFile(
        line=line,
        **more,
        materials=_materials(record),
        letters=tuple(_plain(LetterView, LetterView.__slots__, record["letters"] or ())),
        decision=_decision(record["decision"]),
        tasks=tuple(_plain(FlowTask, FlowTask.__slots__, record["tasks"] or ())),
        entries=tuple(entries_of(region_code=line.region_code, stream=CASE, subject=line.id)),
    )


def _one(where: str, given: Mapping[str, Any]) -> dict[str, Any] | None:
    with connection.cursor() as cursor:
        cursor.execute(_SQL + where, dict(given))
        row = cursor.fetchone()
    return dict(zip(_NAMES, row, strict=True)) if row else None


def case_file(*, scope: Scope, number: str) -> CaseFile:
    """The file of case ``number``; raises :class:`UnableToFindCase` outside the scope.

    Two queries: the case with all that hangs on it, and its record.
    """
    given = {
        "counties": list(scope.counties),
        "number": spell_case_number(number),
        "town": scope.town or None,
        "offices": None if scope.offices is None else list(scope.offices),
    }
    record = _one(_IN_SCOPE, given)
    if record is None:
        raise UnableToFindCase("没有找到这件，或者它不在您能看的范围内。请核对编号。")
    return _file(record)


def progress(*, region_code: str, number_or_receipt: str, check_code: str) -> CaseFile:
    """What an applicant may see, by case number or receipt code and the check code.

    A receipt code is looked up in ``region_code``, a case number in the county it names. A wrong
    number, a mistyped one and a wrong check code give the same :class:`UnableToFindCase` after
    the same one query.
    """
    typed = spell_case_number(number_or_receipt)
    by_number = len(typed) > RECEIPT_LENGTH
    given = {
        "counties": [typed[:6] if by_number else region_code],
        "number": typed,
        "receipt_code": read_code(typed),
        "check_code": read_code(check_code),
    }
    record = _one(_BY_NUMBER if by_number else _BY_RECEIPT, given)
    if record is None:
        raise UnableToFindCase("编号和查询码对不上。请对照收件凭证重新输入，或到窗口查询。")
    return _file(record)


def attachment(*, scope: Scope, attachment_id: int) -> AttachmentView:
    """A stored file of a case within the scope; raises :class:`UnableToFindCase`."""
    rows = Attachment.objects.filter(
        pk=attachment_id,
        application__in=Case.objects.filter(within(scope)).values("application_id"),
    )
    record = rows.values(*AttachmentView.__slots__).first()
    if record is None:
        raise UnableToFindCase("没有找到这份材料，或者它不在您能看的范围内。")
    return AttachmentView(**record)
