"""What may be done to a task (待办), told with values: no table, no clock.

A task is ``open``, ``done`` or ``cancelled``. While it is open it lies with its office, or with
the post that has claimed it, its ``holder``.
"""

from __future__ import annotations

from typing import Literal

from quancheng.kernel.errors import UnableTo

TaskState = Literal["open", "done", "cancelled"]


class UnableToTakeTask(UnableTo):
    """The task is not open, or it is in other hands."""


def check_open(*, state: str) -> None:
    """Check that a task still waits to be done; raises :class:`UnableToTakeTask`."""
    if state == "done":
        raise UnableToTakeTask("这项待办已经办过了，请刷新页面查看最新进展。")
    if state != "open":
        raise UnableToTakeTask("这项待办已经被收回，请刷新页面查看最新进展。")


def check_claim(*, state: str, holder: int | None, post: int, deputising_for: int | None) -> None:
    """Check that a post may claim a task.

    A task held by another post stays there, unless the claiming post stands in for that one
    (AB岗, ``deputising_for``). Raises :class:`UnableToTakeTask`.
    """
    check_open(state=state)
    if holder not in {None, post, deputising_for}:
        raise UnableToTakeTask("这项待办已经由同事签收，请改办其他待办，或者请同事放回。")


def check_release(*, state: str, holder: int | None, post: int) -> None:
    """Check that a post may put a task back to its office; raises :class:`UnableToTakeTask`."""
    check_open(state=state)
    if holder != post:
        raise UnableToTakeTask("这项待办不在您名下，不用放回。")


def check_complete(
    *, state: str, holder: int | None, post: int, deputising_for: int | None
) -> None:
    """Check that a post may do a task: it is free, its own, or of the post it stands in for.

    Raises :class:`UnableToTakeTask`.
    """
    check_open(state=state)
    if holder not in {None, post, deputising_for}:
        raise UnableToTakeTask("这项待办已经由同事签收，请先请同事放回或者转给您。")


def check_transfer(*, state: str, holder: int | None, post: int, to_post: int) -> None:
    """Check that a post may hand a task to another; raises :class:`UnableToTakeTask`."""
    check_open(state=state)
    if holder not in {None, post}:
        raise UnableToTakeTask("这项待办不在您名下，不能转交，请先签收。")
    if to_post == post:
        raise UnableToTakeTask("不能转给自己，请选择另一位同事。")
