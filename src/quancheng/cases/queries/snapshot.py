"""One case, read in one query, to act on it."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from quancheng.cases.rules.hearing_fact import HearingFact
from quancheng.cases.rules.snapshot import (
    CorrectionFact,
    OpenForwarding,
    Snapshot,
    WaitingTask,
    grant_from_record,
)
from quancheng.cases.states import State
from quancheng.clock.engine import Suspension
from quancheng.kernel.errors import UnableToFind

_SQL = """
SELECT c.id, c.region_id, coalesce(c.town_id, ''), c.number, c.application_id, a.applicant_id,
       a.receipt_code, a.check_code, c.item_id, c.edition_id, c.office_id, c.instance_id,
       i.definition_id, i.marking, c.item_name, c.handling_type, c.applicant_name, c.state,
       c.version, c.step, c.counter, a.channel, c.received_at, c.received_on, c.accepted_on,
       c.correction_due, c.promised_due, c.statutory_due, c.suspended_since, c.outcome,
       c.decided_on, c.forwarded_on, c.renews, c.deemed_renewed_on, c.parent_id,
       c.required_by_parent,
       (SELECT coalesce(max(id), 0) FROM clock_holidaynotice),
       (SELECT jsonb_agg(jsonb_build_object('id', t.id, 'token', t.token, 'node', t.node,
               'name', t.name, 'kind', t.kind, 'role', t.role, 'office_id', t.office_id,
               'town_code', t.town_code, 'holder', t.holder, 'opened_at', t.opened_at,
               'limit_days', t.limit_days) ORDER BY t.id)
          FROM workflow_task t WHERE t.subject = c.id AND t.state = 'open'),
       (SELECT jsonb_agg(jsonb_build_object('start', s.started_on, 'end', s.ended_on,
               'ground', s.ground, 'document', s.document) ORDER BY s.id)
          FROM cases_suspension s WHERE s.case_id = c.id),
       (SELECT jsonb_agg(jsonb_build_object('days', e.days, 'granted_on', e.granted_on,
               'clock', e.clock, 'approved_by', e.approved_by_id, 'document', e.document)
               ORDER BY e.id)
          FROM cases_extension e WHERE e.case_id = c.id),
       (SELECT jsonb_agg(jsonb_build_object('ordinal', n.ordinal, 'told_on', n.told_on,
               'answered_on', n.answered_on, 'defects', n.defects) ORDER BY n.ordinal)
          FROM cases_correctionnotice n WHERE n.case_id = c.id),
       (SELECT to_jsonb(h) - '{id,region_id,case_id,chair_id,minutes,signers}'::text[]
               || jsonb_build_object('chair', h.chair_id)
          FROM cases_hearing h WHERE h.case_id = c.id),
       (SELECT jsonb_build_object('superior', f.superior, 'document', f.document,
               'sent_on', f.sent_on, 'expected_on', f.expected_on)
          FROM cases_forwarding f WHERE f.case_id = c.id AND f.received_on IS NULL)
  FROM cases_case c
  JOIN cases_application a ON a.id = c.application_id
  JOIN workflow_instance i ON i.id = c.instance_id
 WHERE c.region_id = %s AND {column} = %s
"""
_BY = {
    "number": _SQL.replace("{column}", "c.number"),
    "id": _SQL.replace("{column}", "c.id"),
}


class UnableToFindCase(UnableToFind):
    """No such case, or not one the reader may see."""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _read_json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _task(record: dict[str, Any]) -> WaitingTask:
    return WaitingTask(
        **(
            record
            | {
                "opened_at": datetime.fromisoformat(record["opened_at"]),
                "limit_days": Decimal(str(record["limit_days"])),
            }
        )
    )


_HEARING_DAYS = "told_on request_by requested_on hold_by notified_on recusal_on ended_on".split()


def _hearing(record: dict[str, Any]) -> HearingFact:
    days = {name: _day(record[name]) for name in _HEARING_DAYS}
    sits_at = datetime.fromisoformat(record["sits_at"]) if record["sits_at"] else None
    return HearingFact(**(record | days | {"sits_at": sits_at}))


def _forwarding(record: dict[str, Any]) -> OpenForwarding:
    return OpenForwarding(
        superior=record["superior"],
        document=record["document"],
        sent_on=date.fromisoformat(record["sent_on"]),
        expected_on=date.fromisoformat(record["expected_on"]),
    )


_COLUMNS = (
    "id region_code town_code number application_id applicant_id receipt_code check_code item_id"
    " edition_id office_id instance_id flow_digest marking item_name handling_type"
    " applicant_name state version step counter channel received_at received_on accepted_on"
    " correction_due promised_due statutory_due suspended_since outcome decided_on forwarded_on"
    " renews deemed_renewed_on parent_id required_by_parent calendar_version"
).split()


def _snapshot(row: tuple[Any, ...]) -> Snapshot:
    plain = dict(zip(_COLUMNS, row[:-6], strict=True))
    plain["marking"] = _read_json(plain["marking"])
    plain["state"] = State(plain["state"])
    tasks, suspensions, extensions, corrections = (_read_json(part) or [] for part in row[-6:-2])
    hearing, forwarding = (_read_json(part) for part in row[-2:])
    return Snapshot(
        **plain,
        tasks=tuple(_task(record) for record in tasks),
        suspensions=tuple(
            Suspension(
                start=date.fromisoformat(record["start"]),
                end=_day(record["end"]),
                ground=record["ground"],
                document=record["document"],
            )
            for record in suspensions
        ),
        extensions=tuple(grant_from_record(record) for record in extensions),
        corrections=tuple(
            CorrectionFact(
                ordinal=record["ordinal"],
                told_on=date.fromisoformat(record["told_on"]),
                answered_on=_day(record["answered_on"]),
                defects=tuple(record["defects"]),
            )
            for record in corrections
        ),
        hearing=_hearing(hearing) if hearing else None,
        forwarding=_forwarding(forwarding) if forwarding else None,
    )


def _read(*, by: str, region_code: str, value: str | int) -> Snapshot:
    with connection.cursor() as cursor:
        cursor.execute(_BY[by], [region_code, value])
        row = cursor.fetchone()
    if row is None:
        raise UnableToFindCase("没有找到这件。请核对编号，或从待办列表里打开。")
    return _snapshot(row)


def snapshot(*, region_code: str, number: str) -> Snapshot:
    """The case ``number`` of a county; raises :class:`UnableToFindCase`."""
    return _read(by="number", region_code=region_code, value=number)


def snapshot_by_id(*, region_code: str, case_id: int) -> Snapshot:
    """The case with this id; raises :class:`UnableToFindCase`."""
    return _read(by="id", region_code=region_code, value=case_id)
