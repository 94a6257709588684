"""预警牌、标签、可信等级: small marks that always carry words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from quancheng.web.ui.components.component import Component

SIGNAL_NAMES = {1: "提醒", 2: "预警", 3: "黄牌", 4: "红牌"}
GRADE_NAMES = {"A": "政府核发", "B": "已核对原件", "C": "上传", "D": "自述"}

TagTone = Literal["", "b", "g", "a", "r"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal(Component):
    """A small card with its name. Level 1 提醒, 2 预警, 3 黄牌, 4 红牌."""

    template_name: ClassVar[str] = "ui/components/signal.html"
    recurs: ClassVar[bool] = True

    level: int
    url: str = ""
    count: int | None = None

    @property
    def name(self) -> str:
        """The name that always stands beside the colour."""
        return SIGNAL_NAMES[self.level]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag(Component):
    """A quiet fact. Tone: b blue, g green (done only), a amber (due today), r red (overdue)."""

    template_name: ClassVar[str] = "ui/components/tag.html"
    recurs: ClassVar[bool] = True

    text: str
    tone: TagTone = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tags(Component):
    """Two to four tags under a heading."""

    template_name: ClassVar[str] = "ui/components/tags.html"

    tags: tuple[Tag, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grade(Component):
    """材料可信等级 A–D."""

    template_name: ClassVar[str] = "ui/components/grade.html"
    recurs: ClassVar[bool] = True

    level: str

    @property
    def name(self) -> str:
        """What the letter stands for."""
        return GRADE_NAMES.get(self.level, "")
