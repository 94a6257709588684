"""Acting on several like cases: what will be done, and how it went with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.urls import reverse

from quancheng.cases.queries.review import last_signature
from quancheng.cases.rules.views import CaseLine
from quancheng.identity import queries as identity
from quancheng.identity.rules import Actor, Role
from quancheng.journeys.decide import GRANTED
from quancheng.journeys.examine import AGREE, DISAGREE, NOTE, OPINIONS
from quancheng.journeys.many_at_once import Told
from quancheng.web.review.forms.many import ManyOpinionForm, ManyTransferForm
from quancheng.web.review.pages import rows
from quancheng.web.review.pages.panel import PHRASES
from quancheng.web.ui.components import Cell, Column, Row, Table
from quancheng.web.ui.presenters import clocks

SUPERIOR = "superior"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyPage:
    """Before the act: the cases, the form, the button."""

    title: str
    url: str
    task_ids: tuple[int, ...]
    cases: Table
    form: ManyOpinionForm | ManyTransferForm
    phrases: tuple[tuple[str, str], ...]
    button: str
    kept_signature: str
    signs: bool
    back: str
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPage:
    """After the act: how many went through, and why the others did not."""

    title: str
    cases: Table
    all_done: bool
    back: str


def is_deciding(lines: Sequence[CaseLine]) -> bool:
    """Whether the chosen tasks end in a decision of the organ."""
    return bool(lines) and lines[0].task_kind == "decide"


def opinion_form(
    *, actor: Actor, lines: Sequence[CaseLine], data: QueryDict | None
) -> ManyOpinionForm:
    """The form for one opinion on all; a refusal is not offered, its reasons differ."""
    if is_deciding(lines):
        return ManyOpinionForm(
            data,
            choices=[(GRANTED, "全部准予")],
            kept_signature=last_signature(post_id=actor.post_id),
            initial={"verdict": GRANTED},
        )
    choices = [(key, OPINIONS[key]) for key in (AGREE, DISAGREE, NOTE)]
    return ManyOpinionForm(data, choices=choices, initial={"verdict": AGREE})


def transfer_form(
    *, actor: Actor, lines: Sequence[CaseLine], today: date, data: QueryDict | None
) -> ManyTransferForm:
    """The form for one colleague."""
    first = lines[0] if lines else None
    if first is None or first.task_role == SUPERIOR:
        return ManyTransferForm(data, posts=[])
    posts = identity.posts_in(
        region_code=actor.region_code,
        role=Role(first.task_role),
        office_id=first.task_office_id,
        today=today,
    )
    return ManyTransferForm(
        data,
        posts=[
            (str(post.id), f"{post.name}（请假中）" if post.absent else post.name)
            for post in posts
            if post.account_id != actor.account_id
        ],
    )


def opinion_page(
    *,
    actor: Actor,
    lines: Sequence[CaseLine],
    form: ManyOpinionForm,
    today: date,
    refusal: str = "",
) -> ManyPage:
    """The page before an opinion on all."""
    deciding = is_deciding(lines)
    step = lines[0].task_name if lines else ""
    verb = "签批准予" if deciding else "提交意见"
    return ManyPage(
        title=f"一起{'签批' if deciding else '办理'} {len(lines)} 件，同为{step}环节",
        url=reverse("review:many-opinion"),
        task_ids=tuple(line.task_id or 0 for line in lines),
        cases=_cases(lines, actor=actor, today=today),
        form=form,
        phrases=PHRASES["decide" if deciding else "examine"],
        button=f"{verb} {len(lines)} 件",
        kept_signature=form.kept_signature,
        signs=deciding,
        back=reverse("review:home"),
        refusal=refusal,
    )


def transfer_page(
    *,
    actor: Actor,
    lines: Sequence[CaseLine],
    form: ManyTransferForm,
    today: date,
    refusal: str = "",
) -> ManyPage:
    """The page before handing all to a colleague."""
    step = lines[0].task_name if lines else ""
    return ManyPage(
        title=f"把 {len(lines)} 件转给同事，同为{step}环节",
        url=reverse("review:many-transfer"),
        task_ids=tuple(line.task_id or 0 for line in lines),
        cases=_cases(lines, actor=actor, today=today),
        form=form,
        phrases=(),
        button=f"转走 {len(lines)} 件",
        kept_signature="",
        signs=False,
        back=reverse("review:home"),
        refusal=refusal,
    )


def _cases(lines: Sequence[CaseLine], *, actor: Actor, today: date) -> Table:
    read = rows.reading(actor=actor, lines=lines, today=today)
    shown = []
    for line in lines:
        view = read.views[line.id]
        left = clocks.days_left(promised=view.promised, statutory=view.statutory, today=today)
        shown.append(
            Row(
                cells=(
                    Cell(text=line.item_name, url=reverse("review:case", args=[line.number])),
                    Cell(text=line.applicant_name, sub=rows.tail_of(line.number)),
                    Cell(text=f"{left.figure} {left.unit}".strip(), sub=left.note),
                )
            )
        )
    columns = (Column(label="事项"), Column(label="申请人"), Column(label="剩余"))
    return Table(caption="选中的件", columns=columns, rows=tuple(shown))


def told_page(told: Sequence[Told], *, done: str) -> ToldPage:
    """How it went, case by case; those that did not go through come first."""
    failed = [each for each in told if each.sentence]
    well = len(told) - len(failed)
    ordered = [*failed, *(each for each in told if not each.sentence)]
    table = Table(
        caption="每件的结果",
        columns=(Column(label="事项"), Column(label="申请人"), Column(label="结果")),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        text=each.line.item_name,
                        url=reverse("review:case", args=[each.line.number]),
                    ),
                    Cell(text=each.line.applicant_name, sub=rows.tail_of(each.line.number)),
                    Cell(text=each.sentence or done),
                )
            )
            for each in ordered
        ),
    )
    title = f"{done} {well} 件" + (f"，{len(failed)} 件没有办成" if failed else "")
    return ToldPage(title=title, cases=table, all_done=not failed, back=reverse("review:home"))
