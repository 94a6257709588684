"""What a step does for the case, told from its name, its role and its place in the table."""

from __future__ import annotations

from typing import Literal

StepKind = Literal[
    "accept", "examine", "review", "decide", "forward", "await", "special", "deliver"
]
STEP_KINDS: tuple[StepKind, ...] = (
    "accept",
    "examine",
    "review",
    "decide",
    "forward",
    "await",
    "special",
    "deliver",
)

# 行政许可法第四十五条: hearing, tender, auction, inspection, quarantine, appraisal and expert
# review; publicity and examination periods are used in the same way by the step tables.
_SPECIAL = (
    "专家评审", "听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "考试", "考核",
    "评定", "公示", "公告", "冷静期",
)  # fmt: skip
_FORWARD = ("上报", "报送", "转报")
_REVIEW = ("联合审批", "会审", "会签", "复审", "复核")
_DECIDE = ("决定", "审批", "批准", "签发")


def step_kind(*, name: str, role: str, counts: bool, executor_level: str, first: bool) -> StepKind:
    """Tell what a step does.

    The acceptance step (受理) comes first and is done at a window; delivery (送达) hands the
    result over; a step of a superior authority is waited for (等待上级决定); a special procedure
    is one listed in article 45 of the 行政许可法, or one whose days do not count.
    """
    if "送达" in name or "送达" in role:
        return "deliver"
    if name == "受理" or (first and "窗口" in role):
        return "accept"
    if executor_level == "superior" or name.startswith("等待"):
        return "await"
    if any(word in name for word in _FORWARD):
        return "forward"
    if not counts or any(word in name for word in _SPECIAL):
        return "special"
    if any(word in name for word in _REVIEW):
        return "review"
    if any(word in name for word in _DECIDE):
        return "decide"
    return "examine"
