"""Taking in an application: one statement for application, case, flow and materials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from quancheng.cases.operations.move import MOVED, MOVED_ANSWERS
from quancheng.kernel.statement import Clause, row_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMaterial:
    """A line of the material list as taken in; ``required`` as in the edition."""

    code: str
    name: str
    required: str
    originals: int
    copies: int
    grade: str
    received: bool
    deferred: bool
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """Everything that is written when an application is received."""

    region_code: str
    town_code: str | None
    case_id: int
    number: str
    receipt_code: str
    check_code: str
    applicant_name: str
    agent_name: str
    agent_sealed: bytes | None
    agent_authority: str
    phone_mask: str
    answers: dict[str, Any]
    sealed: bytes | None
    channel: str
    counter: str
    taken_by: int
    item_id: int
    edition_id: int
    office_id: int
    item_name: str
    handling_type: str
    step: str
    received_at: datetime
    received_on: date
    correction_due: date | None
    draft_id: int | None
    materials: Sequence[NewMaterial]


def new_ids() -> tuple[int, int, int]:
    """A case id, a serial for its number, and the version of the calendar in force.

    The first two come from sequences, so that no intake waits for another.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('cases_case', 'id')),"
            " nextval('cases_case_serial'),"
            " (SELECT coalesce(max(id), 0) FROM clock_holidaynotice)"
        )
        row = cursor.fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def _application_clause(new: NewCase) -> Clause:
    # Most come themselves; without an agent's values the statement stays small enough to be kept.
    agent = (
        "'', NULL, ''"
        if new.agent_sealed is None
        else "%(new_agent_name)s, %(new_agent_sealed)s, %(new_agent_authority)s"
    )
    sql = (
        "INSERT INTO cases_application (region_id, receipt_code, check_code, applicant_id,"
        " applicant_name, agent_name, agent_sealed, agent_authority, phone_mask, answers,"
        " sealed, channel, counter, taken_by_id, received_at)\n"
        "SELECT %(region)s::text, %(new_receipt_code)s, %(new_check_code)s,"
        f" applicant.id, %(new_applicant_name)s, {agent}, %(new_phone_mask)s,"
        " %(new_answers)s::jsonb, %(new_sealed)s::bytea, %(new_channel)s, %(new_counter)s,"
        " %(new_taken_by)s::bigint, %(now)s FROM applicant RETURNING id"
    )
    names = (
        "receipt_code check_code applicant_name agent_name agent_sealed"
        " agent_authority phone_mask sealed channel counter taken_by"
    ).split()
    params: dict[str, object] = {f"new_{name}": getattr(new, name) for name in names}
    params |= {"region": new.region_code, "now": new.received_at}
    params["new_answers"] = Jsonb(new.answers)
    return Clause("application", sql, params)


def _case_clause(new: NewCase) -> Clause:
    sql = (
        "INSERT INTO cases_case (id, region_id, town_id, number, application_id, item_id,"
        " edition_id, office_id, instance_id, item_name, handling_type, applicant_name, state,"
        " version, step, counter, received_at, received_on, correction_due, deemed,"
        " provisional, outcome, alarm, calendar_version)\n"
        "SELECT %(new_case_id)s::bigint, %(region)s::text, %(new_town_code)s,"
        " %(new_number)s, application.id, %(new_item_id)s::bigint, %(new_edition_id)s::bigint,"
        " %(new_office_id)s::bigint, instance.id, %(new_item_name)s, %(new_handling_type)s,"
        " %(new_applicant_name)s, 'received', 1, %(new_step)s, %(new_counter)s,"
        " %(now)s, %(new_received_on)s::date,"
        " %(new_correction_due)s::date, false, false, '', '', ''\n"
        f"FROM application, instance RETURNING {MOVED_ANSWERS}"
    )
    names = (
        "case_id town_code number item_id edition_id office_id item_name"
        " handling_type applicant_name step counter received_on correction_due"
    ).split()
    params: dict[str, object] = {f"new_{name}": getattr(new, name) for name in names}
    return Clause(MOVED, sql, params | {"region": new.region_code, "now": new.received_at})


def _materials_clause(new: NewCase) -> Clause:
    sql = (
        "INSERT INTO cases_material (region_id, application_id, code, name, required, originals,"
        " copies, grade, received, deferred, received_at, position)\n"
        "SELECT %(region)s::text, application.id, t.code, t.name, t.required, t.originals,"
        " t.copies, t.grade, t.received, t.deferred,"
        " CASE WHEN t.received THEN %(now)s END, t.position\n"
        "FROM application, jsonb_to_recordset(%(new_materials)s::jsonb) AS t(code text,"
        " name text, required text, originals int, copies int, grade text, received boolean,"
        " deferred boolean, position int)"
    )
    params = {
        "region": new.region_code,
        "now": new.received_at,
        "new_materials": Jsonb([row_of(material) for material in new.materials]),
    }
    return Clause("materials", sql, params)


def _attachments_clause(new: NewCase) -> Clause:
    sql = (
        "UPDATE cases_attachment SET application_id = application.id\n"
        "FROM application WHERE draft_id = %(new_draft_id)s::bigint"
    )
    return Clause("attachments", sql, {"new_draft_id": new.draft_id})


def _draft_clause(new: NewCase) -> Clause:
    sql = "UPDATE cases_draft SET used_at = %(now)s\nWHERE id = %(new_draft_id)s::bigint"
    params = {"now": new.received_at, "new_draft_id": new.draft_id}
    return Clause("draft_used", sql, params)


def intake_clauses(new: NewCase) -> list[Clause]:
    """The clauses that write a received application with its case, after two others.

    ``instance`` answers the id of its flow, ``applicant`` that of who applies.
    """
    clauses = [_application_clause(new), _case_clause(new), _materials_clause(new)]
    if new.draft_id is not None:
        clauses += [_attachments_clause(new), _draft_clause(new)]
    return clauses
