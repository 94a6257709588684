"""Letters of what happens beside the usual way: hearings, superiors, ends, silence."""

from __future__ import annotations

from datetime import date

from quancheng.cases.letters import values
from quancheng.cases.rules.hearing import GRANTED
from quancheng.journeys.papers.matter import Matter, head_of, remedies_of, validity_of


def hearing_right(m: Matter) -> values.Letter:
    """听证权利告知书."""
    until = m.entry.data.get("until")
    return values.HearingRight(
        head=head_of(m),
        accepted_on=m.file.line.accepted_on or m.file.line.received_on,
        reasons=(m.entry.reason,),
        request_by=date.fromisoformat(until) if until else None,
        legal_basis=m.guide.legal_basis,
    )


def hearing_notice(m: Matter) -> values.Letter:
    """听证通知书."""
    data = m.entry.data
    return values.HearingNotice(
        head=head_of(m),
        sits_on=date.fromisoformat(data["sits_on"]),
        clock=data["clock"],
        place=data["place"],
        chair=data["chair_name"],
        public=any(entry.kind == "hearing_opened" for entry in m.file.entries),
        legal_basis=m.guide.legal_basis,
    )


def recusal_decision(m: Matter) -> values.Letter:
    """回避决定书: the request and the chair are those of the latest entries before it."""
    before = {entry.kind: entry for entry in m.file.entries if entry.seq < m.entry.seq}
    asked, data = before["recusal_requested"], m.entry.data
    return values.RecusalDecision(
        head=head_of(m),
        asked_by=asked.data["by"],
        asked_on=asked.effective_on,
        asked_reason=asked.reason,
        chair=before["hearing_scheduled"].data["chair_name"],
        granted=data["outcome"] == GRANTED,
        reasons=(m.entry.reason,),
        decided_by=m.entry.actor_name,
        decided_on=m.entry.effective_on,
        new_chair=data["new_chair_name"],
        legal_basis=m.guide.legal_basis,
    )


def superior_answer(m: Matter) -> values.Letter:
    """上级机关决定告知书."""
    data, line = m.entry.data, m.file.line
    return values.SuperiorAnswer(
        head=head_of(m, signed=True),
        forwarded_on=line.forwarded_on or m.issued_on,
        superior=data["superior"],
        document=data["superior_document"],
        decided_on=date.fromisoformat(data["superior_on"]),
        granted=m.entry.kind == "granted",
        reasons=(m.entry.reason,) if m.entry.reason else (),
        deliver_by=m.changed_day("delivery_due"),
        validity=validity_of(m) if "valid_until" in m.entry.data else "",
    )


def termination(m: Matter) -> values.Letter:
    """终止办理告知书."""
    return values.TerminationNotice(
        head=head_of(m),
        received_on=m.file.line.received_on,
        ground=m.entry.data["words"],
        reasons=(m.entry.reason,),
        remedies=remedies_of(m),
    )


def deemed_renewal(m: Matter) -> values.Letter:
    """视为准予延续告知书."""
    data = m.entry.data
    return values.DeemedRenewal(
        head=head_of(m),
        received_on=m.file.line.received_on,
        result_name=data["name"],
        result_number=data["result"],
        valid_until=date.fromisoformat(data["valid_until"]),
        renewed_on=m.entry.effective_on,
    )
