"""What the living component sheet shows: every component in every state.

The clocks on it are computed by the clock engine for the two cases that the mock-ups follow, on 24 February 2026,
the first day after Spring Festival; the tests look at this page for axe, for sideways scrolling and for pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quancheng.clock.engine import (
    Calendar,
    ClockName,
    Facts,
    Limit,
    Suspension,
    Verdict,
    deadline,
    ribbon,
)
from quancheng.clock.rules import package_days
from quancheng.web.ui.components import (
    Bar,
    BulkAction,
    BulkBar,
    Cell,
    Choose,
    Column,
    DaysLeft,
    DocumentLink,
    Documents,
    Empty,
    Fact,
    Flow,
    FlowStep,
    Grade,
    Key,
    Keys,
    Link,
    Note,
    Opinion,
    Pager,
    Progress,
    Receipt,
    Ribbon,
    Row,
    Signal,
    Stat,
    Stats,
    StepState,
    Story,
    StoryEntry,
    StoryState,
    Tab,
    Table,
    Tabs,
    Tag,
    TaskList,
    TaskRow,
    TwoClocks,
)
from quancheng.web.ui.components import (
    Facts as FactList,
)
from quancheng.web.ui.components.signs import TagTone
from quancheng.web.ui.presenters import clocks

TODAY = date(2026, 2, 24)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockSample:
    """One case on the sheet: its row and its ribbon."""

    title: str
    left: DaysLeft
    bars: TwoClocks
    ribbon: Ribbon | None


def clock_sample(
    title: str,
    *,
    accepted: date,
    promised: int,
    statutory: int,
    today: date,
    held: tuple[Suspension, ...] = (),
) -> ClockSample:
    """The two clocks of a case, computed."""
    calendar = Calendar.of(package_days(2025) + package_days(2026), version="sheet")
    facts = Facts(today=today, received_on=accepted, accepted_on=accepted, suspensions=held)
    short = Limit(value=promised, clock=ClockName.PROMISED)
    long = Limit(value=statutory)
    first: Verdict = deadline(limit=short, facts=facts, calendar=calendar)
    second: Verdict = deadline(limit=long, facts=facts, calendar=calendar)
    days = ribbon(facts=facts, promised=short, statutory=long, calendar=calendar)
    ground = held[-1].ground if held and first.suspended else ""
    return ClockSample(
        title=title,
        left=clocks.days_left(promised=first, statutory=second, today=today, hold_words=ground),
        bars=clocks.two_clocks(promised=first, statutory=second, today=today),
        ribbon=clocks.ribbon(days=days, promised=first, statutory=second, proof_url="#proof"),
    )


def clock_samples() -> list[ClockSample]:
    """On time, today, over, suspended."""
    review = Suspension(start=date(2026, 2, 2), end=date(2026, 2, 12), ground="专家评审")
    still = Suspension(start=date(2026, 2, 10), end=None, ground="专家评审")
    return [
        clock_sample("按时", accepted=date(2026, 2, 13), promised=4, statutory=10, today=TODAY),
        clock_sample(
            "今天到期",
            accepted=date(2026, 1, 26),
            promised=8,
            statutory=20,
            today=TODAY,
            held=(review,),
        ),
        clock_sample(
            "超承诺 1 个工作日", accepted=date(2026, 2, 4), promised=8, statutory=20, today=TODAY
        ),
        clock_sample(
            "正在停计时",
            accepted=date(2026, 2, 6),
            promised=8,
            statutory=20,
            today=TODAY,
            held=(still,),
        ),
    ]


def flow() -> Flow:
    """A flow with a parallel group."""
    return Flow(
        steps=(
            FlowStep(name="受理", lines=("2月13日", "W06"), state=StepState.DONE),
            FlowStep(name="审查", lines=("1 天，限 1 天", "吴岚同"), state=StepState.DONE),
            FlowStep(
                name="联合核查",
                state=StepState.NOW,
                together=(
                    FlowStep(name="现场核查", lines=("限 2 天", "程景同"), state=StepState.NOW),
                    FlowStep(name="消防意见", lines=("1 天",), state=StepState.DONE),
                ),
            ),
            FlowStep(name="决定", lines=("限 1 天",)),
            FlowStep(name="送达"),
        )
    )


def story() -> Story:
    """A timeline as the desk shows it."""
    return Story(
        entries=(
            StoryEntry(
                title="等您决定", when="今天 09:02 到", by="第 8 个计时日", state=StoryState.NOW
            ),
            StoryEntry(
                title="审查提出意见",
                when="2月14日（周六，调休上班）16:20",
                by="莫溪可 审核人 A 岗",
                lines=("承诺钟 7 / 8，法定钟 7 / 20",),
                opinion=Opinion(
                    verdict="同意", text="按评审意见第 3、5 条修改后，满足防洪评价导则要求。"
                ),
            ),
            StoryEntry(
                title="停计时：专家评审",
                when="2月2日（周一）11:30",
                by="莫溪可",
                lines=("依据许可法第 45 条，已书面告知申请人",),
                state=StoryState.HOLD,
            ),
            StoryEntry(
                title="受理",
                when="1月26日（周一）09:40",
                by="覃汀实 W08 A 岗",
                link=Link(label="受理通知书", url="#letter"),
            ),
        )
    )


def tasks(rows: list[ClockSample]) -> TaskList:
    """A list that leads with time."""
    titles = ("食品经营许可核发", "洪水影响评价审批", "河道管理范围内有关活动审批", "取水许可审批")
    who = (
        "紫阳县城关镇渡口茶餐馆",
        "紫阳县焕古茶旅开发有限公司",
        "紫阳县汉江景观护岸工程二标",
        "紫阳县双安镇三泉村供水站",
    )
    signals = (None, Signal(level=2), Signal(level=3, url="#signal"), None)
    return TaskList(
        label="示例待办",
        rows=tuple(
            TaskRow(
                left=row.left,
                clocks=row.bars,
                title=titles[index],
                url="#case",
                who=who[index],
                tail=f"尾号 10{index:02d}",
                step="决定",
                where="等我签批 · 今天到",
                signal=signals[index],
                action="签批",
                choose=Choose(name="case", value=str(index), checked=index == 1),
            )
            for index, row in enumerate(rows)
        ),
    )


def table() -> Table:
    """A plain table."""
    return Table(
        caption="部门",
        columns=(
            Column(label="部门"),
            Column(label="办理中", numeric=True),
            Column(label="今天到期", numeric=True),
            Column(label="预警", hide_on_phone=True),
        ),
        rows=(
            Row(
                cells=(
                    Cell(text="县市场监管局", url="#d1", sub="W06、W20"),
                    Cell(text="412"),
                    Cell(text="9", tone="amber"),
                    Cell(component=Signal(level=3, count=1)),
                )
            ),
            Row(
                cells=(
                    Cell(text="县水利局", url="#d2"),
                    Cell(text="64"),
                    Cell(text="0", tone="dim"),
                    Cell(text="—"),
                ),
                is_current=True,
            ),
        ),
    )


def small() -> dict[str, object]:
    """The small components."""
    return {**marks(), **figures(), **papers(), **says(), **moves()}


def marks() -> dict[str, object]:
    """Signals, tags, grades."""
    tags: tuple[tuple[str, TagTone], ...] = (
        ("承诺件", "b"),
        ("联办件", ""),
        ("已办结", "g"),
        ("今天到期", "a"),
        ("超承诺", "r"),
    )
    return {
        "signals": [Signal(level=level) for level in (1, 2, 3, 4)],
        "tags": [Tag(text=text, tone=tone) for text, tone in tags],
        "grades": [Grade(level=level) for level in "ABCD"],
    }


def figures() -> dict[str, object]:
    """A row of tiles."""
    tiles = (
        Stat(label="今日收件", value="128", note="其中网上 41", url="#s1"),
        Stat(label="办理中", value="1 946", note="窗口 1 681，镇 265", url="#s2"),
        Stat(label="今天到期", value="37", note="已办结 12", url="#s3", tone="amber"),
        Stat(label="超承诺", value="3", note="超法定 0", url="#s4", tone="red"),
        Stat(label="本月实际压缩", value="74.2", unit="%", note="承诺压缩 70.8%"),
    )
    return {"stats": Stats(tiles=tiles), "bar": Bar(percent=40)}


def papers() -> dict[str, object]:
    """Receipt, facts, documents."""
    return {
        "receipt": Receipt(
            place="紫阳县政务服务中心 · W06 窗口",
            due_before="受理后最迟",
            due="2月28日（周六，调休上班）",
            due_after="办结",
            facts=(
                Fact(label="申请人", value="紫阳县城关镇半山茶饭馆"),
                Fact(label="材料", value="收到 5 份，还差 2 份"),
                Fact(label="收费", value="不收费"),
            ),
            code="7M2C-41TX",
            qr_url="https://example.invalid/p/7M2C41TX",
        ),
        "facts": FactList(
            rows=(
                Fact(label="申请单位", value="紫阳县焕古茶旅开发有限公司"),
                Fact(label="位置", value="焕古镇汉江左岸，\n桩号 K12+300 至 K12+860"),
                Fact(label="联系人", value="祝远帆　138****7245"),
            )
        ),
        "documents": Documents(
            items=(
                DocumentLink(
                    name="洪水影响评价报告", url="#f1", grade="B", note="86 页", current=True
                ),
                DocumentLink(
                    name="停计时告知书", url="#f2", note="2月2日", icon="file-certificate"
                ),
            )
        ),
    }


def says() -> dict[str, object]:
    """Empty, progress, notices."""
    return {
        "empty": Empty(title="今天没有待办", text="10:24 查过，新件来了会响一声"),
        "progress": Progress(label="正在重算期限", done=1206, total=1946),
        "notes": [
            Note(text="承诺今天 17:30 到期", tone="today"),
            Note(text="放假安排已更新，全部期限已重算。", title="日历第 4 版"),
            Note(text="已超承诺 1 个工作日", tone="over"),
            Note(text="已保存", tone="done"),
        ],
    }


def moves() -> dict[str, object]:
    """Tabs, pager, bulk bar, keys."""
    return {
        "tabs": Tabs(
            label="范围",
            tabs=(
                Tab(label="等我签批", url="#t1", active=True, count=12),
                Tab(label="本局全部", url="#t2", count=31),
                Tab(label="代他人", url="#t3", count=0),
            ),
        ),
        "pager": Pager(shown=7, total=14, next="?page=2"),
        "bulk": BulkBar(
            text="件，同为决定环节",
            actions=(
                BulkAction(label="转同事", value="transfer"),
                BulkAction(label="一起签批…", value="sign", primary=True),
            ),
        ),
        "keys": Keys(
            keys=(
                Key(key="F2", label="叫下一号"),
                Key(key="F3", label="找事项", url="#find"),
                Key(key="F7", label="告知补正"),
                Key(key="Enter", label="收讫这份，下一份", primary=True),
                Key(key="F9", label="受理", disabled=True),
                Key(key="F10", label="打印"),
            )
        ),
    }
