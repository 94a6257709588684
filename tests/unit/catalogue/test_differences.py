"""The differences between two editions, in words."""

from __future__ import annotations

from quancheng.catalogue.rules.differences import Change, diff, shown
from tests.unit.catalogue.samples import FEE, FIELD, MATERIAL, content, steps


def test_equal_editions_do_not_differ() -> None:
    assert diff(content(), content()).changes == ()


def test_a_field_is_told_in_the_words_of_the_list() -> None:
    found = diff(content(), content(handling_type="joint", fee_yes=True, conditions="两个条件"))
    assert found.changes == (
        Change("基本信息", "handling_type", "办件类型", "承诺件", "联办件"),
        Change("基本信息", "conditions", "受理条件", "", "两个条件"),
        Change("收费", "fee_yes", "是否收费", "否", "是"),
    )
    assert [group for group, _ in found.groups] == ["基本信息", "收费"]


def test_an_entry_that_comes_goes_or_changes_is_told() -> None:
    other = MATERIAL | {"code": "M002", "name": "照片", "condition": "新办的"}
    found = diff(
        content(materials=[MATERIAL]),
        content(materials=[MATERIAL | {"copies": 2}, other]),
    )
    assert [(one.label, one.before, one.after) for one in found.changes] == [
        ("申请书 · 复印件份数", "0", "2"),
        ("照片（新办的）", "", "照片 · 申请表 · 纸质或者电子"),
    ]
    gone = diff(content(fee_yes=True, fees=[FEE]), content(fee_yes=True))
    assert (gone.changes[0].label, gone.changes[0].after) == ("工本费", "")


def test_steps_and_form_fields_are_told_by_their_place_and_name() -> None:
    table = steps()
    table[1] = table[1] | {"limit_days": "3", "counts_toward_limit": False}
    changed = diff(content(), content(steps=table, form=[FIELD | {"choices": ["甲", "乙"]}]))
    assert {one.label: one.after for one in changed.changes} == {
        "申请人姓名 · 可选值": "甲；乙",
        "第2步 · 环节时限": "3",
        "第2步 · 计入承诺时限": "否",
    }


def test_other_columns_are_told_by_their_header() -> None:
    found = diff(
        content(extra={"咨询": "1", "地点": "一楼"}), content(extra={"咨询": "2", "地点": "一楼"})
    )
    assert found.changes == (Change("其他", "extra", "咨询", "1", "2"),)


def test_values_are_shown_in_words() -> None:
    assert shown("accept_channels", ["counter", "town"]) == "窗口；镇便民服务中心"
    assert shown("special_procedures", [{"name": "公示", "days": 5}]) == "公示（最长5天）"
    assert shown("basis_text_date", None) == ""
    assert shown("visits", 2) == "2"
