"""Every limit of an item in words: how long, from which event, counted how, on what basis."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from quancheng.catalogue.rules.limit_lines import LimitLine, limit_lines
from quancheng.catalogue.rules.limits import limits_of
from quancheng.clock.engine import CaseLimits
from quancheng.clock.rules.statute import LIMITS_OF_LAW
from tests.unit.catalogue.samples import content


def lines(**changes: Any) -> dict[str, LimitLine]:
    limits = limits_of(SimpleNamespace(**content(**changes)))  # type: ignore[arg-type]
    return {line.name: line for line in limit_lines(limits)}


def test_an_ordinary_licence_has_five_limits_each_with_its_basis() -> None:
    found = lines(task_type="1", extension_value=10, extension_times=1)
    assert list(found) == ["承诺时限", "法定时限", "可以延长", "告知补正", "送达结果"]
    assert found["法定时限"].length == "20 个工作日"
    assert found["法定时限"].starts == "从受理的第二天起算"
    assert found["可以延长"].basis == "《中华人民共和国行政许可法》第四十二条第一款"
    assert "逾期不告知就算受理" in found["告知补正"].counting
    assert found["送达结果"].starts == "从作出决定的第二天起算"
    assert found["送达结果"].basis == "《中华人民共和国行政许可法》第四十四条"


@pytest.mark.parametrize(
    ("changes", "basis"),
    [
        ({"extension_approver": "government_head"}, "第四十二条第二款"),
        (
            {"legal_basis": "《中华人民共和国市场主体登记管理条例》第十九条"},
            "市场主体登记管理条例》第十九条",
        ),
        ({"task_type": "20", "legal_basis": "《婚姻登记条例》"}, "《婚姻登记条例》"),
    ],
)
def test_an_extension_names_the_article_that_allows_it(changes: dict[str, Any], basis: str) -> None:
    found = lines(extension_value=3, extension_times=1, **changes)
    assert basis in found["可以延长"].basis


@pytest.mark.parametrize(
    ("unit", "length", "counting"),
    [
        ("working_day", "20 个工作日", "按工作日计"),
        ("natural_day", "20 日", "按自然日计，休息日也算"),
        ("month", "20 个月", "按月计"),
    ],
)
def test_a_limit_says_in_what_it_is_counted(unit: str, length: str, counting: str) -> None:
    found = lines(statutory_unit=unit, promised_unit=unit, basis_text_date=date(2019, 4, 23))
    assert found["法定时限"].length == length
    assert found["法定时限"].counting.startswith(counting)
    assert found["法定时限"].basis.endswith("（2019年4月23日文本）")


def test_on_the_spot_and_without_a_limit_of_the_law_are_said_in_words() -> None:
    found = lines(
        statutory_limit=0,
        promised_limit=0,
        promised_unit="instant",
        correction_value=0,
        correction_unit="instant",
        silence_accepts=False,
        legal_basis="《不动产登记暂行条例》第二十条",
    )
    assert found["承诺时限"].length == "当场办结"
    assert found["承诺时限"].starts == "受理时"
    assert found["法定时限"].length == "法律没有规定期限"
    assert found["告知补正"].length == "当场一次告知"
    assert found["告知补正"].basis == "《不动产登记暂行条例》第十七条"
    assert "就算受理" not in found["告知补正"].counting


@pytest.mark.parametrize("name", [name for name in LIMITS_OF_LAW if name != "delivery"])
def test_every_limit_of_the_table_of_the_law_is_told_with_start_and_basis(name: str) -> None:
    limit = LIMITS_OF_LAW[name]
    told = {line.name: line for line in limit_lines(CaseLimits(statutory=limit))}
    line = told["法定时限"]
    assert str(limit.value) in line.length
    assert line.starts.startswith("从")
    assert limit.basis in line.basis
    assert ("可以延长" in told) is (limit.extension is not None)
    assert ("告知补正" in told) is (limit.correction is not None)


def test_a_case_without_limits_has_only_the_delivery() -> None:
    assert [line.name for line in limit_lines(CaseLimits())] == ["法定时限", "送达结果"]
