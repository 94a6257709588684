"""The receipt beside the work, and what to do next in one sentence."""

from __future__ import annotations

from datetime import datetime

from quancheng.catalogue.queries import Guide
from quancheng.clock.engine import Calendar, Verdict
from quancheng.journeys.prepare.drafts import Prepared
from quancheng.journeys.prepare.limits import if_accepted
from quancheng.kernel.moments import day_of
from quancheng.web.ui.components import Fact, Receipt
from quancheng.web.ui.presenters import dates
from quancheng.web.ui.site import site


def fee_words(guide: Guide) -> str:
    """The fee with its basis, or that there is none."""
    if not guide.fees:
        return f"收费，依据{guide.fee_basis}" if guide.fee_yes else "不收费"
    return "\n".join(f"{fee.name} {fee.amount_text}（{fee.basis}）" for fee in guide.fees)


def due_words(verdict: Verdict | None, *, calendar: Calendar) -> str:
    """The last day of a clock as people say it; empty where there is none yet."""
    if verdict is None or verdict.due is None:
        return ""
    return dates.short_date(verdict.due, calendar=calendar)


def preview(found: Prepared, *, now: datetime, clerk: str) -> Receipt:
    """The receipt as it would be if the application were accepted today."""
    guide, today = found.guide, day_of(now)
    view = if_accepted(edition_id=guide.edition_id, region_code=found.draft.region_code, on=today)
    at_once = guide.handling_type == "instant"
    due = "当场" if at_once else due_words(view.promised or view.statutory, calendar=view.calendar)
    received = sum(1 for tick in found.ticks.values() if tick.received)
    left = f"，还差 {len(found.lacking)} 份" if found.lacking else ""
    return Receipt(
        place=f"{site().centre} · {found.place.number} 窗口",
        due_before="受理后最迟" if not at_once else "受理后",
        due=due or "等放假安排公布",
        due_after="办结",
        facts=(
            Fact(label="申请人", value=str(found.body.get("applicant_name", ""))),
            Fact(label="事项", value=guide.name),
            Fact(label="材料", value=f"收到 {received} 份{left}"),
            Fact(label="收费", value=fee_words(guide)),
            Fact(
                label="法定期限",
                value=due_words(view.statutory, calendar=view.calendar) or guide.statutory.text,
            ),
            Fact(label="收件", value=f"{dates.day_month(now)} {dates.clock_time(now)} {clerk}"),
        ),
    )
