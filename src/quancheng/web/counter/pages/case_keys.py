"""What can be done to a case now, and which key does it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from quancheng.cases.rules.views import CaseFile
from quancheng.cases.states import State, allows
from quancheng.delivery.rules import has_end, names_end
from quancheng.identity.rules import Act, may
from quancheng.web.ui.components import Key, Keys
from quancheng.web.ui.posts import DeskRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What this person can do here now; ``saying`` tells the next step in a sentence.

    ``names_end``: granting has to name how long the result is valid. ``again``: a correction was
    told before. ``override``: the person may let it be told again.
    """

    accept: bool
    lacks: int
    correct: bool
    corrected: bool
    decline: bool
    decide: bool
    hand_over: bool
    withdraw: bool
    saying: str
    renewal: bool = False
    names_end: bool = False
    again: bool = False
    override: bool = False

    def offers(self, act: str) -> bool:
        """Whether the panel ``act`` may open."""
        panels = {
            "correct": self.correct or self.override,
            "corrected": self.corrected,
            "decline": self.decline,
            "refuse": self.decide,
            "grant": self.decide and self.names_end,
            "withdraw": self.withdraw,
            "renewal": self.renewal,
        }
        return panels.get(act, False)


_SAYINGS = {
    State.RECEIVED: "已收件。材料齐全按 F9 受理；要补正按 F7 一次告知；不能受理按 F8。",
    State.CORRECTING: "等申请人补正。材料来了按 F9 收补正材料。",
    State.ACCEPTED: "即办件，可以当场决定：F9 准予，F8 不予许可。",
    State.EXAMINING: "已受理，正在审批部门办理。窗口不用再做什么。",
    State.SUSPENDED: "正在做特别程序，期间不计时限。",
    State.FORWARDED: "已上报上级机关，等批复。",
    State.DELIVERING: "已作出决定，等申请人领取。",
    State.CLOSED: "已办结。按 F10 打印结果或文书。",
    State.DECLINED: "不予受理，请把通知书交给申请人（F10 打印）。",
    State.WITHDRAWN: "申请人已撤回。",
    State.TERMINATED: "已终止办理。",
}


def turn_of(
    request: DeskRequest, file: CaseFile, *, lacking: tuple[str, ...], validity: str
) -> Turn:
    """What this post may do to the case in its state; ``validity`` is that of the item's results."""
    line = file.line
    region = line.town_code or line.region_code

    def can(act: Act, kind: str) -> bool:
        allowed = allows(act=kind, state=line.state)
        return allowed and may(request.actor, act=act, region_code=region)

    accept = can(Act.ACCEPT, "accepted")
    again = any(entry.kind == "correction_told" for entry in file.entries)
    saying = _SAYINGS[line.state]
    if accept and lacking:
        saying = f"还差 {len(lacking)} 份必交材料，按 F7 一次告知补正；补齐后再受理。"
    return Turn(
        accept=accept,
        lacks=len(lacking),
        correct=can(Act.CORRECT, "correction_told"),
        corrected=can(Act.CORRECT, "corrected"),
        decline=can(Act.DECLINE, "declined"),
        decide=line.state is State.ACCEPTED and can(Act.DECIDE_ON_THE_SPOT, "granted"),
        hand_over=can(Act.HAND_OVER, "handed_over"),
        withdraw=can(Act.WITHDRAW, "withdrawn"),
        saying=saying,
        renewal=has_end(validity) and can(Act.LINK_RENEWAL, "renewal_linked"),
        names_end=names_end(validity),
        again=again,
        override=again and can(Act.OVERRIDE_CORRECTION, "correction_told"),
    )


def _here(file: CaseFile, act: str) -> str:
    return f"{reverse('counter:case', args=[file.line.number])}?act={act}"


def _main_key(file: CaseFile, turn: Turn) -> Key:
    if turn.accept:
        return Key(
            key="F9", label="受理", form="accept", disabled=bool(turn.lacks), primary=not turn.lacks
        )
    if turn.corrected:
        return Key(key="F9", label="收补正材料", url=_here(file, "corrected"), primary=True)
    if turn.offers("grant"):
        return Key(key="F9", label="准予，当场办结", url=_here(file, "grant"), primary=True)
    if turn.decide:
        return Key(
            key="F9",
            label="准予，当场办结",
            form="grant",
            name="outcome",
            value="granted",
            primary=True,
        )
    if turn.hand_over:
        url = reverse("counter:delivery", args=[file.line.number])
        return Key(key="F9", label="交件", url=url, primary=True)
    return Key(key="F9", label="受理", disabled=True)


def _refusal_key(file: CaseFile, turn: Turn) -> Key:
    if turn.decide:
        return Key(key="F8", label="不予许可", url=_here(file, "refuse"))
    if turn.decline:
        return Key(key="F8", label="不予受理", url=_here(file, "decline"))
    return Key(key="F8", label="不予受理", disabled=True)


def case_keys(file: CaseFile, *, turn: Turn) -> Keys:
    """The bar; what cannot be done is greyed out."""
    correct = (
        Key(
            key="F7",
            label="批准再次补正" if turn.override else "告知补正",
            url=_here(file, "correct"),
            primary=bool(turn.lacks) and turn.correct,
        )
        if turn.offers("correct")
        else Key(key="F7", label="告知补正", disabled=True)
    )
    withdraw = (
        Key(key="F6", label="申请人撤回", url=_here(file, "withdraw"))
        if turn.withdraw
        else Key(key="F6", label="申请人撤回", disabled=True)
    )
    renewal = (
        (Key(key="F4", label="关联原证照", url=_here(file, "renewal")),) if turn.renewal else ()
    )
    return Keys(
        keys=(
            Key(key="F2", label="下一件", url=reverse("counter:home")),
            *renewal,
            withdraw,
            correct,
            _refusal_key(file, turn),
            _main_key(file, turn),
            Key(key="F10", label="打印", form="print", disabled=not file.letters),
            Key(key="F1", label="帮助", act="help"),
        )
    )
