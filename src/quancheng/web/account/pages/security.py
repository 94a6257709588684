"""The page of log-in safety."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

from quancheng.web.ui.components import Fact, Facts, Note
from quancheng.web.ui.presenters import dates

_SYSTEMS = (
    ("Windows", "Windows 电脑"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("HarmonyOS", "鸿蒙设备"),
    ("Android", "安卓手机"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionLine:
    """One place where the person is logged in."""

    id: int
    device: str
    address: str
    since: str
    is_this: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SecurityPage:
    """Password, second factor and places of log-in."""

    facts: Facts
    note: Note | None
    has_second_factor: bool
    sessions: tuple[SessionLine, ...]
    has_others: bool


def device(agent: str) -> str:
    """The kind of machine in words; the rest of what a browser says tells nobody anything."""
    return next((words for sign, words in _SYSTEMS if sign in agent), "其他设备")


def security_page(
    *,
    username: str,
    name: str,
    has_second_factor: bool,
    must_have: bool,
    sessions: Sequence[UserSession],
    this_key: str,
    now: datetime,
) -> SecurityPage:
    """The page; ``this_key`` is the key of the session that asks."""
    lines = tuple(
        SessionLine(
            id=session.pk,
            device=device(session.user_agent),
            address=str(session.ip),
            since=dates.ago(session.created_at, now=now),
            is_this=session.session_key == this_key,
        )
        for session in sessions
    )
    note = None
    if must_have and not has_second_factor:
        note = Note(
            title="请绑定动态验证码",
            text="审批、负责人、监察和管理岗位除密码外必须使用动态验证码，绑定后才能办理。",
            tone="today",
        )
    facts = Facts(
        rows=(
            Fact(label="工号", value=username, mono=True),
            Fact(label="姓名", value=name),
            Fact(label="动态验证码", value="已绑定" if has_second_factor else "没有绑定"),
        )
    )
    return SecurityPage(
        facts=facts,
        note=note,
        has_second_factor=has_second_factor,
        sessions=lines,
        has_others=any(not each.is_this for each in lines),
    )
