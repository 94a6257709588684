"""The whole file of a case, and what an applicant may read of it."""

from __future__ import annotations

from typing import Any

from quancheng.cases.models import Attachment, Case, Decision, Letter, Material
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
    "receipt_code": "application__receipt_code",
    "check_code": "application__check_code",
    "applicant_id": "application__applicant_id",
    "agent_name": "application__agent_name",
    "agent_authority": "application__agent_authority",
    "phone_mask": "application__phone_mask",
    "channel": "application__channel",
    "taken_by": "application__taken_by_id",
    "answers": "application__answers",
    "flow_digest": "instance__definition_id",
    "marking": "instance__marking",
}


def _materials(application_id: int) -> tuple[MaterialView, ...]:
    files: dict[str, list[AttachmentView]] = {}
    names = list(AttachmentView.__slots__)
    for record in (
        Attachment.objects.filter(application_id=application_id).order_by("id").values(*names)
    ):
        files.setdefault(record["material_code"], []).append(AttachmentView(**record))
    rows = Material.objects.filter(application_id=application_id).order_by("position", "id")
    fields = [name for name in MaterialView.__slots__ if name != "files"]
    return tuple(
        MaterialView(**record, files=tuple(files.get(record["code"], ())))
        for record in rows.values(*fields)
    )


def letters_of(*, case_id: int) -> tuple[LetterView, ...]:
    """The letters of a case, oldest first."""
    rows = Letter.objects.filter(case_id=case_id).order_by("entry_seq", "id")
    return tuple(LetterView(**record) for record in rows.values(*LetterView.__slots__))


def decision_of(*, case_id: int) -> DecisionView | None:
    """The decision on a case, if it has been taken."""
    row = Decision.objects.filter(case_id=case_id).first()
    if row is None:
        return None
    return DecisionView(
        number=row.number,
        outcome=row.outcome,
        reason=row.reason,
        decided_on=row.decided_on,
        signed_at=row.signed_at,
        post_id=row.post_id,
        signature=row.signature,
        sealed=bool(row.seal),
    )


def _tasks(case_id: int) -> tuple[FlowTask, ...]:
    names = {name: f"instance__task__{name}" for name in FlowTask.__slots__}
    rows = Case.objects.filter(pk=case_id, instance__task__isnull=False)
    ordered = rows.order_by("instance__task__id").values(*names.values())
    return tuple(
        FlowTask(**{name: record[path] for name, path in names.items()}) for record in ordered
    )


def _file(record: dict[str, Any]) -> CaseFile:
    line = line_of(record)
    return CaseFile(
        line=line,
        **{name: record[path] for name, path in _MORE.items()},
        materials=_materials(record["application_id"]),
        letters=letters_of(case_id=line.id),
        decision=decision_of(case_id=line.id),
        tasks=_tasks(line.id),
        entries=tuple(entries_of(region_code=line.region_code, stream=CASE, subject=line.id)),
    )


def case_file(*, scope: Scope, number: str) -> CaseFile:
    """The file of case ``number``; raises :class:`UnableToFindCase` outside the scope."""
    rows = Case.objects.filter(within(scope), number=spell_case_number(number)).distinct()
    record = rows.values(*LINE, "application_id", *_MORE.values()).first()
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
    if len(typed) > RECEIPT_LENGTH:
        found = Case.objects.filter(region_id=typed[:6], number=typed)
    else:
        found = Case.objects.filter(
            region_id=region_code,
            application__region_id=region_code,
            application__receipt_code=read_code(typed),
        )
    rows = found.filter(application__check_code=read_code(check_code))
    record = rows.order_by("id").values(*LINE, "application_id", *_MORE.values()).first()
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
