"""Which role may do which act, and where."""

from __future__ import annotations

from enum import StrEnum

from quancheng.identity.rules.actors import Actor
from quancheng.identity.rules.roles import OFFICE_ROLES, Role
from quancheng.kernel.errors import UnableToPermit
from quancheng.regions.rules import is_within


class UnableToAct(UnableToPermit):
    """The act does not belong to the post in which the person acts."""


class Act(StrEnum):
    """What a person can do to a case, a list or a colleague's post."""

    TAKE_IN = "take_in"
    ACCEPT = "accept"
    CORRECT = "correct"
    OVERRIDE_CORRECTION = "override_correction"
    DECLINE = "decline"
    DECIDE_ON_THE_SPOT = "decide_on_the_spot"
    HAND_OVER = "hand_over"
    COLLECT_FEE = "collect_fee"
    CLAIM = "claim"
    OPINE = "opine"
    SEND_BACK = "send_back"
    TRANSFER = "transfer"
    RETURN_FOR_CORRECTION = "return_for_correction"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    APPROVE_EXTENSION = "approve_extension"
    DECIDE = "decide"
    TERMINATE = "terminate"
    HEAR = "hear"
    DECIDE_RECUSAL = "decide_recusal"
    LINK_RENEWAL = "link_renewal"
    JOIN = "join"
    WITHDRAW = "withdraw"
    READ_CASE = "read_case"
    OPEN_IN_FULL = "open_in_full"
    SUPERVISE = "supervise"
    EDIT_CATALOGUE = "edit_catalogue"
    PUBLISH_EDITION = "publish_edition"
    APPOINT = "appoint"
    ENTER_ABSENCE = "enter_absence"
    READ_STAFF = "read_staff"

    @property
    def label(self) -> str:
        """The words for the act in a sentence."""
        return _LABELS[self]


_LABELS = {
    Act.TAKE_IN: "收件",
    Act.ACCEPT: "受理",
    Act.CORRECT: "告知补正",
    Act.OVERRIDE_CORRECTION: "批准再次补正",
    Act.DECLINE: "不予受理",
    Act.DECIDE_ON_THE_SPOT: "当场办结",
    Act.HAND_OVER: "送达",
    Act.COLLECT_FEE: "确认收费",
    Act.CLAIM: "签收待办",
    Act.OPINE: "签署意见",
    Act.SEND_BACK: "退回上一环节",
    Act.TRANSFER: "转办",
    Act.RETURN_FOR_CORRECTION: "退回窗口补正",
    Act.SUSPEND: "启动特别程序",
    Act.RESUME: "结束特别程序",
    Act.EXTEND: "申请延长",
    Act.APPROVE_EXTENSION: "批准延长",
    Act.DECIDE: "作出决定",
    Act.TERMINATE: "终止办理",
    Act.HEAR: "办理听证",
    Act.DECIDE_RECUSAL: "决定是否回避",
    Act.LINK_RENEWAL: "关联要延续的证照",
    Act.JOIN: "并入联办子件",
    Act.WITHDRAW: "办理撤回",
    Act.READ_CASE: "查看办件",
    Act.OPEN_IN_FULL: "查看完整个人信息",
    Act.SUPERVISE: "监察督办",
    Act.EDIT_CATALOGUE: "编辑事项",
    Act.PUBLISH_EDITION: "发布事项版本",
    Act.APPOINT: "设置岗位",
    Act.ENTER_ABSENCE: "登记请假",
    Act.READ_STAFF: "查看人员",
}

_EXAMINES = frozenset(
    {
        Act.READ_CASE,
        Act.OPEN_IN_FULL,
        Act.ENTER_ABSENCE,
        Act.CLAIM,
        Act.OPINE,
        Act.SEND_BACK,
        Act.TRANSFER,
        Act.RETURN_FOR_CORRECTION,
        Act.SUSPEND,
        Act.RESUME,
        Act.EXTEND,
        Act.HEAR,
        Act.LINK_RENEWAL,
        Act.JOIN,
    }
)
_DECIDES = _EXAMINES | {Act.DECIDE, Act.TERMINATE, Act.READ_STAFF}
# 行政许可法 42: 经本行政机关负责人批准. The head of the organ, not whoever may sign for it.
_HEADS = _DECIDES | {Act.APPROVE_EXTENSION, Act.DECIDE_RECUSAL}

_MAY: dict[Role, frozenset[Act]] = {
    Role.COUNTER: frozenset(
        {
            Act.READ_CASE,
            Act.OPEN_IN_FULL,
            Act.ENTER_ABSENCE,
            Act.TAKE_IN,
            Act.ACCEPT,
            Act.CORRECT,
            Act.DECLINE,
            Act.DECIDE_ON_THE_SPOT,
            Act.WITHDRAW,
            Act.LINK_RENEWAL,
            Act.CLAIM,
        }
    ),
    Role.TELLER: frozenset({Act.READ_CASE, Act.ENTER_ABSENCE, Act.COLLECT_FEE}),
    Role.DELIVERY: frozenset(
        {Act.READ_CASE, Act.ENTER_ABSENCE, Act.OPEN_IN_FULL, Act.HAND_OVER, Act.CLAIM}
    ),
    Role.EXAMINER: _EXAMINES,
    Role.REVIEWER: _EXAMINES,
    Role.APPROVER: _DECIDES,
    Role.HEAD: _HEADS,
    Role.SUPERVISOR: frozenset(
        {
            Act.READ_CASE,
            Act.OPEN_IN_FULL,
            Act.ENTER_ABSENCE,
            Act.SUPERVISE,
            Act.OVERRIDE_CORRECTION,
            Act.READ_STAFF,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Act.READ_CASE,
            Act.ENTER_ABSENCE,
            Act.EDIT_CATALOGUE,
            Act.PUBLISH_EDITION,
            Act.APPOINT,
            Act.READ_STAFF,
        }
    ),
    Role.CITY_VIEWER: frozenset({Act.READ_CASE}),
}
_TOWN_COUNTER = _MAY[Role.COUNTER] | {Act.HAND_OVER}


def _acts_of(actor: Actor) -> frozenset[Act]:
    # A town centre has no delivery window of its own: its counter staff hand results over.
    if actor.role is Role.COUNTER and actor.town is not None:
        return _TOWN_COUNTER
    return _MAY[actor.role]


def check_may(actor: Actor, *, act: Act, region_code: str, office_id: int | None = None) -> None:
    """Check that ``actor`` may do ``act`` to something of this region and office.

    ``region_code`` is the county's or the town's of the target. ``office_id`` is the office that
    the task or the case waits at: examiners, reviewers, approvers and heads act for their own
    office only. Pass ``None`` where the target belongs to no office, as tasks of a town do.
    Raises :class:`UnableToAct` with a sentence that says whose act it is.
    """
    if act not in _acts_of(actor):
        raise UnableToAct(
            f"当前岗位（{actor.role.label}）不能{act.label}，请切换到相应岗位或转交有权办理的人员。"
        )
    if not is_within(region_code, actor.region_code):
        raise UnableToAct(f"这件事不在您岗位的辖区内，不能{act.label}，请转交所在地的工作人员。")
    if office_id is not None and actor.role in OFFICE_ROLES and actor.office_id != office_id:
        raise UnableToAct(f"这件事由其他部门办理，您不能{act.label}，请转交该部门的工作人员。")


def may(actor: Actor, *, act: Act, region_code: str, office_id: int | None = None) -> bool:
    """Whether :func:`check_may` would let the act pass; for the button on the screen."""
    try:
        check_may(actor, act=act, region_code=region_code, office_id=office_id)
    except UnableToAct:
        return False
    return True
