"""Notices that reached nobody: staff try again, or tell the applicant in another way."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from quancheng.notices.queries import MessageView, failed_messages
from quancheng.web.counter.pages.frame import desk_shell
from quancheng.web.ui.components import Empty
from quancheng.web.ui.posts import DeskRequest
from quancheng.web.ui.presenters import dates
from quancheng.web.ui.shells import DeskShell

MOST = 100
CHANNELS = {"sms": "短信", "email": "邮件"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedLine:
    """A notice that failed."""

    title: str
    body: str
    about: str
    problem: str
    case_url: str
    again_url: str
    told_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesPage:
    """The list."""

    shell: DeskShell
    lead: str
    lines: tuple[FailedLine, ...]
    empty: Empty


def _line(message: MessageView) -> FailedLine:
    channel = CHANNELS.get(message.channel, message.channel)
    when = dates.short_moment(message.created_at)
    return FailedLine(
        title=message.title,
        body=message.body,
        about=f"{channel} · {when} · 试了 {message.attempts} 次",
        problem=message.problem,
        case_url=reverse("counter:case", args=[message.case_number]) if message.case_number else "",
        again_url=reverse("counter:message-again", args=[message.id]),
        told_url=reverse("counter:message-told", args=[message.id]),
    )


def messages_page(request: DeskRequest) -> MessagesPage:
    """The latest hundred."""
    found = failed_messages(scope=request.scope, limit=MOST)
    oldest = min((message.created_at for message in found), default=None)
    since = f"，最早 {dates.short_moment(oldest)}" if oldest else ""
    return MessagesPage(
        shell=desk_shell(request, "messages"),
        lead=f"{len(found)} 条通知没有送到{since}",
        lines=tuple(_line(message) for message in found),
        empty=Empty(title="通知都送到了", text="发不出去的短信和邮件会列在这里，由窗口另行告知。"),
    )
