"""The plan of an import: new, changed, unchanged, missing."""

from __future__ import annotations

from quancheng.catalogue.rules.planning import COUNT_LABELS, Existing, plan
from tests.unit.catalogue.samples import CODE, OTHER_CODE
from tests.unit.catalogue.test_compose import item, put_together


def existing(code: str, digest: str, *, edition: int | None = 7) -> Existing:
    return Existing(1, code, "名称", edition, digest)


def test_an_item_the_region_does_not_have_is_new() -> None:
    found = plan(put_together(), existing={})
    assert [made.code for made in found.new] == [CODE]
    assert found.counts["new"] == 1


def test_every_count_has_a_name() -> None:
    assert set(COUNT_LABELS) == set(plan(put_together(), existing={}).counts)


def test_an_item_without_an_open_edition_is_new_again() -> None:
    known = {CODE: existing(CODE, "", edition=None)}
    assert len(plan(put_together(), existing=known).new) == 1


def test_an_item_is_unchanged_when_its_content_is_the_same() -> None:
    assembled = put_together()
    known = {CODE: existing(CODE, assembled.items[0].digest)}
    assert plan(assembled, existing=known).unchanged == [CODE]


def test_an_item_is_changed_when_its_content_differs() -> None:
    known = {CODE: existing(CODE, "another")}
    found = plan(put_together(), existing=known)
    assert [made.code for made, _ in found.changed] == [CODE]


def test_what_the_list_no_longer_names_is_missing_but_not_what_is_held_back() -> None:
    known = {code: existing(code, "x") for code in (CODE, OTHER_CODE)}
    held = put_together(items=[item(handling_type="快办件")])
    found = plan(held, existing=known)
    assert [one.code for one in found.missing] == [OTHER_CODE]
    assert found.counts["held"] == 1
    assert found.unmapped == []
