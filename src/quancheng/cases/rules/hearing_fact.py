"""The hearing of a case as it stands (行政许可法 第46–48条; pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from quancheng.kernel.moments import SHANGHAI

TOLD, OPEN, SCHEDULED, ENDED, DROPPED = "told", "open", "scheduled", "ended", "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingFact:
    """The hearing as it stands; ``chair`` is the post that presides."""

    basis: str
    stage: str
    told_on: date | None
    request_by: date | None
    requested_on: date | None
    requested_by: str
    hold_by: date | None
    notified_on: date | None
    sits_at: datetime | None
    place: str
    chair: int | None
    recusal_on: date | None
    recusal_by: str
    recusal_reason: str
    recusal_outcome: str
    ended_on: date | None

    @property
    def is_held_open(self) -> bool:
        """Whether a hearing is to be held, so that the clocks stand still."""
        return self.stage in {OPEN, SCHEDULED}

    @property
    def sits_on(self) -> date | None:
        """The Shanghai day of the sitting."""
        return self.sits_at.astimezone(SHANGHAI).date() if self.sits_at else None

    @property
    def waits_for_recusal(self) -> bool:
        """Whether a recusal was asked for and not yet decided."""
        return self.recusal_on is not None and not self.recusal_outcome

    def has_lapsed(self, *, today: date) -> bool:
        """Whether the right was told and the time to ask for the hearing has passed."""
        return self.stage == TOLD and self.request_by is not None and today > self.request_by
