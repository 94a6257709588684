"""What cannot be true of a clock is refused in one sentence, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.journeys import extend, suspend
from quancheng.kernel.errors import UnableTo
from quancheng.ledger import queries as ledger
from tests.factories import cases
from tests.factories.county import COUNTY, Staff, doing, moment

Try = Callable[[Staff, Snapshot], object]


def _suspend(ground: str, *, days: int = 10) -> Try:
    def attempt(county: Staff, case: Snapshot) -> object:
        return suspend.suspend(
            doing=doing(cases.person_for(county, case), now=moment(11)),
            region_code=COUNTY,
            number=case.number,
            task_id=case.tasks[0].id,
            ground=ground,
            expected_days=days,
        )

    return attempt


def _extend(days: int, *, on: date) -> Try:
    def attempt(county: Staff, case: Snapshot) -> object:
        return extend.extend(
            doing=doing(county.of_office("D19", "head"), now=moment(11, on=on)),
            region_code=COUNTY,
            number=case.number,
            days=days,
            reason="案情复杂，需要补充核查。",
        )

    return attempt


def _resume(county: Staff, case: Snapshot) -> object:
    by = doing(cases.person_for(county, case), now=moment(11))
    return suspend.resume(doing=by, region_code=COUNTY, number=case.number)


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        (_suspend("公示"), "“公示”不能停止计时"),
        (_suspend("现场勘验"), "“现场勘验”不能停止计时"),
        (_suspend("专家评审", days=0), "预计所需天数"),
        (_extend(5, on=date(2026, 3, 31)), "期限已于 2026-03-30 届满，期满后不能再延长"),
        (_extend(11, on=date(2026, 3, 20)), "延长应当在 1 到 10 之间"),
        (_extend(0, on=date(2026, 3, 20)), "现在填的是 0"),
        (_extend(5, on=date(2026, 2, 27)), "早于期限起算日"),
        (_resume, "不能恢复计时"),
    ],
)
def test_an_act_that_cannot_be_is_refused_and_writes_nothing(
    county: Staff, attempt: Try, sentence: str
) -> None:
    case = cases.accepted(county, cases.guide_named(cases.FLOOD), counter="W13")
    assert case.statutory_due == date(2026, 3, 30)
    before = ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id)
    with pytest.raises(UnableTo, match=sentence) as refused:
        attempt(county, case)
    assert refused.value.sentence.endswith("。")
    assert "\n" not in refused.value.sentence
    assert ledger.entries_of(region_code=COUNTY, stream="case", subject=case.id) == before
    assert cases.read(case.number) == case


def test_what_is_not_accepted_yet_cannot_stand_still(county: Staff) -> None:
    outcome = cases.received(county, cases.guide_named(cases.FLOOD), counter="W13")
    before = ledger.entries_of(region_code=COUNTY, stream="case", subject=outcome.case_id)
    with pytest.raises(UnableTo, match="不能停计时"):
        suspend.suspend(
            doing=doing(county.of_office("D19", "examiner")),
            region_code=COUNTY,
            number=outcome.number,
            task_id=0,
            ground="专家评审",
            expected_days=10,
        )
    assert ledger.entries_of(region_code=COUNTY, stream="case", subject=outcome.case_id) == before
