"""The step table (环节表) itself: its lines, its groups, and what makes it fit to be a flow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from quancheng.kernel.errors import UnableTo
from quancheng.workflow.engine.elements import EXECUTOR_LEVELS, ExecutorLevel
from quancheng.workflow.engine.particulars import LONGEST_NAME, LONGEST_ROLE, MOST_DAYS

Block = tuple["Step", ...]

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class UnableToReadSteps(UnableTo):
    """The step table cannot become a flow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a step table (环节).

    ``limit_days`` is in the unit of the item. Neighbouring steps with the same
    ``parallel_group`` are done at the same time. ``counts`` is false where the days of the step
    are not part of the promised limit.
    """

    order: int
    name: str
    role: str
    office: str
    limit_days: Decimal
    parallel_group: str = ""
    counts: bool = True
    executor_level: ExecutorLevel = "county"


def check_steps(steps: Sequence[Step]) -> None:
    """Check that a table can become a flow; raises :class:`UnableToReadSteps`."""
    if not steps:
        raise UnableToReadSteps("环节表是空的，请至少填写一个环节。")
    for step in steps:
        _check_step(step)
    ordered = sorted(steps, key=lambda step: step.order)
    for earlier, later in pairwise(ordered):
        if earlier.order == later.order:
            raise UnableToReadSteps(
                f"环节“{earlier.name}”和“{later.name}”的序号都是{later.order}，请改成不同的序号。"
            )
    label = scattered_group(ordered)
    if label:
        raise UnableToReadSteps(
            f"并联组“{label}”的环节没有连在一起，请把它们的序号排在一起，或者改用另一个组名。"
        )


def _check_step(step: Step) -> None:
    if step.order < 1:
        raise UnableToReadSteps(f"环节“{step.name}”的序号要从1开始，请修改。")
    if not step.name.strip() or len(step.name) > LONGEST_NAME:
        raise UnableToReadSteps(
            f"第{step.order}个环节要有名称，且不超过{LONGEST_NAME}个字，请修改。"
        )
    if not step.role.strip() or len(step.role) > LONGEST_ROLE:
        raise UnableToReadSteps(
            f"环节“{step.name}”要写明办理角色，且不超过{LONGEST_ROLE}个字，请修改。"
        )
    if not (step.limit_days.is_finite() and 0 <= step.limit_days <= MOST_DAYS):
        raise UnableToReadSteps(f"环节“{step.name}”的时限要在0到{MOST_DAYS}天之间，请修改。")
    if step.executor_level not in EXECUTOR_LEVELS:
        raise UnableToReadSteps(
            f"环节“{step.name}”的办理层级“{step.executor_level}”不认识，"
            "请填 county、town 或 superior。"
        )
    if any(unprintable(text) for text in (step.name, step.role, step.office)):
        raise UnableToReadSteps(f"第{step.order}个环节里有看不见的控制字符，请重新填写。")


def unprintable(text: str) -> bool:
    """Whether a text holds signs that XML or a printed page cannot hold."""
    return _UNPRINTABLE.search(text) is not None


def blocks_of(steps: Sequence[Step]) -> tuple[Block, ...]:
    """The steps in order, those done at the same time together."""
    blocks: list[Block] = []
    for step in sorted(steps, key=lambda step: step.order):
        if blocks and step.parallel_group and blocks[-1][0].parallel_group == step.parallel_group:
            blocks[-1] += (step,)
        else:
            blocks.append((step,))
    return tuple(blocks)


def scattered_group(ordered: Sequence[Step]) -> str:
    """The label of a parallel group whose steps are not neighbours, or an empty text."""
    labels = [label for label, _ in groupby(step.parallel_group for step in ordered) if label]
    return next((label for label in labels if labels.count(label) > 1), "")
