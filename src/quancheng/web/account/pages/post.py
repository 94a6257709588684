"""The page of one's own posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quancheng.identity.queries import PostView
from quancheng.web.ui.components import Empty, Tag
from quancheng.web.ui.presenters import dates


@dataclass(frozen=True, kw_only=True, slots=True)
class PostLine:
    """One post: what it is, since when, and whether it can be used today."""

    id: int
    label: str
    rank: str
    term: str
    state: Tag
    note: str
    is_current: bool
    can_switch: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PostsPage:
    """All posts of a person."""

    lines: tuple[PostLine, ...]
    empty: Empty


def term(post: PostView) -> str:
    """From when to when a post is held."""
    until = dates.full_day(post.valid_to) if post.valid_to else "至今"
    return f"{dates.full_day(post.valid_from)} — {until}"


def state(post: PostView, *, is_current: bool) -> tuple[Tag, str]:
    """The word for a post today, and a sentence where one is needed."""
    if is_current:
        return Tag(text="正在使用", tone="b"), ""
    if not post.usable:
        note = f"{post.stands_in_for_name}今天在岗。请假登记后，待办会自动出现在您这里。"
        return Tag(text="待命"), note
    if post.rank == "B":
        return Tag(text="代班", tone="a"), f"{post.stands_in_for_name}不在岗，请切换后代为办理。"
    if post.absent:
        return Tag(text="已请假", tone="a"), "您已登记请假，B 岗正在代班。"
    return Tag(text="可用"), ""


def posts_page(*, posts: Sequence[PostView], current: int | None, today: date) -> PostsPage:
    """The page; ``current`` is the id of the post in use."""
    lines = []
    for post in posts:
        tag, note = state(post, is_current=post.id == current)
        lines.append(
            PostLine(
                id=post.id,
                label=post.label,
                rank="B 岗" if post.rank == "B" else "A 岗",
                term=term(post),
                state=tag,
                note=note,
                is_current=post.id == current,
                can_switch=post.usable and post.id != current,
            )
        )
    empty = Empty(
        title="您今天没有岗位", text=f"{dates.full_day(today)}没有任职。请联系管理员任命岗位。"
    )
    return PostsPage(lines=tuple(lines), empty=empty)
