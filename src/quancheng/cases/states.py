"""States, transitions, owners, events and notices of a case: one table (pure).

The diagram in ``docs/reference/states.md`` is generated from it. An act is looked up here
before anything is written, and every act leaves exactly one entry of its ``event`` kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quancheng.kernel.errors import UnableTo


class State(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    CORRECTING = "correcting"
    ACCEPTED = "accepted"
    EXAMINING = "examining"
    SUSPENDED = "suspended"
    FORWARDED = "forwarded"
    DELIVERING = "delivering"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"

    @property
    def label(self) -> str:
        """The Chinese word for the screens of staff."""
        return LABELS[self]

    @property
    def owner(self) -> str:
        """The desk that has to act next; empty when the case has ended."""
        return OWNERS[self]

    @property
    def is_open(self) -> bool:
        """Whether a limit may still run on the case."""
        return self in OPEN_STATES


LABELS = {
    State.RECEIVED: "已收件",
    State.CORRECTING: "待补正",
    State.ACCEPTED: "已受理",
    State.EXAMINING: "审批中",
    State.SUSPENDED: "停计时",
    State.FORWARDED: "已上报",
    State.DELIVERING: "待送达",
    State.CLOSED: "已办结",
    State.DECLINED: "不予受理",
    State.WITHDRAWN: "已撤回",
    State.TERMINATED: "已终止",
}
OWNERS = {
    State.RECEIVED: "窗口",
    State.CORRECTING: "申请人",
    State.ACCEPTED: "窗口",
    State.EXAMINING: "审批",
    State.SUSPENDED: "审批",
    State.FORWARDED: "上级部门",
    State.DELIVERING: "统一送达窗口",
    State.CLOSED: "",
    State.DECLINED: "",
    State.WITHDRAWN: "",
    State.TERMINATED: "",
}
OPEN_STATES = frozenset(
    {
        State.RECEIVED,
        State.CORRECTING,
        State.ACCEPTED,
        State.EXAMINING,
        State.SUSPENDED,
        State.FORWARDED,
    }
)
RUNNING = frozenset({State.ACCEPTED, State.EXAMINING})


class UnableToAct(UnableTo):
    """The state of the case does not allow the act."""


class UnableToActStale(UnableTo):
    """Somebody else has acted on the case since it was read."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table.

    ``owners`` are the roles that may do it (``platform`` for the sweep); ``to`` is ``None``
    where the act leaves the state as it is, or the flow decides where it goes.
    """

    act: str
    label: str
    sources: frozenset[State]
    to: State | None
    owners: frozenset[str]
    notice: str = ""


COUNTER = frozenset({"counter"})
OFFICE = frozenset({"examiner", "reviewer", "approver", "head"})
DECIDERS = frozenset({"approver", "head"})
PLATFORM = frozenset({"platform"})


def _row(  # noqa: PLR0917 - a table reads better in columns
    act: str,
    label: str,
    sources: frozenset[State],
    to: State | None,
    owners: frozenset[str],
    notice: str = "",
) -> Transition:
    return Transition(act, label, sources, to, owners, notice)


_WAITING = frozenset({State.RECEIVED, State.CORRECTING})
_HELD = frozenset({State.SUSPENDED})
_TABLE = (
    _row("received", "收件", frozenset(), State.RECEIVED, COUNTER, "received"),
    _row("corrected", "收到补正材料", frozenset({State.CORRECTING}), State.RECEIVED, COUNTER),
    _row(
        "correction_told",
        "一次告知补正",
        frozenset({State.RECEIVED}),
        State.CORRECTING,
        COUNTER | {"supervisor"},
        "correction",
    ),
    _row("accepted", "受理", frozenset({State.RECEIVED}), State.EXAMINING, COUNTER, "accepted"),
    _row(
        "deemed_accepted",
        "逾期未答复，视为受理",
        frozenset({State.RECEIVED}),
        State.EXAMINING,
        PLATFORM,
        "accepted",
    ),
    _row("declined", "不予受理", _WAITING, State.DECLINED, COUNTER, "declined"),
    _row("not_needed", "不需要许可", _WAITING, State.DECLINED, COUNTER, "declined"),
    _row("wrong_office", "不属本机关职权", _WAITING, State.DECLINED, COUNTER, "declined"),
    _row("returned", "退回窗口补正", frozenset({State.RECEIVED}), None, OFFICE | COUNTER),
    _row("claimed", "领取任务", RUNNING | {State.FORWARDED}, None, OFFICE),
    _row("released", "放回任务", RUNNING | {State.FORWARDED}, None, OFFICE),
    _row("transferred", "转同事办理", RUNNING | {State.FORWARDED}, None, OFFICE),
    _row("opinion", "提出意见", RUNNING | {State.FORWARDED}, None, OFFICE),
    _row("sent_back", "退回上一环节", RUNNING | {State.FORWARDED}, None, OFFICE),
    _row("forwarded", "上报", RUNNING, State.FORWARDED, OFFICE, "forwarded"),
    _row("suspended", "停计时", RUNNING | _HELD, State.SUSPENDED, OFFICE, "suspended"),
    _row("resumed", "恢复计时", _HELD, State.EXAMINING, OFFICE, "resumed"),
    _row("held_long", "停计时超过规定天数", _HELD, None, PLATFORM),
    _row("hearing_told", "告知听证权利", RUNNING | _HELD, None, OFFICE, "hearing_told"),
    _row(
        "hearing_requested",
        "收到听证申请",
        RUNNING | _HELD,
        State.SUSPENDED,
        OFFICE,
        "hearing_requested",
    ),
    _row(
        "hearing_opened",
        "依职权启动听证",
        RUNNING | _HELD,
        State.SUSPENDED,
        OFFICE,
        "hearing_opened",
    ),
    _row("hearing_scheduled", "听证通知", _HELD, None, OFFICE, "hearing_scheduled"),
    _row("recusal_requested", "申请主持人回避", _HELD, None, OFFICE),
    _row("recusal_decided", "决定是否回避", _HELD, None, frozenset({"head"}), "recusal_decided"),
    _row("hearing_ended", "听证结束，笔录入卷", _HELD, State.EXAMINING, OFFICE, "hearing_ended"),
    _row(
        "hearing_dropped",
        "放弃听证",
        RUNNING | _HELD,
        None,
        OFFICE,
        "hearing_dropped",
    ),
    _row(
        "renewal_linked",
        "关联要延续的证照",
        _WAITING | RUNNING | _HELD,
        None,
        OFFICE | COUNTER,
    ),
    _row(
        "deemed_renewed",
        "逾期未决定，视为准予延续",
        RUNNING | {State.SUSPENDED, State.FORWARDED},
        None,
        PLATFORM,
        "deemed_renewed",
    ),
    _row("child_joined", "并入联办子件", RUNNING | _HELD, None, OFFICE),
    _row("child_left", "移出联办子件", RUNNING | _HELD | {State.FORWARDED}, None, OFFICE),
    _row("joined", "并入联办主件", OPEN_STATES, None, OFFICE),
    _row("left", "退出联办", OPEN_STATES, None, OFFICE),
    _row("extension_requested", "申请延长审批期限", RUNNING, None, OFFICE),
    _row("extension_declined", "不同意延长审批期限", RUNNING, None, frozenset({"head"})),
    _row("extended", "延长审批期限", RUNNING, None, frozenset({"head"}), "extended"),
    _row(
        "granted",
        "准予",
        RUNNING | {State.FORWARDED},
        State.DELIVERING,
        DECIDERS | COUNTER | {"examiner"},
        "granted",
    ),
    _row(
        "refused",
        "不予许可",
        RUNNING | {State.FORWARDED},
        State.DELIVERING,
        DECIDERS | COUNTER | {"examiner"},
        "refused",
    ),
    _row(
        "posted",
        "邮寄送达，等签收",
        frozenset({State.DELIVERING}),
        None,
        frozenset({"delivery", "counter"}),
        "posted",
    ),
    _row(
        "handed_over",
        "送达",
        frozenset({State.DELIVERING}),
        State.CLOSED,
        frozenset({"delivery", "counter"}),
        "handed_over",
    ),
    _row(
        "withdrawn",
        "申请人撤回",
        _WAITING | RUNNING | {State.SUSPENDED, State.FORWARDED},
        State.WITHDRAWN,
        COUNTER,
        "withdrawn",
    ),
    _row(
        "terminated",
        "终止办理",
        RUNNING | {State.SUSPENDED, State.CORRECTING, State.FORWARDED},
        State.TERMINATED,
        DECIDERS,
        "terminated",
    ),
    _row("due_soon", "临近承诺期限", OPEN_STATES, None, PLATFORM),
    _row("overdue", "超过承诺期限", OPEN_STATES, None, PLATFORM),
    _row("unlawful", "超过法定期限", OPEN_STATES, None, PLATFORM),
    _row("recomputed", "期限重算", OPEN_STATES | {State.DELIVERING}, None, PLATFORM),
    _row("opened_in_full", "查看完整信息", frozenset(State), None, OFFICE | COUNTER),
)
TRANSITIONS = {row.act: row for row in _TABLE}
ACT_LABELS = {row.act: row.label for row in _TABLE}


def check_state_allows(*, act: str, state: State) -> Transition:
    """The row of the table for ``act``.

    Raises :class:`UnableToAct` where a case in ``state`` does not allow it, saying what the
    state is and whose turn it is.
    """
    row = TRANSITIONS[act]
    if state not in row.sources:
        turn = f"，现在应由{state.owner}办理" if state.owner else ""
        raise UnableToAct(f"这件现在是“{state.label}”{turn}，不能{row.label}。请刷新后再看。")
    return row


def allows(*, act: str, state: State) -> bool:
    """Whether the button for ``act`` may show; derived from :func:`check_state_allows`."""
    try:
        check_state_allows(act=act, state=state)
    except UnableToAct:
        return False
    return True
