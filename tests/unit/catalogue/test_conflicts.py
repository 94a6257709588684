"""Where an edition contradicts the law on time, and what the office is told to change."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from quancheng.catalogue import importers
from quancheng.catalogue.rules.conflicts import Conflict, Kind, conflict_from, conflicts_of, counted
from quancheng.catalogue.rules.limits import ground_of, grounds_of, limits_of, presumed
from tests.unit.catalogue.samples import STEP, content, steps

DEMO = Path(__file__).resolve().parents[3] / "demo" / "ziyang"
PUBLICITY = {
    "建设工程设计方案审定",
    "河道采砂许可",
    "农村村民宅基地审批",
    "农村宅基地使用权及房屋所有权首次登记",
    "住宅专项维修资金使用备案",
    "建设项目使用林地审核初审",
    "设立歌舞娱乐场所《娱乐经营许可证》核发",
}
EXAMINATIONS = {"特种设备作业人员资格认定取证", "拖拉机/联合收割机驾驶证初次申领"}


def lawful(**changes: Any) -> dict[str, Any]:
    """A content whose limits are those that the law presumes, with ``changes``."""
    made = content(**changes)
    keys = ("name", "task_type", "handling_type", "legal_basis", "statutory_limit")
    return made | presumed(**{key: made[key] for key in keys}) | changes


def uncounted(name: str, **changes: Any) -> dict[str, Any]:
    return STEP | {"order": 9, "step": name, "counts_toward_limit": False} | changes


@pytest.fixture(scope="module")
def county() -> tuple[Conflict, ...]:
    return importers.conflicts(source=DEMO, region_code="610924")


def test_the_county_has_exactly_seven_publicity_periods_that_no_ground_lets_stand_outside(
    county: tuple[Conflict, ...],
) -> None:
    with (DEMO / "items.csv").open(encoding="utf-8-sig") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    with (DEMO / "steps.csv").open(encoding="utf-8-sig") as file:
        marked = [
            row["item_code"]
            for row in csv.DictReader(file)
            if row["step"] == "公示" and row["counts_toward_limit"] == "0"
        ]
    found = [one for one in county if one.step == "公示"]
    assert len(marked) == len(found) == 7
    assert {one.item for one in found} == {names[code] for code in marked} == PUBLICITY
    assert {one.code for one in found} == set(marked)


def test_beside_them_the_county_has_only_two_examinations(county: tuple[Conflict, ...]) -> None:
    others = [one for one in county if one.step != "公示"]
    assert {one.item for one in others} == EXAMINATIONS
    assert {one.kind for one in county} == {Kind.NOT_COUNTED}
    assert counted(county) == {"不计时没有依据": 9}


def test_the_nine_steps_without_a_ground_are_counted_by_kind(
    county: tuple[Conflict, ...],
) -> None:
    assert Counter(one.step for one in county) == {"公示": 7, "考试": 2}
    assert len({one.code for one in county}) == 9
    for one in county:
        assert f"环节“{one.step}”写了不计时" in one.sentence
        assert "法定时限照常计算" in one.sentence


def test_every_other_uncounted_step_of_the_county_has_its_ground_or_waits_above() -> None:
    with (DEMO / "items.csv").open(encoding="utf-8-sig") as file:
        basis = {row["code"]: row["legal_basis"] for row in csv.DictReader(file)}
    with (DEMO / "steps.csv").open(encoding="utf-8-sig") as file:
        outside = Counter(
            ground_of(row["step"], grounds_of(legal_basis=basis[row["item_code"]], listed=()))
            or row["step"]
            for row in csv.DictReader(file)
            if row["counts_toward_limit"] == "0"
        )
    assert outside == {
        "专家评审": 20,
        "等待上级决定": 15,
        "公示": 7,
        "听证": 3,
        "考试": 2,
        "检验": 2,
        "鉴定": 2,
        "公告": 1,
        "核实": 1,
    }


@pytest.mark.parametrize(
    ("law", "step"),
    [
        ("《中华人民共和国公证法》第三十条", "核实"),
        ("《中华人民共和国公证法》第三十条", "补充证明材料"),
        ("《中国公民收养子女登记办法》", "公告"),
        ("《某某法》", "专家评审"),
        ("《某某法》", "残疾评定"),
    ],
)
def test_a_ground_of_the_law_or_of_a_special_law_is_no_conflict(law: str, step: str) -> None:
    found = lawful(legal_basis=law, steps=[*steps(), uncounted(step)])
    assert conflicts_of(found) == ()


def test_a_ground_that_the_edition_itself_lists_is_no_conflict() -> None:
    found = lawful(steps=[*steps(), uncounted("公示")], suspension_grounds=["公示"])
    assert conflicts_of(found) == ()


def test_waiting_for_a_superior_is_no_conflict() -> None:
    waits = uncounted("等待上级决定", executor_level="superior")
    assert conflicts_of(lawful(steps=[*steps(), waits])) == ()


def test_a_conflict_names_item_step_and_what_to_change() -> None:
    found = conflicts_of(lawful(steps=[*steps(), uncounted("公示")]), code="A-1")
    assert len(found) == 1
    one = found[0]
    assert (one.item, one.step, one.code, one.index) == ("食品经营许可", "公示", "A-1", 4)
    assert "第四十五条" in one.sentence
    assert "计入承诺时限" in one.change
    assert one.field == "steps"
    assert conflict_from(asdict(one)) == one


def test_the_statutory_clock_does_not_follow_the_mark_of_a_step() -> None:
    without = limits_of(SimpleNamespace(**lawful()))  # type: ignore[arg-type]
    with_mark = lawful(steps=[*steps(), uncounted("公示")])
    assert limits_of(SimpleNamespace(**with_mark)) == without  # type: ignore[arg-type]


def test_steps_that_add_up_to_more_than_the_promise_are_a_conflict() -> None:
    found = conflicts_of(lawful(promised_limit=7))
    assert [one.kind for one in found] == [Kind.TOO_LONG]
    assert "合计8天，超过承诺时限7天" in found[0].sentence
    assert "不超过7天" in found[0].change


def test_on_the_spot_there_is_nothing_to_add_up() -> None:
    assert conflicts_of(lawful(promised_unit="instant", promised_limit=0)) == ()


@pytest.mark.parametrize(
    ("changes", "ours", "law"),
    [
        (
            {"extension_value": 15, "extension_times": 1, "extension_approver": "organ_head"},
            "可延长1次、每次不超过15天，由本机关负责人批准",
            "可延长1次、每次不超过10天，由本机关负责人批准",
        ),
        (
            {"task_type": "20", "extension_value": 5, "extension_times": 1},
            "可延长1次、每次不超过5天",
            "不能延长",
        ),
        (
            {"extension_value": 10, "extension_times": 1, "extension_approver": "government_head"},
            "由本级政府负责人批准",
            "由本机关负责人批准",
        ),
    ],
)
def test_an_extension_that_is_not_the_laws_is_a_conflict(
    changes: dict[str, Any], ours: str, law: str
) -> None:
    found = conflicts_of(lawful(**changes))
    assert [one.kind for one in found] == [Kind.EXTENSION]
    said, _, lawfully = found[0].sentence.partition("法律规定")
    assert ours in said
    assert law in lawfully
    assert law in found[0].change
    assert found[0].field == "extension_value"


def test_an_office_that_does_without_the_extension_of_the_law_contradicts_nothing() -> None:
    assert conflicts_of(lawful(extension_value=0, extension_times=0, extension_approver="")) == ()


def test_an_item_without_a_statutory_limit_cannot_extend_what_it_has_not() -> None:
    assert conflicts_of(lawful(statutory_limit=0, extension_value=3)) == ()


@pytest.mark.parametrize(
    ("changes", "ours", "law"),
    [
        ({"correction_value": 7}, "7个工作日内告知、逾期视为受理", "5个工作日内告知"),
        (
            {"correction_value": 5, "correction_unit": "natural_day"},
            "5日内告知",
            "5个工作日内告知",
        ),
        ({"silence_accepts": False}, "逾期不视为受理", "逾期视为受理"),
        (
            {"legal_basis": "《不动产登记暂行条例》第二十条", "correction_unit": "working_day"},
            "当场告知",
            "当场告知",
        ),
        ({"correction_value": 0, "correction_unit": "instant"}, "当场告知", "5个工作日内告知"),
    ],
)
def test_a_correction_window_that_is_not_the_laws_is_a_conflict(
    changes: dict[str, Any], ours: str, law: str
) -> None:
    found = conflicts_of(lawful(**changes))
    assert [one.kind for one in found] == [Kind.CORRECTION]
    said, _, lawfully = found[0].sentence.partition("法律规定")
    assert ours in said
    assert law in lawfully
    assert found[0].field == "correction_value"


def test_each_ground_is_named_once() -> None:
    grounds = grounds_of(legal_basis="《公证法》", listed=["核实", "听证", "公示"])
    assert grounds[-4:] == ("核实", "补充证明材料", "不可抗力", "公示")
    assert len(grounds) == len(set(grounds)) == 12
