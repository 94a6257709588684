"""Forms from elements, and forms of several items in one."""

from __future__ import annotations

from quancheng.catalogue.rules.forms import fields_from, merge_fields
from tests.unit.catalogue.samples import FIELD


def test_a_form_has_its_elements_in_order() -> None:
    form = [FIELD | {"order": 2}, FIELD | {"code": "E002", "order": 1, "choices": ["男", "女"]}]
    fields = fields_from(form)
    assert [field.code for field in fields] == ["E002", "E001"]
    assert fields[0].choices == ("男", "女")


def test_an_element_is_asked_once_and_required_where_any_item_requires_it() -> None:
    first = fields_from(
        [FIELD | {"required": False}, FIELD | {"code": "E009", "order": 2, "group": "B"}]
    )
    second = fields_from([FIELD, FIELD | {"code": "E002", "order": 2}])
    merged = merge_fields([first, second])
    assert [field.code for field in merged] == ["E001", "E002", "E009"]
    assert merged[0].required
    assert [field.order for field in merged] == [1, 2, 3]
    assert merge_fields([second, second])[0].required


def test_an_element_that_some_applicants_leave_empty_is_required_of_nobody() -> None:
    (field,) = fields_from([FIELD | {"required": True, "help": "尚未设立的留空"}])
    assert not field.required
