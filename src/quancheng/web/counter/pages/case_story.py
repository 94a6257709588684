"""The story of a case as the counter tells it, newest first."""

from __future__ import annotations

from quancheng.cases.rules.views import CaseFile
from quancheng.cases.states import ACT_LABELS
from quancheng.identity import queries as identity
from quancheng.journeys.examine import OPINIONS
from quancheng.ledger.rules import Recorded
from quancheng.web.ui.components import Opinion, Story, StoryEntry, StoryState
from quancheng.web.ui.presenters import dates


def _who(entry: Recorded, labels: dict[int, str]) -> str:
    if not entry.actor_name:
        return "系统"
    at = labels.get(entry.post or 0, "")
    behalf = "（代班）" if entry.on_behalf_of else ""
    return " · ".join(part for part in (f"{entry.actor_name}{behalf}", at) if part)


def _lines(entry: Recorded) -> tuple[str, ...]:
    defects = entry.data.get("defects") or ()
    lines = [f"{defect['subject']}：{defect['problem']}" for defect in defects]
    competent = str(entry.data.get("competent_office") or "")
    if competent:
        lines.append(f"应向{competent}申请")
    if not lines and entry.reason and entry.kind != "opinion":
        lines.append(entry.reason)
    return tuple(lines)


def _entry(entry: Recorded, labels: dict[int, str]) -> StoryEntry:
    verdict = OPINIONS.get(entry.opinion, "") if entry.kind == "opinion" else ""
    return StoryEntry(
        title=ACT_LABELS.get(entry.kind, entry.kind),
        when=dates.short_moment(entry.recorded_at),
        by=_who(entry, labels),
        lines=_lines(entry),
        opinion=Opinion(verdict=verdict, text=entry.reason) if verdict else None,
        state=StoryState.DONE,
    )


def story_of(file: CaseFile) -> Story:
    """The story, in one query for the names of the posts."""
    posts = {entry.post for entry in file.entries if entry.post}
    labels = {key: name.label for key, name in identity.post_names(posts).items()}
    entries = tuple(_entry(entry, labels) for entry in reversed(file.entries))
    return Story(entries=entries, label="办理经过", empty="还没有经过。")
