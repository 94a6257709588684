"""The pages on the staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from quancheng.identity.queries import AbsenceView, PostView
from quancheng.web.account.pages.absence import AbsenceLine, line
from quancheng.web.account.pages.post import term
from quancheng.web.ui.components import Cell, Column, Empty, Fact, Facts, Link, Row, Table, Tag

COLUMNS = (
    Column(label="工号", hide_on_phone=True),
    Column(label="姓名"),
    Column(label="岗位"),
    Column(label="级别"),
    Column(label="任职", hide_on_phone=True),
    Column(label="今天"),
)


def today_tag(post: PostView) -> Tag:
    """Whether the holder is at work today, in a word."""
    if post.rank == "B":
        return Tag(text="代班", tone="a") if post.usable else Tag(text="待命")
    return Tag(text="请假", tone="a") if post.absent else Tag(text="在岗")


def _row(post: PostView) -> Row:
    address = reverse("staff:post", args=[post.id])
    principal = f"替 {post.stands_in_for_name}" if post.stands_in_for else ""
    return Row(
        cells=(
            Cell(text=post.username, mono=True),
            Cell(text=post.name, url=address, tone="strong"),
            Cell(text=post.label),
            Cell(text=f"{post.rank} 岗", sub=principal),
            Cell(text=term(post)),
            Cell(component=today_tag(post)),
        )
    )


def staff_table(posts: Sequence[PostView], *, narrowed: bool) -> Table:
    """The list of posts."""
    if narrowed:
        action = Link(label="清除条件", url=reverse("staff:list"))
        empty = Empty(title="没有符合条件的人员", text="请换一个条件再找。", action=action)
    else:
        empty = Empty(title="还没有人员", text="请先登记人员，再任命岗位。")
    return Table(
        caption="人员岗位", columns=COLUMNS, rows=tuple(_row(post) for post in posts), empty=empty
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class PostPage:
    """One post: its holder, its deputies, its absences, and what may be done."""

    id: int
    name: str
    title: str
    facts: Facts
    deputies: Table | None
    absences: tuple[AbsenceLine, ...]
    no_absence: Empty
    may_end: bool
    may_appoint: bool
    may_enter_absence: bool


def _deputies(post: PostView, deputies: Sequence[PostView]) -> Table | None:
    if post.rank != "A":
        return None
    rows = tuple(
        Row(
            cells=(
                Cell(text=deputy.name, url=reverse("staff:post", args=[deputy.id])),
                Cell(text=deputy.username, mono=True),
                Cell(text=term(deputy)),
                Cell(component=today_tag(deputy)),
            )
        )
        for deputy in deputies
    )
    columns = (
        Column(label="姓名"),
        Column(label="工号"),
        Column(label="任职", hide_on_phone=True),
        Column(label="今天"),
    )
    empty = Empty(title="没有 B 岗", text="请假期间这个岗位的待办会停下来，请指定代班人员。")
    return Table(caption="B 岗", columns=columns, rows=rows, empty=empty)


def post_page(
    *,
    post: PostView,
    deputies: Sequence[PostView],
    absences: Sequence[AbsenceView],
    may_appoint: bool,
    today: date,
) -> PostPage:
    """The page of one post."""
    rows = [
        Fact(label="姓名", value=post.name, strong=True),
        Fact(label="工号", value=post.username, mono=True),
        Fact(label="岗位", value=post.full_label),
        Fact(label="地区", value=post.region_name),
        Fact(label="任职", value=term(post)),
    ]
    ended = post.valid_to is not None
    return PostPage(
        id=post.id,
        name=post.name,
        title=post.label,
        facts=Facts(rows=tuple(rows)),
        deputies=_deputies(post, deputies),
        absences=tuple(line(each, deputies=deputies, today=today) for each in absences),
        no_absence=Empty(title="没有请假"),
        may_end=may_appoint and not ended,
        may_appoint=may_appoint,
        may_enter_absence=post.rank == "A" and not ended,
    )
