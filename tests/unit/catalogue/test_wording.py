"""The words in which limits, fees and rights are told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quancheng.catalogue.rules import wording


def test_limits_are_told_in_words() -> None:
    assert wording.statutory_text(20, "working_day").text == "20 个工作日"
    assert wording.statutory_text(0, "working_day").text == "法律未规定期限"
    assert wording.promised_text(4, "natural_day").text == "4 天"
    assert wording.promised_text(0, "instant").text == "当场办结"
    assert wording.promised_text(0, "working_day").unit == "instant"


@pytest.mark.parametrize(
    ("statutory", "unit", "promised", "promised_unit", "percent"),
    [
        (20, "working_day", 8, "working_day", 60),
        (3, "working_day", 0, "instant", 100),
        (0, "working_day", 8, "working_day", None),
        (30, "natural_day", 8, "working_day", None),
    ],
)
def test_the_compression_is_told_in_one_unit(
    statutory: int, unit: str, promised: int, promised_unit: str, percent: int | None
) -> None:
    assert (
        wording.compression_percent(
            statutory=statutory,
            statutory_unit=unit,
            promised=promised,
            promised_unit=promised_unit,
        )
        == percent
    )


@pytest.mark.parametrize(
    ("amount", "fixed"), [("10", Decimal(10)), ("按标准", None), ("NaN", None), ("-1", None)]
)
def test_a_fee_is_a_number_or_a_rule(amount: str, fixed: Decimal | None) -> None:
    assert wording.fixed_amount(amount) == fixed


def test_a_fee_is_told_with_its_unit() -> None:
    assert wording.amount_text("120", "本") == "120元/本"
    assert wording.amount_text("120", "") == "120元"
    assert wording.amount_text("按省定标准计收", "件") == "按省定标准计收"


def test_the_limit_of_a_step_is_told() -> None:
    assert wording.step_limit_text("0", "working_day") == "当场"
    assert wording.step_limit_text("0.5", "working_day") == "半个工作日"
    assert wording.step_limit_text("3", "natural_day") == "3 天"


def test_rights_name_the_county() -> None:
    assert "紫阳县人民政府" in wording.rights(county_name="紫阳县")[0]
