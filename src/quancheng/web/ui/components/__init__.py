"""Components of the design system: typed data, one partial each, drawn by ``{% component x %}``."""

from quancheng.web.ui.components.clocks import (
    ClockLine,
    DayMark,
    DaysLeft,
    Ribbon,
    RibbonDay,
    RibbonKey,
    TwoClocks,
)
from quancheng.web.ui.components.component import Component, Link, Pace
from quancheng.web.ui.components.facts import DocumentLink, Documents, Fact, Facts, Receipt
from quancheng.web.ui.components.figures import Bar, Stat, Stats
from quancheng.web.ui.components.keys import Key, Keys, Tab, Tabs
from quancheng.web.ui.components.notes import Empty, Note, Progress
from quancheng.web.ui.components.signs import Grade, Signal, Tag, Tags
from quancheng.web.ui.components.story import (
    Flow,
    FlowStep,
    Opinion,
    StepState,
    Story,
    StoryEntry,
    StoryState,
)
from quancheng.web.ui.components.tables import Cell, Column, Pager, Row, Table
from quancheng.web.ui.components.tasks import BulkAction, BulkBar, Choose, TaskList, TaskRow

__all__ = [
    "Bar",
    "BulkAction",
    "BulkBar",
    "Cell",
    "Choose",
    "ClockLine",
    "Column",
    "Component",
    "DayMark",
    "DaysLeft",
    "DocumentLink",
    "Documents",
    "Empty",
    "Fact",
    "Facts",
    "Flow",
    "FlowStep",
    "Grade",
    "Key",
    "Keys",
    "Link",
    "Note",
    "Opinion",
    "Pace",
    "Pager",
    "Progress",
    "Receipt",
    "Ribbon",
    "RibbonDay",
    "RibbonKey",
    "Row",
    "Signal",
    "Stat",
    "Stats",
    "StepState",
    "Story",
    "StoryEntry",
    "StoryState",
    "Tab",
    "Table",
    "Tabs",
    "Tag",
    "Tags",
    "TaskList",
    "TaskRow",
    "TwoClocks",
]
