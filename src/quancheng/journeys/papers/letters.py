"""One letter of each kind from a matter (许可法 32, 38, 42, 44, 45)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, cast

from quancheng.cases.letters import values
from quancheng.cases.letters.head import Limit, LimitUnit
from quancheng.cases.rules.views import MaterialView
from quancheng.catalogue import queries as catalogue
from quancheng.clock.engine import Facts, Suspension, Unit, Unknown, deadline
from quancheng.delivery import queries as delivery
from quancheng.journeys.papers import special_letters as special
from quancheng.journeys.papers.matter import (
    Matter,
    day_note,
    head_of,
    is_licence,
    limit_of,
    numbered_by,
    png_of,
    remedies_of,
    validity_of,
)
from quancheng.journeys.read_clock import clock_view
from quancheng.kernel.errors import UnableTo

CHANNELS = {"counter": "窗口", "town": "镇便民服务中心", "online": "网上"}
METHODS = {"pick_up": "direct", "post": "post", "electronic": "electronic"}
GROUNDS = {"declined": "other", "not_needed": "not_needed", "wrong_office": "wrong_office"}


class UnableToPrint(UnableTo):
    """The letter cannot be printed."""


def _copies(line: MaterialView) -> str:
    parts = []
    if line.originals:
        parts.append(f"原件 {line.originals} 份")
    if line.copies:
        parts.append(f"复印件 {line.copies} 份")
    if line.files:
        parts.append(f"电子文件 {len(line.files)} 个")
    return "、".join(parts) or "已交"


def _if_accepted_on(m: Matter, *, clock: str, on: date) -> Limit | None:
    return _limit_with(m, clock=clock, facts=Facts(today=on, received_on=on, accepted_on=on))


def _if_it_takes(m: Matter, *, clock: str, end: date | None) -> Limit | None:
    """One clock as it stands if the special procedure of the letter ends on ``end`` (R9)."""
    day = m.entry.effective_on
    facts = clock_view(line=m.file.line, today=day).facts
    before = tuple(each for each in facts.suspensions if each.end and each.end <= day)
    told = Suspension(start=day, end=end, ground=m.entry.data["ground"])
    granted = tuple(each for each in facts.extensions if each.granted_on <= day)
    then = replace(
        facts, decided_on=None, ended_on=None, suspensions=(*before, told), extensions=granted
    )
    return _limit_with(m, clock=clock, facts=then) if end else limit_of(m, clock=clock)


def _limit_with(m: Matter, *, clock: str, facts: Facts) -> Limit | None:
    limits = catalogue.limits_of(edition_id=m.file.line.edition_id)
    limit = limits.promised if clock == "promised" else limits.statutory
    if limit is None or limit.unit is Unit.INSTANT:
        return None
    last = deadline(limit=limit, facts=facts, calendar=m.calendar).due
    return Limit(
        value=limit.value,
        unit=cast("LimitUnit", limit.unit.value),
        last_day=last,
        note=day_note(calendar=m.calendar, day=last),
        provisional=last is None,
    )


def receipt(m: Matter) -> values.Letter:
    """收件凭证."""
    file = m.file
    received = [line for line in file.materials if line.received]
    wanted = [line for line in file.materials if line.required == "required" and not line.received]
    clerk = m.entry.actor_name
    fees = "；".join(f"{fee.name} {fee.amount_text}" for fee in m.guide.fees)
    return values.Receipt(
        head=head_of(m, centre_writes=True),
        received_at=file.line.received_at,
        window=f"{file.line.counter} 窗口" if file.line.counter else CHANNELS[file.channel],
        clerk=clerk,
        materials=tuple(
            values.MaterialLine(
                name=line.name, copies=_copies(line), grade=cast("values.Grade", line.grade)
            )
            for line in received
        ),
        promised=_if_accepted_on(m, clock="promised", on=file.line.received_on),
        statutory=_if_accepted_on(m, clock="statutory", on=file.line.received_on),
        accepted=False,
        at_once=m.guide.promised.unit == Unit.INSTANT,
        missing_count=len(wanted),
        applicant_detail=file.phone_mask,
        agent=file.agent_name,
        fee=fees or "不收费",
        query_code=file.check_code,
        office=m.guide.office_name,
    )


def acceptance(m: Matter) -> values.Letter:
    """受理通知书."""
    line = m.file.line
    return values.AcceptanceNotice(
        head=head_of(m),
        received_on=line.received_on,
        accepted_on=line.accepted_on or m.issued_on,
        statutory=limit_of(m, clock="statutory"),
        promised=limit_of(m, clock="promised"),
        remedies=remedies_of(m),
        deemed=m.entry.kind == "deemed_accepted",
    )


def correction(m: Matter) -> values.Letter:
    """补正通知书."""
    return values.CorrectionNotice(
        head=head_of(m),
        received_on=m.file.line.received_on,
        defects=tuple(values.Defect(**defect) for defect in m.entry.data["defects"]),
        remedies=remedies_of(m),
    )


def non_acceptance(m: Matter) -> values.Letter:
    """不予受理通知书."""
    return values.NonAcceptanceNotice(
        head=head_of(m),
        received_on=m.file.line.received_on,
        ground=cast("Any", GROUNDS[m.entry.kind]),
        reasons=(m.entry.reason,),
        remedies=remedies_of(m),
        legal_basis=m.guide.legal_basis,
        competent_office=m.entry.data.get("competent_office", ""),
    )


def _dates(m: Matter) -> dict[str, date]:
    line = m.file.line
    return {
        "received_on": line.received_on,
        "accepted_on": line.accepted_on or line.received_on,
        "decided_on": line.decided_on or m.issued_on,
    }


def grant(m: Matter) -> values.Letter:
    """准予行政许可决定书."""
    permitted = [("准予事项", m.file.line.item_name)]
    if m.guide.result_name:
        permitted.append(("发给", m.guide.result_name))
    if validity := validity_of(m):
        permitted.append(("有效期", validity))
    if m.entry.reason:
        permitted.append(("审批意见", m.entry.reason))
    return values.GrantDecision(
        head=head_of(m, signed=True),
        **_dates(m),
        legal_basis=m.guide.legal_basis,
        remedies=remedies_of(m),
        deliver_by=m.changed_day("delivery_due"),
        permitted=tuple(permitted),
        conditions=(),
        hearing_on=_hearing_on(m),
    )


def refusal(m: Matter) -> values.Letter:
    """不予行政许可决定书."""
    return values.RefusalDecision(
        head=head_of(m, signed=True),
        **_dates(m),
        reasons=(m.entry.reason,),
        legal_basis=m.guide.legal_basis,
        remedies=remedies_of(m),
        hearing_on=_hearing_on(m),
    )


def _hearing_on(m: Matter) -> date | None:
    """The day of the hearing on whose minutes the decision rests (48)."""
    said = m.entry.data.get("hearing_on")
    return date.fromisoformat(said) if said else None


def suspension(m: Matter) -> values.Letter:
    """特别程序（停计时）告知书."""
    data = m.entry.data
    last = m.calendar.add(m.entry.effective_on, int(data["expected_days"]))
    end = None if isinstance(last, Unknown) else last
    return values.SuspensionNotice(
        head=head_of(m),
        accepted_on=m.file.line.accepted_on or m.file.line.received_on,
        ground=data["ground"],
        starts_on=m.entry.effective_on,
        expected_days=int(data["expected_days"]),
        expected_end=end,
        legal_basis=m.guide.legal_basis,
        promised=_if_it_takes(m, clock="promised", end=end),
        statutory=_if_it_takes(m, clock="statutory", end=end),
    )


def extension(m: Matter) -> values.Letter:
    """延长审批期限告知书."""
    data = m.entry.data
    original = data.get("original_due")
    new = m.changed_day("statutory_due")
    return values.ExtensionNotice(
        head=head_of(m),
        accepted_on=m.file.line.accepted_on or m.file.line.received_on,
        extension=Limit(
            value=int(data["days"]),
            unit=cast("LimitUnit", m.guide.statutory.unit),
            last_day=new,
        ),
        approved_by=_approver(m),
        reasons=(m.entry.reason,),
        original_deadline=date.fromisoformat(original) if original else m.issued_on,
        new_deadline=new,
        joint=bool(data.get("approval")),
        legal_basis=m.guide.legal_basis,
    )


def _decision_number(m: Matter) -> str:
    """The number of the decision that is delivered: the superior's where it was decided above."""
    above = [entry.data.get("superior_document") for entry in m.file.entries]
    if found := next((number for number in above if number), ""):
        return str(found)
    return numbered_by(m, number=m.file.decision.number) if m.file.decision else ""


def _approver(m: Matter) -> str:
    """Who approved: the head of the organ by name, or the head of the government by document."""
    approval = m.entry.data.get("approval")
    if approval:
        return f"{m.county}人民政府负责人（{approval}）"
    return f"本机关负责人{m.entry.actor_name}"


def service_receipt(m: Matter) -> values.Letter:
    """送达回证."""
    from_decision = _decision_number(m)
    handed = delivery.hand_over_of(case_id=m.file.line.id)
    papers = [(m.guide.result_name or "办理结果", from_decision)]
    if m.file.line.outcome == "refused":
        papers = [(values.RefusalDecision.title_for(licence=is_licence(m)), from_decision)]
    return values.ServiceReceipt(
        head=head_of(m, centre_writes=True),
        documents=tuple(papers),
        recipient=str(m.entry.data.get("receiver", m.file.line.applicant_name)),
        method=cast("Any", METHODS[m.entry.data["method"]]),
        place=f"{m.county}政务服务中心统一送达窗口",
        server=m.entry.actor_name,
        served_at=m.entry.recorded_at,
        tracking_number=str(m.entry.data.get("tracking_number", "")),
        recipient_signature_png=png_of(handed.signature) if handed else None,
        remark=str(m.entry.data.get("relation", "")),
    )


KINDS: dict[str, Callable[[Matter], values.Letter]] = {
    "receipt": receipt,
    "acceptance": acceptance,
    "correction": correction,
    "non_acceptance": non_acceptance,
    "grant": grant,
    "refusal": refusal,
    "suspension": suspension,
    "extension": extension,
    "service_receipt": service_receipt,
    "hearing_right": special.hearing_right,
    "hearing_notice": special.hearing_notice,
    "recusal_decision": special.recusal_decision,
    "superior_answer": special.superior_answer,
    "termination": special.termination,
    "deemed_renewal": special.deemed_renewal,
}
NAMES = {
    "receipt": "收件凭证",
    "acceptance": "受理通知书",
    "correction": "补正通知书",
    "non_acceptance": "不予受理通知书",
    "grant": "准予决定书",
    "refusal": "不予许可决定书",
    "suspension": "停计时告知书",
    "extension": "延长期限告知书",
    "service_receipt": "送达回证",
    "hearing_right": "听证权利告知书",
    "hearing_notice": "听证通知书",
    "recusal_decision": "回避决定书",
    "superior_answer": "上级决定告知书",
    "termination": "终止办理告知书",
    "deemed_renewal": "视为延续告知书",
}


def letter_from(m: Matter) -> values.Letter:
    """The letter a matter asks for; raises :class:`UnableToPrint` for an unknown kind."""
    make = KINDS.get(m.letter.kind)
    if make is None:
        raise UnableToPrint("没有这种文书的模板，请管理员检查。")
    return make(m)
