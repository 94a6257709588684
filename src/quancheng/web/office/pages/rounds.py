"""Wording of what a change of the calendar does to the open cases, and how far its round is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from quancheng.clock.rounds import Round, Watch
from quancheng.journeys.change_calendar import Effects, ToTell
from quancheng.journeys.due_changes import LAW, PROMISE, REQUEST, SITTING
from quancheng.web.ui.components import (
    Cell,
    Column,
    Empty,
    Note,
    Progress,
    Row,
    Stat,
    Stats,
    Table,
    Tag,
)
from quancheng.web.ui.presenters import dates, numbers

PAGE = 20
_ABOUT = {
    PROMISE: "承诺期限",
    LAW: "法定期限",
    REQUEST: "申请听证期限",
    SITTING: "举行听证期限",
}
LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsPage:
    """What moves, who must be told, and which page of them is shown; pages are 0 where none is."""

    stats: Stats
    words: str
    table: Table
    shown: str
    previous: int
    next: int


def effects_page(effects: Effects, *, number: int) -> EffectsPage:
    """Page ``number`` (from 1) of those who must be told, under the figures."""
    total = len(effects.telling)
    number = max(1, min(number, -(-total // PAGE)))
    first = (number - 1) * PAGE
    last = min(total, first + PAGE)
    return EffectsPage(
        stats=_stats(effects),
        words=_words(effects),
        table=_table(effects.told_on(first=first, size=PAGE)),
        shown=f"显示 {first + 1}–{last}，共 {numbers.grouped(total)} 件" if total > PAGE else "",
        previous=number - 1,
        next=number + 1 if last < total else 0,
    )


def _stats(effects: Effects) -> Stats:
    tiles = (
        Stat(label="承诺日变化", value=numbers.grouped(effects.promised), unit="件"),
        Stat(label="法定日变化", value=numbers.grouped(effects.statutory), unit="件"),
        Stat(
            label="不再是暂定",
            value=numbers.grouped(effects.settled),
            unit="件",
            note=f"仍暂定 {effects.waiting} 件" if effects.waiting else "",
        ),
        Stat(label="要告知申请人", value=numbers.grouped(len(effects.telling)), unit="件"),
    )
    return Stats(tiles=tiles, label="影响的件数")


def _words(effects: Effects) -> str:
    words = [f"本县在办 {numbers.grouped(effects.open_cases)} 件，已作决定的办结期限不变。"]
    if effects.windows:
        words.append(f"另有 {effects.windows} 件的答复受理期限变化。")
    if effects.deliveries:
        words.append(f"已作决定、还没有送达的，有 {effects.deliveries} 件的送达期限变化。")
    if effects.hearings:
        words.append(f"有 {effects.hearings} 件的听证日期变化。")
    if effects.failed:
        words.append(f"有 {effects.failed} 件算不出来，请交维护人员查看。")
    return "".join(words)


def _table(people: Sequence[ToTell]) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(text=each.item, sub=each.number),
                Cell(text=each.applicant),
                Cell(text=dates.cn_date(each.before) if each.before else "未定"),
                Cell(
                    text=dates.cn_date(each.after),
                    sub=_ABOUT[each.what],
                    tone="strong",
                ),
            )
        )
        for each in people
    )
    columns = tuple(Column(label=label) for label in ("办件", "申请人", "原来最迟", "改为最迟"))
    empty = Empty(title="不用告知", text="没有申请人知道的日子会变。")
    return Table(caption="要告知的申请人", columns=columns, rows=rows, empty=empty)


def page_asked(text: str) -> int:
    """The page of the list that a button asks for, from 1."""
    known = text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PAGE))
    return max(1, int(text)) if known else 1


def progress_of(rounds: Sequence[Round]) -> Progress | None:
    """How far the round is that runs or waits; ``None`` when all open cases were seen."""
    running = [one for one in rounds if one.scanned_at is None]
    if not running:
        return None
    first = running[-1]
    total = max(first.total, first.seen)
    label = f"正在重算在办件的期限：{first.cause}"
    return Progress(label=label, done=first.seen, total=total)


def rounds_table(rounds: Sequence[Round]) -> Table:
    """The latest rounds with what they did."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.cause, sub=f"{dates.short_moment(one.asked_at)} {one.asked_by}"),
                Cell(text=numbers.grouped(one.seen)),
                Cell(
                    text=numbers.grouped(one.moved),
                    sub=f"{numbers.grouped(one.settled)} 件不再暂定" if one.settled else "",
                ),
                Cell(text=numbers.grouped(one.told)),
                Cell(component=_state(one)),
            )
        )
        for one in rounds
    )
    columns = (
        Column(label="因为"),
        Column(label="看过", numeric=True),
        Column(label="改期", numeric=True),
        Column(label="通知", numeric=True),
        Column(label="进度"),
    )
    empty = Empty(title="还没有重算过", text="日历一有变化，在办件的期限会自动重算。")
    return Table(caption="期限重算", columns=columns, rows=rows, empty=empty)


def _state(one: Round) -> Tag:
    return Tag(text="完成", tone="g") if one.scanned_at else Tag(text="进行中", tone="b")


def time_note(watch: Watch | None) -> Note | None:
    """What to do when the machine's time is earlier than it was at the last sweep."""
    if watch is None or watch.behind_since is None:
        return None
    text = (
        f"系统时间比上次检查时限时（{dates.short_moment(watch.swept_at)}）还早，"
        "在时间追上之前不检查时限、不发预警、不视为受理。"
        "请先核对服务器时间；如果现在的时间是对的，请确认后继续。"
    )
    return Note(text=text, tone="over", title="系统时间倒退了")


def closures_table(rows: Sequence[tuple[date, str, str, str, str]], *, edits: bool) -> Table:
    """Closures in force: day, place, reason, document, address to lift it."""
    table_rows = tuple(
        Row(
            cells=(
                Cell(text=dates.short_date(day), sub=place),
                Cell(text=reason, sub=notice),
                Cell(text="取消" if edits else "", url=url if edits else ""),
            )
        )
        for day, place, reason, notice, url in rows
    )
    columns = (
        Column(label="哪一天"),
        Column(label="原因和文件"),
        Column(label="操作", hidden_label=True),
    )
    return Table(caption="已登记的停办", columns=columns, rows=table_rows)


def lift_address(*, region_code: str, day: date) -> str:
    """Where a closure is taken back."""
    return f"{reverse('office:calendar-lift')}?region={region_code}&day={day.isoformat()}"
