"""What applicants are told, in plain words (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quancheng.kernel.errors import UnableTo

WEEKDAYS = "一二三四五六日"


class UnableToCompose(UnableTo):
    """No template for this kind of notice."""


@dataclass(frozen=True, slots=True)
class Text:
    """A composed message."""

    title: str
    body: str


TEMPLATES: dict[str, tuple[str, str]] = {
    "received": (
        "材料已收到",
        (
            "{name}：您申请的“{item}”材料已收到，收件码 {receipt}，查询码 {check}。"
            "窗口最迟 {answer_by} 答复是否受理。"
        ),
    ),
    "correction": (
        "请补正材料",
        "{name}：您申请的“{item}”还需补正：{defects}。补齐后交原窗口，补正期间不计时限。",
    ),
    "accepted": ("已受理", "{name}：您申请的“{item}”已受理，最迟 {due} 办结。办件编号 {number}。"),
    "declined": (
        "不予受理",
        "{name}：您申请的“{item}”不予受理，理由：{reason}。不服的，可以申请复议或提起诉讼。",
    ),
    "forwarded": (
        "已上报上级",
        "{name}：您申请的“{item}”县级审查已完成，已报{superior}决定。",
    ),
    "hearing_told": (
        "您可以申请听证",
        (
            "{name}：您申请的“{item}”涉及重大利益，您有权申请听证，请最迟 {until} 提出。"
            "听证不收费；不申请的，不影响继续办理。"
        ),
    ),
    "hearing_requested": (
        "收到听证申请",
        "{name}：您申请的“{item}”将举行听证，最迟 {until} 举行，期间不计入办理时限。",
    ),
    "hearing_opened": (
        "将举行听证",
        "{name}：您申请的“{item}”涉及公共利益，本机关将举行听证，期间不计入办理时限。",
    ),
    "hearing_scheduled": (
        "听证通知",
        "{name}：“{item}”的听证定于{day}{clock}在{place}举行，请携带身份证件到场。",
    ),
    "recusal_decided": (
        "回避申请的决定",
        "{name}：“{item}”听证主持人的回避申请，决定：{outcome}。",
    ),
    "hearing_ended": (
        "听证已结束",
        "{name}：“{item}”的听证已结束，将根据听证笔录作出决定，最迟 {due} 办结。",
    ),
    "hearing_dropped": ("听证已放弃", "{name}：“{item}”不再举行听证，继续办理，最迟 {due} 办结。"),
    "deemed_renewed": (
        "视为准予延续",
        (
            "{name}：您申请延续的“{result}”（{number}）到期前没有作出决定，依法视为准予延续，"
            "请继续使用，新证办好后通知您。"
        ),
    ),
    "posted": ("结果已寄出", "{name}：“{item}”的结果已寄出，邮件号 {tracking}，请当面签收。"),
    "suspended": (
        "停止计时",
        "{name}：您申请的“{item}”需要{ground}，预计 {days} 个工作日，期间不计入办理时限。",
    ),
    "resumed": ("恢复计时", "{name}：您申请的“{item}”{ground}已结束，恢复办理，最迟 {due} 办结。"),
    "extended": (
        "延长办理期限",
        "{name}：您申请的“{item}”经批准延长，最迟 {due} 办结。理由：{reason}。",
    ),
    "recomputed": (
        "办理期限有变化",
        "{name}：因{cause}，您申请的“{item}”{due}，原来是{before}。编号 {number}。",
    ),
    "due_known": (
        "办理期限已确定",
        "{name}：{cause}已公布，您申请的“{item}”{due}。编号 {number}。",
    ),
    "granted": (
        "已办好，请领取",
        "{name}：您申请的“{item}”已准予，请带身份证到统一送达窗口领取{result}，编号 {number}。",
    ),
    "granted_at_once": ("已办结", "{name}：您申请的“{item}”已当场办结，编号 {number}。"),
    "refused": (
        "不予许可",
        (
            "{name}：您申请的“{item}”不予许可，决定书请到统一送达窗口领取。"
            "不服的，可以申请复议（60 日内）或提起诉讼（6 个月内）。"
        ),
    ),
    "handed_over": ("已送达", "{name}：“{item}”的结果已送达。感谢您的配合。"),
    "withdrawn": ("已撤回", "{name}：您申请的“{item}”已按您的要求撤回。"),
    "terminated": ("终止办理", "{name}：您申请的“{item}”已终止办理，理由：{reason}。"),
}


def plain_day(day: date | None) -> str:
    """``3月19日（周四）``; for a day that cannot be known yet, words that say so."""
    if day is None:
        return "（放假安排公布后另行告知）"
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def compose(*, kind: str, facts: Mapping[str, object]) -> Text:
    """The message of ``kind``; days among ``facts`` are spelled out.

    Raises :class:`UnableToCompose` for an unknown kind or a missing fact.
    """
    template = TEMPLATES.get(kind)
    if template is None:
        raise UnableToCompose(f"没有“{kind}”这种通知的模板，请管理员检查通知设置。")
    words = {
        key: plain_day(value) if value is None or isinstance(value, date) else value
        for key, value in facts.items()
    }
    title, body = template
    try:
        return Text(title, body.format_map(words))
    except KeyError as missing:
        raise UnableToCompose(f"通知“{title}”缺少内容 {missing}，请管理员检查。") from None


def next_try_delay(attempts: int) -> int:
    """Seconds to wait after ``attempts`` failed sendings: 30 s, doubling, at most an hour."""
    return int(min(3600, 30 * 2 ** max(0, attempts - 1)))


MAX_ATTEMPTS = 8
