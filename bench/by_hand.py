"""The three acts written by hand: one SQL statement each, for psycopg alone.

They write the rows that the journeys write, with every value known beforehand: what the
statement costs, and nothing else. ``given`` turns the values of a captured act into theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_MOVE = """
WITH moved AS (
  UPDATE cases_case SET version = version + 1, {columns}
   WHERE region_id = %(region)s AND id = %(case_id)s AND version = %(version)s
  RETURNING id, instance_id, applicant_name),
entry AS (
  INSERT INTO ledger_entry (region_code, stream, subject, seq, kind, recorded_at, effective_on,
      actor, post, on_behalf_of, actor_name, step, opinion, reason, data, edition, digest)
  SELECT %(region)s::text, 'case', id, %(seq)s, %(kind)s, %(now)s, %(today)s, %(actor)s, %(post)s,
      NULL, %(actor_name)s, %(entry_step)s, %(opinion)s, %(reason)s, %(data)s::jsonb, %(edition)s,
      %(digest)s FROM moved),
receipt AS (
  INSERT INTO ledger_receipt (region_code, key, stream, subject, seq, outcome, recorded_at)
  SELECT %(region)s::text, %(key)s, 'case', id, %(seq)s, %(outcome)s::jsonb, %(now)s FROM moved),
marked AS (
  UPDATE workflow_instance SET marking = %(marking)s::jsonb, ended_at = NULL
    FROM moved WHERE workflow_instance.id = moved.instance_id),
opened AS (
  INSERT INTO workflow_task (region_code, instance_id, subject, token, node, name, kind, role,
      office_id, town_code, holder, state, opened_at, limit_days, counts, outcome)
  SELECT %(region)s::text, instance_id, id, %(token)s, %(node)s, %(task_name)s, %(task_kind)s,
      %(role)s, %(office)s, '', NULL, 'open', %(now)s, %(limit_days)s::numeric, %(counts)s,
      '' FROM moved){more}
SELECT id FROM moved
"""
_DUES = """promised_due = %(promised_due)s, promised_earliest = %(promised_earliest)s,
      statutory_due = %(statutory_due)s, statutory_earliest = %(statutory_earliest)s,
      provisional = %(provisional)s, calendar_version = %(calendar_version)s"""
_CLOSED = """,
closed AS (
  UPDATE workflow_task SET state = 'done', done_at = %(now)s, done_by = %(post)s,
      outcome = %(task_outcome)s FROM moved
   WHERE workflow_task.id = %(task)s AND workflow_task.state = 'open')"""
_PAPERS = """,
letter AS (
  INSERT INTO cases_letter (region_id, case_id, kind, number, issued_at, printed, entry_seq)
  SELECT %(region)s::text, id, %(letter)s, %(letter_number)s, %(now)s, 0, %(seq)s FROM moved),
message AS (
  INSERT INTO notices_message (region_id, case_id, applicant_id, kind, channel, title, body, key,
      state, attempts, next_try_at, created_at, problem)
  SELECT %(region)s::text, id, %(applicant)s, %(message)s, %(channel)s, %(title)s, %(body)s,
      %(message_key)s, 'waiting', 0, %(now)s, %(now)s, '' FROM moved)"""
_DECISION = """,
decision AS (
  INSERT INTO cases_decision (region_id, case_id, number, outcome, reason, decided_on, signed_at,
      post_id, signature, seal)
  SELECT %(region)s::text, id, %(letter_number)s, %(kind)s, %(reason)s, %(today)s, %(now)s,
      %(post)s, %(signature)s, %(seal)s FROM moved),
result AS (
  INSERT INTO delivery_result (region_id, case_id, number, name, kind, holder_name, issued_on,
      content, check_code, state, printed)
  SELECT %(region)s::text, id, %(result_number)s, %(result_name)s, %(result_kind)s, applicant_name,
      %(today)s, '{}', %(check_code)s, 'valid', 0 FROM moved)"""

STATEMENTS: Mapping[str, str] = {
    "受理": _MOVE.replace(
        "{columns}",
        f"""{_DUES}, state = %(state)s, step = %(step)s, accepted_on = %(today)s,
      accepted_at = %(now)s, deemed = false, correction_due = NULL""",
    ).replace("{more}", _PAPERS),
    "办结一个环节": _MOVE.replace("{columns}", "step = %(step)s").replace("{more}", _CLOSED),
    "决定": _MOVE.replace(
        "{columns}",
        f"""{_DUES}, state = %(state)s, step = %(step)s, outcome = %(kind)s,
      decided_on = %(today)s, delivery_due = %(delivery_due)s, suspended_since = NULL,
      closed_at = NULL""",
    ).replace("{more}", _CLOSED + _PAPERS + _DECISION),
}
READ_FACTS = """
SELECT c.id, c.version, c.state, c.town_id, c.office_id, c.edition_id, c.instance_id, c.item_name,
       c.applicant_name, c.received_on, c.accepted_on, c.promised_due, c.statutory_due,
       a.applicant_id, a.receipt_code, i.definition_id, i.marking, t.id, t.token, t.node, t.name,
       t.kind, t.role, t.office_id, t.holder, (SELECT max(id) FROM clock_holidaynotice),
       (SELECT jsonb_agg(s) FROM cases_suspension s WHERE s.case_id = c.id),
       (SELECT jsonb_agg(e) FROM cases_extension e WHERE e.case_id = c.id),
       (SELECT jsonb_agg(n) FROM cases_correctionnotice n WHERE n.case_id = c.id)
  FROM cases_case c
  JOIN cases_application a ON a.id = c.application_id
  JOIN workflow_instance i ON i.id = c.instance_id
  LEFT JOIN workflow_task t ON t.instance_id = i.id AND t.state = 'open'
 WHERE c.region_id = %s AND c.number = %s
"""
"""What a program written by hand would have to look up first: the facts, in one query."""


def given(captured: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the statements above, from those of a captured act."""
    values = {
        key.removeprefix("case_"): value
        for key, value in captured.items()
        if key.startswith("case_") and key not in ("case_id", "case_version")
    }
    for name in ("kind", "actor", "post", "actor_name", "opinion", "reason", "data",
                 "edition", "digest"):  # fmt: skip
        values[name] = captured[f"entry_{name}"]
    task = captured["tasks_new"].obj[0]
    values |= {key: task[key] for key in ("token", "node", "role", "limit_days", "counts")}
    values |= {
        "region": captured["region"], "now": captured["now"], "case_id": captured["case_id"],
        "version": captured["case_version"], "seq": captured["case_version"] + 1,
        "today": captured["entry_effective_on"],
        "entry_step": captured["entry_step"], "key": captured["once_key"],
        "outcome": captured["once_outcome"], "marking": captured["marking"],
        "task_name": task["name"], "task_kind": task["kind"], "office": task["office_id"],
        "task": (captured.get("tasks_done") or [None])[0],
        "task_outcome": captured.get("tasks_outcome"),
    }  # fmt: skip
    if "letters_rows" in captured:
        letter, message = captured["letters_rows"].obj[0], captured["message_rows"].obj[0]
        values |= {
            "letter": letter["kind"], "letter_number": letter["number"],
            "applicant": captured["message_applicant"], "message": message["kind"],
            "message_key": message["key"],
        } | {key: message[key] for key in ("channel", "title", "body")}  # fmt: skip
    if "decision_seal" in captured:
        names = ("number", "name", "kind", "check_code")
        found = {f"result_{name}": captured[f"result_{name}"] for name in names}
        values |= found | {
            "signature": captured["decision_signature"], "seal": captured["decision_seal"],
            "check_code": captured["result_check_code"],
        }  # fmt: skip
    return values
