"""Who may take a task (pure)."""

from __future__ import annotations

from typing import Protocol

from quancheng.cases.rules.snapshot import UnableToActOnTask, WaitingTask

ANSWERS_FOR_SUPERIOR = frozenset({"examiner", "head", "approver"})


class Taker(Protocol):
    """What the rule needs to know of a person in a post."""

    @property
    def role(self) -> str: ...
    @property
    def posts(self) -> tuple[int, ...]: ...
    @property
    def office_id(self) -> int | None: ...
    @property
    def town(self) -> str | None: ...


def check_may_take(*, actor: Taker, task: WaitingTask) -> None:
    """Raises :class:`UnableToActOnTask` unless the task is this person's kind of work.

    Role, office (or town) must fit, and nobody else may have claimed it, unless the person
    stands in for the absent holder. A superior organ's answer is entered by the office.
    """
    fits = task.role == actor.role or (
        task.role == "superior" and actor.role in ANSWERS_FOR_SUPERIOR
    )
    if not fits:
        raise UnableToActOnTask(f"“{task.name}”不由您这个岗位办理，请由相应岗位的同事办理。")
    if task.town_code:
        if task.town_code != actor.town:
            raise UnableToActOnTask(f"“{task.name}”由所在镇办理，请由该镇的同事办理。")
    elif task.office_id is not None and task.office_id != actor.office_id:
        raise UnableToActOnTask(f"“{task.name}”由其他部门办理，请由该部门的同事办理。")
    if task.holder is not None and task.holder not in actor.posts:
        raise UnableToActOnTask(f"“{task.name}”已有同事领取，请先请他放回，或者请他转给您。")


def may_take(*, actor: Taker, task: WaitingTask) -> bool:
    """Whether the button may show; derived from :func:`check_may_take`."""
    try:
        check_may_take(actor=actor, task=task)
    except UnableToActOnTask:
        return False
    return True


def check_holds(*, actor: Taker, task: WaitingTask) -> None:
    """Raises unless the person (or the one he stands in for) has claimed the task."""
    if task.holder is None or task.holder not in actor.posts:
        raise UnableToActOnTask(f"“{task.name}”不在您手上，不用放回。")
