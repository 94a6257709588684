"""Parts of the guide: the steps, what to bring, what to fill in, what it costs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode

from quancheng.catalogue.queries import Guide, MaterialView, StepView
from quancheng.web.ui.components import Flow, FlowStep, Tag

_CLAUSES: Final = re.compile(r"[；;\n]+")
SUPERIORS: Final = {"city": "市级部门", "province": "省级部门"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A material as the list shows it."""

    name: str
    tags: tuple[Tag, ...]
    lines: tuple[str, ...]
    source: str
    source_url: str
    source_words: str
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bring:
    """All materials, and how many most people need."""

    materials: tuple[Material, ...]
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A fee with what it rests on."""

    name: str
    amount: str
    basis: str
    exemption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """What stands under the heading of the fees."""

    free: bool
    sentence: str
    basis: str


def reader(text: str) -> tuple[str, ...]:
    """A long sentence of the list as clauses, one a line."""
    return tuple(part.strip() for part in _CLAUSES.split(text) if part.strip())


def flow(found: Guide) -> Flow | None:
    """The steps as a strip; steps that run together share a column."""
    columns: list[FlowStep] = []
    waiting: list[StepView] = []
    for step in (*found.steps, None):
        group = step.parallel_group if step else ""
        if waiting and group != waiting[0].parallel_group:
            columns.append(_column(waiting))
            waiting = []
        if step and group:
            waiting.append(step)
        elif step:
            columns.append(_step(step))
    return Flow(steps=tuple(columns), label="办理步骤") if columns else None


def _column(steps: list[StepView]) -> FlowStep:
    if len(steps) == 1:
        return _step(steps[0])
    return FlowStep(
        name=steps[0].name, together=tuple(_step(step, who=step.office_name) for step in steps)
    )


def _step(step: StepView, *, who: str = "") -> FlowStep:
    """One step; of steps that run together the offices are named, else the role."""
    outside = {"superior": "上级部门", "town": "镇便民服务中心"}.get(step.executor_level)
    limit = (
        step.limit_text
        if step.counts
        else f"{step.limit_text}，不计时"
        if step.limit_days
        else "不计时"
    )
    return FlowStep(name=step.name, lines=(outside or who or step.role, limit))


def bring(found: Guide) -> Bring:
    """The materials in their order."""
    always = sum(1 for each in found.materials if each.need == "required" and not each.condition)
    total = len(found.materials)
    if not total:
        summary = "不用带材料，带上身份证即可"
    elif always == total:
        summary = f"共 {total} 样"
    else:
        summary = f"最多 {total} 样，人人都要的 {always} 样"
    return Bring(materials=tuple(_material(each) for each in found.materials), summary=summary)


def _material(found: MaterialView) -> Material:
    tags = []
    if found.need == "deferrable":
        tags.append(Tag(text="可以后补", tone="b"))
    elif found.need == "optional":
        tags.append(Tag(text="可以不交"))
    if found.condition:
        tags.append(Tag(text="看情形"))
    lines = [found.sample_note] if found.sample_note else []
    if found.condition:
        lines.append(_when(found.condition))
    if found.need == "deferrable":
        lines.append("主要材料齐全的先受理，这一样在告知的期限内补交。")
    if found.format == "electronic":
        lines.append("交电子文件")
    source = found.derivable_from_result
    return Material(
        name=found.name,
        tags=tuple(tags),
        lines=tuple(lines),
        source=found.issued_by_label,
        source_url=f"{reverse('portal:items')}?{urlencode({'q': source})}" if source else "",
        source_words=source,
        copies=tuple(
            f"{word} {count}"
            for word, count in (("原件", found.originals), ("复印", found.copies))
            if count
        )
        or ("出示即可",),
    )


def _when(condition: str) -> str:
    said = condition.rstrip("。")
    if said.endswith(("的", "时")) and not said.startswith(("只", "仅")):
        return f"{said}才交"
    return said


def filled_in(found: Guide) -> tuple[tuple[str, str], ...]:
    """What the form asks for, by group: the names of its fields."""
    groups: dict[str, list[str]] = {}
    for field in found.fields:
        groups.setdefault(field.group or "申请内容", []).append(field.label)
    return tuple((group, "、".join(labels)) for group, labels in groups.items())


def fees(found: Guide) -> tuple[Fee, ...]:
    """The fees with their bases."""
    return tuple(
        Fee(
            name=each.name,
            amount=_free(each.amount) or each.amount_text,
            basis=each.basis,
            exemption=each.exemption,
        )
        for each in found.fees
    )


def _free(amount: Decimal | None) -> str:
    return "免收" if amount is not None and not amount else ""


def pay(found: Guide) -> Pay:
    """Whether it costs anything, and on what ground."""
    if not found.fee_yes:
        return Pay(
            free=True, sentence="不收费。窗口和任何人都不能向您收钱。", basis=found.fee_basis
        )
    return Pay(
        free=False,
        sentence="按下面的标准交到中心的银行收费窗口，凭票据领证；工作人员不收现金。",
        basis=found.fee_basis,
    )
