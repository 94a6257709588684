"""Before acceptance the office sends a case back to the counter, which tells the applicant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.reasons import check_defects
from quancheng.cases.states import check_state_allows
from quancheng.identity.rules import Act, check_may
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import person

WAITS_FOR_NOTICE = "等窗口一次告知补正"


@once
def return_to_counter(
    *, doing: Doing, region_code: str, number: str, defects: Sequence[Mapping[str, str]]
) -> Outcome:
    """Name what has to be corrected, so that the counter tells the applicant once (许可法 32).

    ``defects``: mappings with ``subject``, ``problem`` and perhaps ``wanted``. The case stays
    received and its time for an answer runs on: the notice to the applicant is the counter's.
    """
    case = snapshot(region_code=region_code, number=number)
    check_may(
        person(doing),
        act=Act.RETURN_FOR_CORRECTION,
        region_code=case.town_code or case.region_code,
        office_id=None if case.town_code else case.office_id,
    )
    check_state_allows(act="returned", state=case.state)
    kept = check_defects(defects)
    writing = Writing(
        kind="returned",
        step="受理",
        reason="；".join(f"{defect['subject']}：{defect['problem']}" for defect in kept),
        changes={"step": WAITS_FOR_NOTICE},
        data={"defects": kept},
    )
    return write(doing=doing, case=case, writing=writing)
