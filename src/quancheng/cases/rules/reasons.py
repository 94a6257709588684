"""Reasons and defects: no burden without words that explain it (许可法 32, 38)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quancheng.kernel.errors import UnableTo

LONGEST_REASON = 2000
SHORTEST_REASON = 4


class UnableToActWithoutReason(UnableTo):
    """The law wants a reason, and none that says anything was given."""


def check_reason(reason: str, *, what: str, told: bool = True) -> str:
    """``reason`` without stray space; raises when it is missing, too short or too long.

    ``told`` says whether the applicant reads it on a letter, or colleagues alone on the record.
    """
    kept = reason.replace("\x00", "").strip()
    if len(kept) < SHORTEST_REASON:
        raise UnableToActWithoutReason(
            f"{what}要写明理由（至少 {SHORTEST_REASON} 个字），"
            f"{'申请人会在文书上看到' if told else '记入办理经过，下一步的人会看到'}。"
        )
    if len(kept) > LONGEST_REASON:
        raise UnableToActWithoutReason(
            f"理由有 {len(kept)} 个字，最多 {LONGEST_REASON} 个字，请缩短后再提交。"
        )
    return kept


def kept_words(words: str) -> str:
    """Words that nobody has to give, without stray space and cut to the longest reason."""
    return words.replace("\x00", "").strip()[:LONGEST_REASON]


def check_defects(defects: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The defects of a correction notice, cleaned.

    Each has ``subject`` (what) and ``problem``; ``wanted`` may say what is expected. Raises
    when none is named, or one has no problem.
    """
    kept = [
        {
            key: str(defect.get(key, "")).replace("\x00", "").strip()[:500]
            for key in ("subject", "problem", "wanted")
        }
        for defect in defects
    ]
    kept = [defect for defect in kept if any(defect.values())]
    if not kept:
        raise UnableToActWithoutReason(
            "补正通知要一次告知全部内容，请至少写一条要补正的材料或内容。"
        )
    for defect in kept:
        if not defect["subject"] or not defect["problem"]:
            raise UnableToActWithoutReason(
                "每一条补正都要写明是哪份材料、有什么问题，请补全后再告知。"
            )
    return kept
