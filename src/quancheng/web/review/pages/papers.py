"""The file of a case: what was applied for, the materials, the letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from quancheng.cases.rules.views import AttachmentView, MaterialView
from quancheng.identity import queries as identity
from quancheng.journeys.papers.letters import NAMES
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.ui.components import DocumentLink, Documents, Fact, Facts, Grade
from quancheng.web.ui.presenters import dates, numbers

ID_LABELS = {
    "resident_id": "身份证号",
    "uscc": "信用代码",
    "passport": "护照号",
    "other": "证件号",
}
PDF = "application/pdf"
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp"})
PERSONAL = (("id", "证件号码"), ("phone", "联系电话"), ("address", "地址"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some facts under a heading; the first has none."""

    title: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class FileShown:
    """One stored file; ``kind`` is ``picture``, ``pdf`` or ``other``."""

    url: str
    name: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialShown:
    """One material: its grade, how it was handed in, and the files that open in place."""

    name: str
    grade: Grade | None
    note: str
    missing: bool
    files: tuple[FileShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The left column."""

    groups: tuple[Group, ...]
    opens: tuple[tuple[str, str], ...]
    full_url: str
    summary: str
    materials: tuple[MaterialShown, ...]
    letters: Documents


def papers_of(read: CaseRead) -> Papers:
    """The file as this reader sees it, personal data masked."""
    file = read.file
    given = sum(1 for each in file.materials if each.received)
    due = sum(1 for each in file.materials if each.required == "required" and not each.received)
    person = _applicant(read)
    known = frozenset(row.value for row in person.facts.rows)
    return Papers(
        groups=(person, *_answers(read, known)),
        opens=PERSONAL,
        full_url=reverse("review:full", args=[file.line.number]),
        summary=f"{given} 份，缺 {due} 份" if due else f"{given} 份齐",
        materials=tuple(_material(read, each) for each in file.materials),
        letters=Documents(items=_letters(read), empty="还没有文书。"),
    )


def _applicant(read: CaseRead) -> Group:
    file = read.file
    person = identity.applicant(applicant_id=file.applicant_id, scope=read.scope)
    label = "申请人" if person.kind == "person" else "申请单位"
    rows = [
        Fact(label=label, value=person.name, strong=True),
        Fact(label=ID_LABELS.get(person.id_kind, "证件号"), value=person.id_masked, mono=True),
        Fact(label="电话", value=person.phone_masked),
        Fact(label="地址", value=person.address_masked),
    ]
    if file.agent_name:
        rows.append(Fact(label="代理人", value=file.agent_name, extra=file.agent_authority))
    return Group(title="", facts=Facts(rows=tuple(row for row in rows if row.value)))


def _answers(read: CaseRead, known: frozenset[str]) -> tuple[Group, ...]:
    """The answers by group, without those that only say again who applies."""
    groups: dict[str, list[Fact]] = {}
    for field in read.guide.fields:
        value = read.file.answers.get(field.code)
        if value in {None, ""} or value in known:
            continue
        groups.setdefault(field.group, []).append(
            Fact(label=field.label, value=_value(value, field.datatype))
        )
    return tuple(
        Group(title=title, facts=Facts(rows=tuple(rows))) for title, rows in groups.items()
    )


def _value(value: object, datatype: str) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    text = str(value)
    if datatype == "date":
        try:
            return dates.full_day(date.fromisoformat(text))
        except ValueError:
            return text
    return f"{text} 元" if datatype == "money" else text


def _material(read: CaseRead, line: MaterialView) -> MaterialShown:
    copies = [
        f"{words} {count}"
        for words, count in (("原件", line.originals), ("复印", line.copies))
        if count
    ]
    if not line.received:
        note = "容缺，待补" if line.deferred else ("缺" if line.required == "required" else "未交")
    elif line.files:
        pages = sum(each.pages for each in line.files)
        note = f"{pages} 页" if pages else f"{len(line.files)} 个文件"
    else:
        note = " ".join(copies) or "已核"
    return MaterialShown(
        name=line.name,
        grade=Grade(level=line.grade) if line.grade and line.received else None,
        note=note,
        missing=not line.received and line.required == "required",
        files=tuple(_file(read, each) for each in line.files),
    )


def kind_of(media_type: str) -> str:
    """How a file is opened: ``picture`` and ``pdf`` in place, ``other`` by saving it."""
    if media_type in PICTURES:
        return "picture"
    return "pdf" if media_type == PDF else "other"


def _file(read: CaseRead, line: AttachmentView) -> FileShown:
    return FileShown(
        url=reverse("review:attachment", args=[read.file.line.number, line.id]),
        name=line.name,
        kind=kind_of(line.media_type),
        note=numbers.size(line.size),
    )


def _letters(read: CaseRead) -> tuple[DocumentLink, ...]:
    return tuple(
        DocumentLink(
            name=NAMES.get(letter.kind, "文书"),
            url=reverse("review:letter", args=[read.file.line.number, letter.id]),
            note=dates.day_month(letter.issued_at),
            icon="file-certificate",
            new_tab=True,
        )
        for letter in reversed(read.file.letters)
    )
