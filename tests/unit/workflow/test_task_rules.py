"""What may be done to a task."""

from __future__ import annotations

import pytest

from quancheng.workflow.rules import (
    UnableToTakeTask,
    check_claim,
    check_complete,
    check_open,
    check_release,
    check_transfer,
)


@pytest.mark.parametrize(("state", "said"), [("done", "已经办过了"), ("cancelled", "已经被收回")])
def test_a_task_that_is_not_open_says_why(state, said):
    with pytest.raises(UnableToTakeTask, match=said):
        check_open(state=state)


@pytest.mark.parametrize("holder", [None, 1, 2])
def test_a_free_task_ones_own_or_that_of_whom_one_stands_in_for_may_be_taken(holder):
    assert check_claim(state="open", holder=holder, post=1, deputising_for=2) is None
    assert check_complete(state="open", holder=holder, post=1, deputising_for=2) is None


def test_a_task_in_other_hands_may_not_be_taken():
    with pytest.raises(UnableToTakeTask, match="已经由同事签收，请改办其他待办"):
        check_claim(state="open", holder=3, post=1, deputising_for=2)
    with pytest.raises(UnableToTakeTask, match="请先请同事放回或者转给您"):
        check_complete(state="open", holder=3, post=1, deputising_for=None)


def test_only_the_holder_puts_a_task_back():
    assert check_release(state="open", holder=1, post=1) is None
    with pytest.raises(UnableToTakeTask, match="不在您名下，不用放回"):
        check_release(state="open", holder=None, post=1)


def test_a_task_is_handed_over_by_its_holder_and_to_somebody_else():
    assert check_transfer(state="open", holder=None, post=1, to_post=2) is None
    with pytest.raises(UnableToTakeTask, match="不能转交，请先签收"):
        check_transfer(state="open", holder=3, post=1, to_post=2)
    with pytest.raises(UnableToTakeTask, match="不能转给自己"):
        check_transfer(state="open", holder=1, post=1, to_post=1)
