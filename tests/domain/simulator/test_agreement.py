"""Whatever happens in a simulated county, every row is what the record says of it."""

from __future__ import annotations

import pytest

from quancheng.journeys.rebuild import check
from quancheng.ops.simulator.history import simulate_days
from tests.factories.county import COUNTY, Staff, moment


@pytest.mark.parametrize("seed", [11, 12])
def test_a_simulated_history_agrees_with_its_record(county: Staff, seed: int) -> None:
    simulated = simulate_days(region_code=COUNTY, days=20, visits=8, seed=seed, now=moment(20))
    assert simulated.done["received"] > 100
    checked, findings = check()
    assert checked.entries > 400
    assert findings == []
