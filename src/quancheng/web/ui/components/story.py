"""办理经过 and 流程条: what happened, and where the token is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from quancheng.web.ui.components.component import Component, Link


class StoryState(StrEnum):
    """How far an entry is; the value is its class."""

    DONE = "ok"
    NOW = "now"
    NEXT = ""
    HOLD = "hold"


@dataclass(frozen=True, kw_only=True, slots=True)
class Opinion:
    """What an officer said: the verdict in bold, then the words."""

    verdict: str
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryEntry:
    """One act: what, when, who in which post, and up to a few lines."""

    title: str
    when: str = ""
    by: str = ""
    lines: tuple[str, ...] = ()
    opinion: Opinion | None = None
    state: StoryState = StoryState.DONE
    link: Link | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Story(Component):
    """The timeline: newest first at the desk, oldest first on the portal."""

    template_name: ClassVar[str] = "ui/components/story.html"

    entries: tuple[StoryEntry, ...]
    label: str = "办理经过"
    empty: str = "还没有经过。"


class StepState(StrEnum):
    """Where a step stands; the value is its class."""

    DONE = "ok"
    NOW = "now"
    AHEAD = ""
    OPTIONAL = "off"


@dataclass(frozen=True, kw_only=True, slots=True)
class FlowStep:
    """One step of the strip. ``together`` are the steps that run at the same time, in the same column."""

    name: str
    lines: tuple[str, ...] = ()
    state: StepState = StepState.AHEAD
    together: tuple[FlowStep, ...] = ()

    @property
    def spoken(self) -> str:
        """The state in words, for readers that see no colour."""
        words = {StepState.DONE: "已办", StepState.NOW: "正在办", StepState.OPTIONAL: "可能有"}
        return words.get(self.state, "")


MOST_IN_A_STRIP = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow(Component):
    """Steps with the token; at most seven fit a strip, more scroll inside their own box."""

    template_name: ClassVar[str] = "ui/components/flow.html"

    steps: tuple[FlowStep, ...]
    label: str = "流程"

    @property
    def is_long(self) -> bool:
        """More than seven steps: the strip becomes vertical."""
        return len(self.steps) > MOST_IN_A_STRIP
