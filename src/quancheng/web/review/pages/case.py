"""The page of a case: head, file, story, panel."""

from __future__ import annotations

from dataclasses import dataclass

from quancheng.cases.states import State
from quancheng.kernel.identifiers import show_case_number
from quancheng.web.review.pages.clock import ClockBlock, clock_block, proof_url
from quancheng.web.review.pages.flow import flow_of
from quancheng.web.review.pages.hearing import HearingPanel, hearing_panel
from quancheng.web.review.pages.joint import JointPanel, joint_panel, parent_note
from quancheng.web.review.pages.panel import Panel, Tried, panel_of
from quancheng.web.review.pages.papers import Papers, papers_of
from quancheng.web.review.pages.reading import CaseRead
from quancheng.web.review.pages.rows import signal_of
from quancheng.web.review.pages.story import story_of
from quancheng.web.review.pages.warnings import warnings_of
from quancheng.web.ui.components import Flow, Note, Signal, Story, Tag

OUTCOMES = {"granted": "已准予", "refused": "不予许可"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an act was not done; ``kept`` is what was typed, where its form is gone."""

    sentence: str
    kept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A personal number in full, shown once."""

    label: str
    value: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Everything the template of the page shows."""

    title: str
    tags: tuple[Tag, ...]
    signal: Signal | None
    who: str
    number: str
    plain_number: str
    clock: ClockBlock
    flow: Flow | None
    papers: Papers
    story: Story
    proof_url: str
    panel: Panel
    hearing: HearingPanel | None
    joint: JointPanel | None
    parent: Note | None
    warnings: tuple[Note, ...]
    refusal: Refusal | None
    opened: Opened | None


def case_page(
    read: CaseRead,
    *,
    tried: Tried | None = None,
    refusal: Refusal | None = None,
    opened: Opened | None = None,
) -> CasePage:
    """The page as this person sees it now."""
    line = read.file.line
    panel = panel_of(read, tried=tried)
    form = (tried.key, tried.form) if tried else None
    hearing = hearing_panel(read, tried=form)
    joint = joint_panel(read, tried=form)
    return CasePage(
        title=line.item_name,
        tags=_tags(read),
        signal=signal_of(line),
        who=line.applicant_name,
        number=show_case_number(line.number),
        plain_number=line.number,
        clock=clock_block(read),
        flow=flow_of(read),
        papers=papers_of(read),
        story=story_of(read),
        proof_url=proof_url(read),
        panel=panel,
        hearing=hearing,
        joint=joint,
        parent=parent_note(read),
        warnings=warnings_of(read),
        refusal=_kept(_keys(panel, hearing, joint), tried, refusal),
        opened=opened,
    )


def _tags(read: CaseRead) -> tuple[Tag, ...]:
    line = read.file.line
    tags = [Tag(text=read.guide.handling_label)]
    if line.outcome:
        tags.append(Tag(text=OUTCOMES[line.outcome], tone="g" if line.outcome == "granted" else ""))
    elif line.state is not State.EXAMINING:
        tags.append(Tag(text=line.state.label))
    return tuple(tags)


def _keys(panel: Panel, hearing: HearingPanel | None, joint: JointPanel | None) -> set[str]:
    """The forms that the page still has."""
    shown = {side.key for side in (*panel.sides, *([panel.main] if panel.main else []))}
    for part in (hearing, joint):
        shown |= {side.key for side in part.sides} if part else set()
    return shown | ({"verdict"} if panel.verdict is not None else set())


def _kept(shown: set[str], tried: Tried | None, refusal: Refusal | None) -> Refusal | None:
    """What was typed goes with the refusal when the page has no form left to keep it in."""
    if refusal is None or tried is None:
        return refusal
    if tried.key in shown:
        return refusal
    words = [str(tried.form[name].value() or "") for name in tried.form.fields if name in WORDS]
    return Refusal(sentence=refusal.sentence, kept="\n".join(word for word in words if word))


WORDS = ("reason", "explanation", "remark", "other", "minutes")
"""The fields in which people write sentences."""
