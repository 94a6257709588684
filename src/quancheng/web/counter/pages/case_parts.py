"""The parts of a case's page: answers in groups, materials with their files, letters, receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from quancheng.cases.rules.materials import Tick
from quancheng.cases.rules.views import CaseFile, MaterialView
from quancheng.catalogue.queries import Guide
from quancheng.identity.queries import ApplicantView
from quancheng.journeys.papers.letters import NAMES
from quancheng.journeys.prepare import body as bodies
from quancheng.journeys.prepare.limits import if_accepted
from quancheng.journeys.read_clock import ClockView
from quancheng.kernel.identifiers import show_receipt_code
from quancheng.kernel.moments import day_of
from quancheng.web.counter.pages.slip import due_words, fee_words
from quancheng.web.ui.components import Fact, Facts, Receipt
from quancheng.web.ui.presenters import dates, numbers
from quancheng.web.ui.site import site

CHANNELS = {"counter": "窗口", "town": "镇便民服务中心", "online": "网上"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """The answers under one heading of the form."""

    title: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A letter that can be printed, and how often it was."""

    name: str
    about: str
    url: str
    can_be_slip: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLink:
    """A file of a material."""

    name: str
    size: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMaterial:
    """A line of the list as it stands."""

    code: str
    name: str
    note: str
    state: str
    grade: str
    files: tuple[FileLink, ...]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def answer_groups(*, file: CaseFile, guide: Guide) -> tuple[AnswerGroup, ...]:
    """What was written into the form, masked, in the groups of the form."""
    groups: dict[str, list[Fact]] = {}
    for spec in guide.fields:
        value = file.answers.get(spec.code)
        if value not in (None, "", False):
            said = Fact(label=spec.label, value=_said(value))
            groups.setdefault(spec.group or "申请表", []).append(said)
    return tuple(
        AnswerGroup(title=title, facts=Facts(rows=tuple(rows))) for title, rows in groups.items()
    )


def applicant_facts(*, file: CaseFile, applicant: ApplicantView) -> Facts:
    """Who applies and who came; numbers masked."""
    agent = f"{file.agent_name}（{file.agent_authority}）" if file.agent_name else ""
    rows = [
        Fact(label="申请人", value=applicant.name, strong=True),
        Fact(label=applicant.id_kind.label, value=applicant.id_masked, mono=True),
        Fact(label="手机", value=file.phone_mask or applicant.phone_masked, mono=True),
        Fact(label="代办人", value=agent) if agent else None,
        Fact(label="来自", value=f"{CHANNELS[file.channel]} {file.line.counter}".strip()),
        Fact(label="收件时间", value=dates.moment(file.line.received_at)),
    ]
    return Facts(rows=tuple(row for row in rows if row))


def lacking_of(*, file: CaseFile, guide: Guide) -> tuple[str, ...]:
    """The codes of required materials that apply and are still not in."""
    ticks = {line.code: Tick(received=line.received) for line in file.materials}
    return bodies.lacking(guide=guide, ticks=ticks, by_agent=bool(file.agent_name))


def _material(file: CaseFile, line: MaterialView, lacking: tuple[str, ...]) -> CaseMaterial:
    counts = [
        f"{words} {count} 份"
        for words, count in (("原件", line.originals), ("复印件", line.copies))
        if count and line.received
    ]
    if not line.received:
        counts = ["还没有交" if line.code in lacking else "本件不用交或可后补"]
    if line.files:
        counts.append(f"电子文件 {len(line.files)} 个")
    return CaseMaterial(
        code=line.code,
        name=line.name,
        note="、".join(counts) or "已收",
        state="ok" if line.received else "" if line.code in lacking else "na",
        grade=line.grade,
        files=tuple(
            FileLink(
                name=each.name,
                size=numbers.size(each.size),
                url=reverse("counter:case-file", args=[file.line.number, each.id]),
            )
            for each in line.files
        ),
    )


def case_materials(*, file: CaseFile, lacking: tuple[str, ...]) -> tuple[CaseMaterial, ...]:
    """The list with its files."""
    return tuple(_material(file, line, lacking) for line in file.materials)


def papers_of(file: CaseFile) -> tuple[PaperLine, ...]:
    """The letters, the latest first."""
    lines = [
        PaperLine(
            name=NAMES.get(letter.kind, letter.kind),
            about=f"{dates.short_moment(letter.issued_at)} · {_printed(letter.printed)}",
            url=reverse("counter:letter", args=[file.line.number, letter.id]),
            can_be_slip=letter.kind == "receipt",
        )
        for letter in reversed(file.letters)
    ]
    if file.line.outcome == "granted":
        url = reverse("counter:result", args=[file.line.number])
        lines.insert(0, PaperLine(name="办理结果", about="证照或批文", url=url, can_be_slip=False))
    return tuple(lines)


def _printed(times: int) -> str:
    return f"已打印 {times} 次，再打印会标“副本”" if times else "还没打印"


def receipt_of(*, file: CaseFile, guide: Guide, view: ClockView, now: datetime) -> Receipt:
    """The receipt with its code and QR picture; the days are the case's own once it is accepted."""
    line = file.line
    accepted = line.accepted_on is not None
    if not accepted:
        view = if_accepted(edition_id=line.edition_id, region_code=line.region_code, on=day_of(now))
    at_once = line.handling_type == "instant"
    due = "当场" if at_once else due_words(view.promised or view.statutory, calendar=view.calendar)
    received = sum(1 for each in file.materials if each.received)
    return Receipt(
        place=f"{site().centre} · {line.counter} 窗口",
        due_before="最迟"
        if accepted and not at_once
        else "受理后最迟"
        if not at_once
        else "受理后",
        due=due or "等放假安排公布",
        due_after="办结",
        facts=(
            Fact(label="申请人", value=line.applicant_name),
            Fact(label="事项", value=line.item_name),
            Fact(label="材料", value=f"收到 {received} 份"),
            Fact(label="收费", value=fee_words(guide)),
            Fact(
                label="法定期限",
                value=due_words(view.statutory, calendar=view.calendar) or guide.statutory.text,
            ),
            Fact(label="收件", value=dates.short_moment(line.received_at)),
        ),
        code=show_receipt_code(file.receipt_code),
        qr_url=f"{settings.PUBLIC_URL}/p/{file.receipt_code}/",
    )
