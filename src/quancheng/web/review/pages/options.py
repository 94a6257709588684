"""What this person may choose on this case: verdicts, colleagues, grounds, earlier steps."""

from __future__ import annotations

from quancheng.cases.queries.review import last_signature
from quancheng.cases.rules.hearing import GROUND as HEARING
from quancheng.cases.rules.snapshot import WaitingTask
from quancheng.cases.states import allows
from quancheng.clock.engine import Approver, Limit
from quancheng.clock.rules import grounds_of, most_days
from quancheng.delivery.rules import names_end
from quancheng.identity.rules import Act
from quancheng.journeys.decide import GRANTED, REFUSED
from quancheng.journeys.examine import AGREE, DISAGREE, NOTE, OPINIONS
from quancheng.web.review.forms.acts import SEND_BACK, SIGNED
from quancheng.web.review.pages.reading import DELIVER, CaseRead
from quancheng.web.ui.presenters.clocks import unit_words
from quancheng.workflow.engine.tokens import send_back_targets

DECIDING = frozenset({"decide", "await"})
SUPERIOR = "superior"
Pairs = list[tuple[str, str]]


def decides(task: WaitingTask) -> bool:
    """Whether the task ends in a decision: the organ's own, or the superior's answer."""
    return task.kind in DECIDING


def verdicts(read: CaseRead, task: WaitingTask) -> Pairs:
    """What can be said at the task, in the order of the buttons."""
    if task.kind == "await":
        found = [(GRANTED, "上级准予"), (REFUSED, "上级不予")]
    elif task.kind == "decide":
        found = [(GRANTED, "准予"), (REFUSED, "不予")]
    elif task.kind == "forward":
        found = [(AGREE, "同意上报")]
    else:
        found = [(AGREE, OPINIONS[AGREE]), (DISAGREE, OPINIONS[DISAGREE]), (NOTE, OPINIONS[NOTE])]
    targets = back_targets(read, task)
    if (
        targets
        and read.may(Act.SEND_BACK, task=task)
        and allows(act="sent_back", state=read.now.state)
    ):
        found.append((SEND_BACK, f"退回{targets[0][1]}" if len(targets) == 1 else "退回"))
    return found


def open_verdicts(read: CaseRead, task: WaitingTask) -> Pairs:
    """Those that can be given now: a joint case is not decided before its children have ended."""
    waits = decides(task) and read.waits
    return [each for each in verdicts(read, task) if not waits or each[0] not in SIGNED]


def back_targets(read: CaseRead, task: WaitingTask) -> Pairs:
    """The earlier steps this case has been through, the nearest first."""
    been = {each.node for each in read.file.tasks}
    nodes = send_back_targets(read.plan, read.now.marking, token=task.token)
    return [(node, read.plan.node(node).name) for node in reversed(nodes) if node in been]


def colleagues(read: CaseRead, task: WaitingTask) -> Pairs:
    """Who else may do the task."""
    if task.role == SUPERIOR or task.kind == DELIVER:
        return []
    return [
        (str(post.id), f"{post.name}（请假中）" if post.absent else post.name)
        for post in read.candidates(task)
        if post.id != task.holder and post.account_id != read.actor.account_id
    ]


def grounds(read: CaseRead) -> tuple[str, ...]:
    """On which grounds the clock of the case may stand still; none where no limit runs."""
    limit = read.clock.limits.statutory or read.clock.limits.promised
    held = {each.ground for each in read.now.suspensions if each.end is None}
    found = grounds_of(limit) if limit else ()
    return tuple(ground for ground in found if ground not in {HEARING, *held})


def allowed_words(read: CaseRead) -> str:
    """What the item allows for its special procedures: ``专家评审最长 20 个工作日``."""
    given = [
        f"{ground}最长 {days} 个工作日"
        for ground in grounds(read)
        if (days := most_days(ground=ground, procedures=read.guide.special_procedures))
    ]
    return "、".join(given)


def open_grounds(read: CaseRead) -> tuple[str, ...]:
    """The procedures that hold the case and end with this act; a hearing ends with its minutes."""
    return tuple(
        each.ground for each in read.now.suspensions if each.end is None and each.ground != HEARING
    )


def government_approves(limit: Limit | None) -> bool:
    """Whether the head of the government approves the extension (joint handling)."""
    rule = limit.extension if limit else None
    return rule is not None and rule.approved_by is Approver.GOVERNMENT_HEAD


def extensible(read: CaseRead) -> Limit | None:
    """The statutory limit, where its law lets it be extended and that has not been done."""
    limit = read.clock.limits.statutory
    if limit is None or limit.extension is None:
        return None
    granted = [each for each in read.clock.facts.extensions if each.clock is limit.clock]
    return limit if len(granted) < limit.extension.times else None


def extension_unit(limit: Limit) -> str:
    """``个工作日`` or ``天``."""
    return unit_words(limit.unit)


def validity_to_name(read: CaseRead, task: WaitingTask) -> str:
    """What the item says of the validity, where the decision has to name the last day."""
    validity = read.guide.result_validity
    return validity if decides(task) and names_end(validity) else ""


def asked_words(*, days: int, limit: Limit | None) -> str:
    """``申请延长 5 个工作日``."""
    return f"申请延长 {days} {unit_words(limit.unit) if limit else '天'}"


def kept_signature(read: CaseRead, task: WaitingTask) -> str:
    """The signature this post drew last, so that a known hand need not draw again."""
    return last_signature(post_id=read.actor.post_id) if decides(task) else ""
