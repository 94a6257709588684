"""Wording of the calendar: what is known, on what it rests, and what a notice would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta

from django.urls import reverse

from quancheng.clock.engine import DayKind, DayRecord
from quancheng.clock.operations import DayChange, NoticePreview
from quancheng.clock.queries import DayHours, Difference, NoticeRow
from quancheng.web.office.forms.calendar import WEEKDAYS
from quancheng.web.ui.components import Cell, Column, Empty, Link, Note, Row, Table, Tag
from quancheng.web.ui.presenters import dates

OCTOBER = 10
SATURDAY = 5
_KINDS = {
    DayKind.REST: "休息",
    DayKind.WORKING: "工作日",
    DayKind.MAKEUP: "调休上班",
    DayKind.UNKNOWN: "还不知道",
}


def banner(*, known: Sequence[int], today: date, provisional: int = 0) -> Note | None:
    """What is missing: this year at any time, next year from October on.

    ``provisional`` is how many open cases wait for it.
    """
    link = Link(label="导入通知", url=reverse("office:calendar-notice"))
    if today.year not in known:
        text = f"{today.year} 年的节假日安排还没有导入，今年的期限算不准，请马上导入。"
        return Note(text=text, tone="over", title="日历不全", link=link)
    if today.month >= OCTOBER and today.year + 1 not in known:
        text = (
            f"{today.year + 1} 年的节假日安排还没有导入。到期日落在明年的件先按最早可能的日子显示，"
            "通知一发布就请导入。"
        )
        if provisional:
            text += f"现在有 {provisional} 件的期限因此是暂定的。"
        return Note(text=text, tone="today", title="该导入明年的日历了", link=link)
    return None


def days_table(records: Sequence[DayRecord], *, year: int) -> Table:
    """The days of a year that are not what their weekday says, runs of days in one row."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=_span(run), sub=f"{len(run)} 天" if len(run) > 1 else ""),
                Cell(component=Tag(text=_KINDS[run[0].kind])),
                Cell(text=run[0].name or "—", sub=run[0].notice),
            )
        )
        for run in _runs(records)
    )
    columns = (Column(label="日期"), Column(label="安排"), Column(label="名称和依据"))
    return Table(
        caption=f"{year} 年的放假和调休",
        columns=columns,
        rows=rows,
        empty=Empty(title=f"{year} 年还不知道", text="导入那一年的通知后显示。"),
    )


def _runs(records: Sequence[DayRecord]) -> list[list[DayRecord]]:
    """Days that follow each other with the same arrangement, together."""
    runs: list[list[DayRecord]] = []
    for record in records:
        last = runs[-1][-1] if runs else None
        follows = last is not None and (record.day - last.day).days == 1
        if last is not None and follows and (last.kind, last.name) == (record.kind, record.name):
            runs[-1].append(record)
        else:
            runs.append([record])
    return runs


def _span(run: Sequence[DayRecord]) -> str:
    first, last = run[0].day, run[-1].day
    if first == last:
        return dates.short_date(first)
    return f"{dates.short_date(first)} 至 {dates.short_date(last)}"


def special(records: Sequence[DayRecord]) -> list[DayRecord]:
    """Holidays with a name and make-up days; plain weekends are left out."""
    return [
        record
        for record in records
        if record.kind is DayKind.MAKEUP or (record.kind is DayKind.REST and record.name)
    ]


def notices_table(notices: Sequence[NoticeRow], *, regions: Mapping[str, str]) -> Table:
    """The documents that the calendar rests on."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=notice.title, sub=notice.number),
                Cell(text="、".join(str(year) for year in notice.years) or "—"),
                Cell(text=regions.get(notice.region_code, notice.region_code) or "全国"),
                Cell(text=dates.short_date(notice.issued_on) if notice.issued_on else "—"),
                Cell(text=dates.short_moment(notice.imported_at), sub=notice.imported_by),
            )
        )
        for notice in notices
    )
    columns = (
        Column(label="文件"),
        Column(label="年份"),
        Column(label="范围"),
        Column(label="发文", hide_on_phone=True),
        Column(label="导入", hide_on_phone=True),
    )
    return Table(caption="日历依据的文件", columns=columns, rows=rows)


def preview_table(preview: NoticePreview) -> Table:
    """The days that would change, days that follow each other with the same change in one row."""
    shown = [
        change for change in preview.changed if change.name or change.before is not DayKind.UNKNOWN
    ]
    rows = tuple(
        Row(
            cells=(
                Cell(text=_days(run), sub=f"{len(run)} 天" if len(run) > 1 else ""),
                Cell(text=_KINDS[run[0].before]),
                Cell(text=_KINDS[run[0].after], tone="strong"),
                Cell(text=run[0].name or "—"),
            )
        )
        for run in _same_changes(shown)
    )
    columns = tuple(Column(label=label) for label in ("日期", "原来", "改为", "名称"))
    return Table(
        caption="日历变化",
        columns=columns,
        rows=rows,
        empty=Empty(title="没有变化", text="日历里已经是这样。"),
    )


def _days(run: Sequence[DayChange]) -> str:
    first, last = run[0].day, run[-1].day
    if first == last:
        return dates.cn_date(first)
    return f"{dates.cn_date(first)} 至 {dates.short_date(last)}"


def _same_changes(changes: Sequence[DayChange]) -> list[list[DayChange]]:
    """Days that follow each other and change in the same way, together."""
    runs: list[list[DayChange]] = []
    for change in changes:
        last = runs[-1][-1] if runs else None
        same = last is not None and (
            (last.before, last.after, last.name, last.day + timedelta(days=1))
            == (change.before, change.after, change.name, change.day)
        )
        if same:
            runs[-1].append(change)
        else:
            runs.append([change])
    return runs


def preview_words(preview: NoticePreview) -> str:
    """How many days a notice settles."""
    years = "、".join(str(year) for year in preview.years)
    return (
        f"{years} 年：{len(preview.changed)} 天有变化，其中 {preview.added} 天原来还不知道；"
        f"{preview.unchanged} 天不变。下面只列有名称的和与原来不同的。"
    )


def hours_table(hours: Sequence[DayHours], *, closing: time) -> Table:
    """The hours by weekday; days without their own close at the usual time."""
    known = {each.weekday: each for each in hours}
    rows = []
    for place, name in enumerate(WEEKDAYS):
        own = known.get(place)
        usual = f"按常规，{closing:%H:%M} 止"
        if place >= SATURDAY:
            usual = f"休息；调休上班的，{closing:%H:%M} 止"
        words = f"{own.opens:%H:%M} – {own.closes:%H:%M}" if own else usual
        rows.append(Row(cells=(Cell(text=name), Cell(text=words, tone="" if own else "dim"))))
    columns = (Column(label="星期"), Column(label="时间"))
    return Table(caption="大厅办公时间", columns=columns, rows=tuple(rows))


def differences_note(found: Sequence[Difference]) -> Note | None:
    """Days on which the public data set says otherwise than what was imported."""
    if not found:
        return None
    shown = "、".join(dates.day_month(each.day) for each in found[:5])
    text = f"与公开的节假日数据有 {len(found)} 天不同（{shown}），请核对是不是导入错了。"
    return Note(text=text, tone="today")
