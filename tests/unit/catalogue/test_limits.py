"""Limit records: what the law presumes, and what the clock is given."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from quancheng.catalogue.rules.limits import BASE_GROUNDS, ground_of, limits_of, presumed
from quancheng.clock import engine
from tests.unit.catalogue.samples import content


def presume(**changes: Any) -> dict[str, Any]:
    base = {
        "name": "某某许可",
        "task_type": "1",
        "handling_type": "promise",
        "legal_basis": "《某某法》",
        "statutory_limit": 20,
    }
    return presumed(**(base | changes))


def test_a_licence_may_be_extended_once_by_ten_days_by_the_head() -> None:
    fields = presume()
    assert (fields["extension_value"], fields["extension_times"]) == (10, 1)
    assert fields["extension_approver"] == "organ_head"
    assert fields["starts_on"] == "accepted"


def test_a_joint_licence_may_be_extended_by_fifteen_days_by_the_government() -> None:
    fields = presume(handling_type="joint")
    assert (fields["extension_value"], fields["extension_approver"]) == (15, "government_head")


@pytest.mark.parametrize("changes", [{"task_type": "20"}, {"statutory_limit": 0}])
def test_what_is_no_licence_or_has_no_limit_is_not_extended(changes: dict[str, Any]) -> None:
    assert presume(**changes)["extension_value"] == 0


def test_a_registration_counts_from_the_complete_file() -> None:
    fields = presume(legal_basis="《中华人民共和国市场主体登记管理条例》第十九条")
    assert (fields["starts_on"], fields["extension_value"]) == ("complete", 3)


def test_defects_of_a_real_estate_file_are_told_on_the_spot() -> None:
    fields = presume(legal_basis="《不动产登记暂行条例》第十七条")
    assert (fields["correction_value"], fields["correction_unit"]) == (0, "instant")


@pytest.mark.parametrize(
    ("name", "basis", "starts"),
    [
        ("建筑工程施工许可证核发", "《中华人民共和国建筑法》第八条", "received"),
        ("其他", "《中华人民共和国建筑法》第八条", "accepted"),
        ("环评审批", "《中华人民共和国环境影响评价法》第二十二条", "received"),
    ],
)
def test_some_laws_count_from_receipt(name: str, basis: str, starts: str) -> None:
    assert presume(name=name, legal_basis=basis)["starts_on"] == starts


@pytest.mark.parametrize(
    ("step", "ground"),
    [
        ("专家评审", "专家评审"),
        ("检验检测", "检验"),
        ("残疾评定", "鉴定"),
        ("现场勘验", ""),
        ("公示", ""),
    ],
)
def test_site_visits_and_publicity_are_no_ground(step: str, ground: str) -> None:
    assert ground_of(step) == ground


def test_a_special_law_may_add_a_ground() -> None:
    assert ground_of("公示", (*BASE_GROUNDS, "公示")) == "公示"


def test_the_clock_is_given_both_limits() -> None:
    fields = content(extension_value=10, extension_times=1, suspension_grounds=["听证", "公告"])
    limits = limits_of(SimpleNamespace(**fields))  # type: ignore[arg-type]
    assert limits.statutory is not None
    assert limits.promised is not None
    assert (limits.statutory.value, limits.promised.value) == (20, 8)
    law = "《中华人民共和国行政许可法》第四十二条第一款"
    assert limits.statutory.extension == engine.Extension(value=10, basis=law)
    assert limits.statutory.special_grounds == frozenset({"公告"})
    assert limits.promised.clock is engine.ClockName.PROMISED
    assert limits.statutory.correction == engine.CorrectionWindow()


def test_no_statutory_limit_is_none_and_on_the_spot_is_zero() -> None:
    fields = content(
        statutory_limit=0,
        promised_limit=0,
        promised_unit="instant",
        correction_unit="instant",
        correction_value=0,
    )
    limits = limits_of(SimpleNamespace(**fields))  # type: ignore[arg-type]
    assert limits.statutory is None
    assert limits.promised is not None
    assert limits.promised.unit is engine.Unit.INSTANT
    assert limits.promised.correction is not None
    assert limits.promised.correction.value == 0


def test_an_extension_without_an_approver_is_the_organ_heads() -> None:
    fields = content(extension_value=5, extension_times=1)
    statutory = limits_of(SimpleNamespace(**fields)).statutory  # type: ignore[arg-type]
    assert statutory is not None
    assert statutory.extension is not None
    assert statutory.extension.approved_by is engine.Approver.ORGAN_HEAD
