"""On which grounds the handling of a case ends without a decision (pure)."""

from __future__ import annotations

from typing import Final

from quancheng.kernel.errors import UnableTo

GROUNDS: Final = {
    "applicant_gone": "申请人死亡、丧失行为能力，或者依法终止",
    "not_corrected": "申请人逾期没有补正材料",
    "no_longer_needed": "法律、法规修改，不再需要办理",
    "impossible": "因不可抗力，申请的事项无法实施",
    "other": "依法应当终止的其他情形",
}
"""The grounds a county may name; the law lists none, so each needs its reason in words."""


class UnableToTerminate(UnableTo):
    """The handling may not be ended so."""


def check_termination(ground: str, *, correcting: bool) -> str:
    """The words of the ground; raises :class:`UnableToTerminate` for any other, or a wrong one."""
    words = GROUNDS.get(ground)
    if words is None:
        raise UnableToTerminate("请选择终止办理的情形，再填写理由。")
    if ground == "not_corrected" and not correcting:
        raise UnableToTerminate("这件不在等申请人补正，不能以逾期没有补正为由终止，请另选情形。")
    return words
