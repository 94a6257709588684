"""Wording of the import: uploads, previews, problems, runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from quancheng.catalogue.importers import Conflict, Problem
from quancheng.catalogue.queries import RunView
from quancheng.web.office.inbox import folders
from quancheng.web.office.inbox.folders import State, Upload
from quancheng.web.ui.components import (
    Cell,
    Column,
    Empty,
    Link,
    Note,
    Progress,
    Row,
    Stat,
    Stats,
    Table,
    Tag,
)
from quancheng.web.ui.presenters import dates, numbers

KINDS = {"new": "新增", "changed": "变更", "retired": "清单里没有"}
PAGE = 30


def is_interrupted(upload: Upload) -> bool:
    """Work was begun and nobody is at it any more: the process ended in between."""
    return upload.state.works and not folders.is_held(upload)


def state_words(upload: Upload) -> str:
    """The state in words; an interruption says so."""
    return "中断了" if is_interrupted(upload) else upload.state.label


def uploads_table(uploads: Sequence[Upload]) -> Table:
    """The uploads of the last weeks."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=upload.name, url=reverse("office:job", args=[upload.token])),
                Cell(text=numbers.size(upload.size)),
                Cell(text=dates.short_moment(upload.at), sub=upload.by),
                Cell(component=Tag(text=state_words(upload), tone=_tone(upload))),
            )
        )
        for upload in uploads
    )
    columns = (
        Column(label="清单"),
        Column(label="大小", hide_on_phone=True),
        Column(label="上传"),
        Column(label="状态"),
    )
    empty = Empty(title="还没有上传过清单", text="上传后先看预览，确认了才写入。")
    return Table(caption="上传的清单", columns=columns, rows=rows, empty=empty)


def _tone(upload: Upload) -> Any:
    tones = {State.APPLIED: "g", State.READ: "b", State.REFUSED: "a", State.UNREADABLE: "a"}
    return "a" if is_interrupted(upload) else tones.get(upload.state, "")


def runs_table(runs: Sequence[RunView]) -> Table:
    """The runs on the record, refused ones included."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=dates.short_moment(run.at), url=reverse("office:run", args=[run.id])),
                Cell(text=run.source),
                Cell(text=_outcome(run)),
                Cell(text=str(run.counts.get("new", 0))),
                Cell(text=str(run.counts.get("changed", 0))),
                Cell(text=str(len(run.problems)), tone="amber" if run.problems else ""),
            )
        )
        for run in runs
    )
    columns = (
        Column(label="时间"),
        Column(label="来源", hide_on_phone=True),
        Column(label="结果"),
        Column(label="新增", numeric=True),
        Column(label="变更", numeric=True),
        Column(label="问题", numeric=True),
    )
    empty = Empty(title="还没有导入记录", text="县里的清单导入一次，这里就有一行。")
    return Table(caption="导入记录", columns=columns, rows=rows, empty=empty)


def _outcome(run: RunView) -> str:
    if not run.applied:
        return "没有导入"
    return "导入无问题的行" if run.quarantine and run.problems else "全部导入"


def counts_stats(counts: Mapping[str, int], *, address: str = "") -> Stats:
    """What an import would do, or did; a tile leads to its list."""

    def tile(key: str, label: str, note: str, kind: str = "") -> Stat:
        tone = "amber" if key == "problems" and counts.get(key) else ""
        url = f"{address}?kind={kind}#changes" if address and kind else ""
        value = numbers.grouped(counts.get(key, 0))
        return Stat(label=label, value=value, note=note, url=url, tone=tone)  # type: ignore[arg-type]

    tiles = (
        tile("new", "新增", "还没有的事项", "new"),
        tile("changed", "变更", "出新版本", "changed"),
        tile("unchanged", "不变", "与在用版本相同"),
        tile("missing", "清单里没有", "在用，这次没有列", "retired"),
        tile("held", "搁置", "有问题的事项"),
        tile("problems", "问题", "处，要改"),
        tile("warnings", "提醒", "处，请看一眼"),
        tile("conflicts", "与法律不一致", "处，不影响导入"),
    )
    return Stats(tiles=tiles, label="导入数量")


def problems_table(problems: Sequence[Problem], *, caption: str) -> Table:
    """Where each problem stands, what stands there, what to do."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=problem.sheet),
                Cell(text=str(problem.row or "—")),
                Cell(text=problem.column or "—"),
                Cell(text=problem.value or "（空）", tone="" if problem.value else "dim"),
                Cell(text=problem.sentence),
            )
        )
        for problem in problems
    )
    columns = (
        Column(label="表"),
        Column(label="行", numeric=True),
        Column(label="列"),
        Column(label="内容"),
        Column(label="问题"),
    )
    return Table(caption=caption, columns=columns, rows=rows, empty=Empty(title="没有问题"))


def conflicts_table(conflicts: Sequence[Conflict], *, linked: bool = False) -> Table:
    """Where items contradict the law on time; ``linked`` leads to the items in the list."""
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=one.item,
                    sub=one.code,
                    url=reverse("office:item", args=[one.code]) if linked and one.code else "",
                ),
                Cell(component=Tag(text=one.kind.label, tone="a")),
                Cell(text=one.sentence),
                Cell(text=one.change),
            )
        )
        for one in conflicts
    )
    columns = (
        Column(label="事项"),
        Column(label="种类"),
        Column(label="哪里不一致"),
        Column(label="要改什么"),
    )
    return Table(caption="与法律不一致的地方", columns=columns, rows=rows)


def changes_table(changes: Sequence[tuple[int, Mapping[str, Any]]], *, token: str) -> Table:
    """The items that would change; a changed one leads to its differences."""
    rows = tuple(
        Row(
            cells=(
                Cell(component=Tag(text=KINDS[change["kind"]], tone=_kind_tone(change["kind"]))),
                Cell(
                    text=str(change["name"]),
                    sub=str(change["code"]),
                    url=reverse("office:job-change", args=[token, place]) if change["diff"] else "",
                ),
                Cell(text=_summary(change)),
            )
        )
        for place, change in changes
    )
    columns = (Column(label="怎样变"), Column(label="事项"), Column(label="差别"))
    empty = Empty(title="没有要变的事项", text="这份清单与在用版本完全一致。")
    return Table(caption="事项变化", columns=columns, rows=rows, empty=empty)


def _kind_tone(kind: str) -> Any:
    return {"changed": "b", "retired": "a"}.get(kind, "")


def _summary(change: Mapping[str, Any]) -> str:
    if change["kind"] == "changed":
        labels = [str(each["label"]) for each in change["diff"][:3]]
        more = len(change["diff"]) - len(labels)
        return "、".join(labels) + (f" 等 {len(change['diff'])} 处" if more > 0 else "")
    return "出首个版本" if change["kind"] == "new" else "勾选停用后才停"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """The state of an upload as its page shows it."""

    upload: Upload
    title: str
    works: bool
    note: Note | None
    progress: Progress | None
    may_begin_again: bool


def job_page(upload: Upload) -> JobPage:
    """Which of the faces of the page is shown."""
    interrupted = is_interrupted(upload)
    works = upload.state.works and not interrupted
    return JobPage(
        upload=upload,
        title=f"导入：{upload.name}",
        works=works,
        note=_note(upload, interrupted=interrupted),
        progress=_progress(upload) if works else None,
        may_begin_again=interrupted or upload.state in (State.UNREADABLE, State.RECEIVED),
    )


def _progress(upload: Upload) -> Progress:
    words = "正在读取和核对清单" if upload.state is State.READING else "正在导入"
    stage = f"：{upload.stage}" if upload.stage else ""
    return Progress(label=f"{words}{stage}", done=upload.done, total=max(upload.total, 1))


def _note(upload: Upload, *, interrupted: bool) -> Note | None:
    if interrupted:
        text = "处理到一半程序停了，数据库里什么都没有变。文件还在，请点“重新读取”。"
        return Note(text=text, tone="today", title="中断了")
    if upload.state is State.UNREADABLE:
        return Note(text=upload.sentence, tone="over", title="这份清单读不了")
    if upload.state is State.REFUSED:
        return Note(text=upload.sentence, tone="over", title="没有导入，一行也没有写入")
    if upload.state is State.APPLIED:
        address = reverse("office:run", args=[upload.run_id])
        return Note(
            text="清单已经导入，新版本从今天起用；办理中的件仍按原版本办理。",
            tone="done",
            title="已导入",
            link=Link(label="看导入报告", url=address),
        )
    return None
