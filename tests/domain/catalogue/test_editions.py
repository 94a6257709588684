"""Drafts, publication, retirement."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from quancheng.catalogue import operations, queries, search
from quancheng.catalogue.models import Edition
from quancheng.catalogue.operations import UnableToDraft, UnableToPublishThen, UnableToRetire
from quancheng.catalogue.rules.publication import UnableToPublish
from quancheng.ledger.queries import entries_of
from tests.domain.catalogue.lists import COUNTY, NOW, TODAY

CODE = "610131001001-610924000000-000-11610924DM0000013Q-1-00"
LICENCE = "610119001000-610924000000-000-11610924DM0000195W-1-00"
NEW_CODE = "610119099000-610924000000-000-11610924DM0000195W-1-00"
TOMORROW = TODAY + timedelta(days=1)
BY: dict[str, Any] = {"now": NOW, "account_id": None, "post_id": None}

pytestmark = pytest.mark.usefixtures("imported")


def item_id(code: str = LICENCE) -> int:
    item = queries.item_by_code(region_code=COUNTY, code=code)
    assert item is not None
    return item.id


def draft(**changes: Any) -> Edition:
    return operations.draft_edition(item_id=item_id(), changes=changes, **BY)


def publish(edition: Edition, valid_from: date = TODAY) -> Edition:
    return operations.publish(edition_id=edition.id, valid_from=valid_from, **BY)


def current(on: date = TODAY) -> queries.Guide:
    return queries.guide(region_code=COUNTY, item_code=LICENCE, on=on)


def test_a_draft_starts_from_the_edition_in_force_and_changes_nothing_yet() -> None:
    made = draft(conditions="新的条件。")
    assert (made.number, made.status) == (2, "draft")
    assert made.name == current().name
    assert current().edition_number == 1
    assert queries.guide_of_edition(edition_id=made.id).conditions == "新的条件。"


def test_there_is_one_draft_of_an_item() -> None:
    first = draft(conditions="一")
    second = draft(notes="二")
    assert first.id == second.id
    fields = queries.edition_fields(edition_id=second.id)
    assert (fields["conditions"], fields["notes"]) == ("一", "二")


def test_a_field_that_editions_do_not_have_is_refused() -> None:
    with pytest.raises(UnableToDraft, match="colour"):
        draft(colour="red")


def test_a_draft_of_no_item_is_refused() -> None:
    with pytest.raises(queries.UnableToFindItem):
        operations.draft_edition(item_id=0, changes={}, **BY)
    with pytest.raises(queries.UnableToFindItem):
        operations.draft_from_cells(item_id=0, cells={}, **BY)


def test_a_published_edition_is_in_force_from_its_day() -> None:
    made = publish(draft(conditions="新的条件。"), TOMORROW)
    assert current().edition_number == 1
    assert current(TOMORROW).edition_id == made.id
    assert operations.roll_over(on=TOMORROW) == 1
    assert [line.status for line in queries.editions_of(region_code=COUNTY, item_code=LICENCE)] == [
        "published",
        "retired",
    ]


def test_publication_is_on_the_record() -> None:
    made = publish(draft(conditions="新的条件。"))
    entry = entries_of(region_code=COUNTY, stream="catalogue", subject=made.item_id)[-1]
    assert (entry.kind, entry.edition) == ("edition_published", made.id)
    assert entry.data["digest"] == made.digest


def test_publication_makes_the_same_checks_as_an_import() -> None:
    made = draft(promised_limit=99)
    findings = operations.check_edition(edition_id=made.id)
    with pytest.raises(UnableToPublish) as refused:
        publish(made)
    assert refused.value.findings == findings
    assert current().edition_number == 1


def test_an_edition_is_published_once_and_not_in_the_past() -> None:
    made = draft(conditions="新的条件。")
    with pytest.raises(UnableToPublishThen, match="不能早于今天"):
        publish(made, TODAY - timedelta(days=1))
    publish(made, TOMORROW)
    with pytest.raises(UnableToPublishThen, match="已经发布过"):
        publish(made)


def test_an_edition_does_not_begin_before_the_open_one() -> None:
    publish(draft(conditions="一"), TOMORROW)
    with pytest.raises(UnableToPublishThen, match="新版本不能早于这一天"):
        publish(draft(conditions="二"), TODAY)


def test_two_editions_of_one_day_leave_the_later_in_force() -> None:
    publish(draft(conditions="一"))
    publish(draft(conditions="二"))
    assert current().conditions == "二"
    assert current().edition_number == 3


def test_an_item_follows_its_edition_to_another_office() -> None:
    publish(draft(office_code="D02"))
    assert current().office_code == "D02"
    assert queries.edition_by_id(edition_id=current().edition_id).item.office.code == "D02"


def test_two_editions_are_compared_in_words() -> None:
    old = current().edition_id
    new = publish(draft(promised_limit=7)).id
    found = queries.diff_editions(before_id=old, after_id=new)
    assert [(change.label, change.after) for change in found.changes] == [("承诺时限", "7")]


def test_a_draft_may_be_thrown_away() -> None:
    made = draft(conditions="新的条件。")
    operations.discard_draft(edition_id=made.id)
    assert len(queries.editions_of(region_code=COUNTY, item_code=LICENCE)) == 1
    with pytest.raises(queries.UnableToFindEdition):
        operations.discard_draft(edition_id=made.id)


def test_a_retired_item_is_no_longer_found_but_its_past_is() -> None:
    operations.retire(item_id=item_id(), on=TOMORROW, **BY)
    assert current().edition_number == 1
    assert operations.roll_over(on=TOMORROW) == 1
    with pytest.raises(queries.UnableToFindItem):
        current(TOMORROW)
    assert queries.edition_in_force(item_id=item_id(), on=TODAY) is not None
    assert search.search(region_code=COUNTY, words=LICENCE, on=TOMORROW).hits == ()


def test_what_is_not_open_cannot_be_retired() -> None:
    operations.retire(item_id=item_id(), on=TODAY, **BY)
    with pytest.raises(UnableToRetire):
        operations.retire(item_id=item_id(), on=TODAY, **BY)
    with pytest.raises(queries.UnableToFindItem):
        operations.retire(item_id=0, on=TODAY, **BY)


def test_a_retired_item_may_come_back() -> None:
    operations.retire(item_id=item_id(), on=TODAY, **BY)
    publish(draft(), TOMORROW)
    assert current(TOMORROW).edition_number == 2


def new_item(**changes: Any) -> Edition:
    fields = queries.edition_fields(edition_id=current().edition_id) | {"name": "新的事项"}
    options: dict[str, Any] = {
        "region_code": COUNTY,
        "code": NEW_CODE,
        "base_code": "610119099000",
        "office_code": "D19",
        "fields": fields,
    }
    return operations.create_item(**(options | changes | BY))


def test_a_new_item_is_drafted_and_published() -> None:
    publish(new_item())
    assert queries.guide(region_code=COUNTY, item_code=NEW_CODE, on=TODAY).name == "新的事项"
    with pytest.raises(UnableToDraft, match="已经有事项"):
        new_item()


def test_the_draft_of_an_item_that_never_held_takes_the_item_with_it() -> None:
    operations.discard_draft(edition_id=new_item().id)
    assert queries.item_by_code(region_code=COUNTY, code=NEW_CODE) is None


def test_an_item_without_any_edition_has_nothing_to_start_from() -> None:
    made = new_item()
    Edition.objects.filter(id=made.id).delete()
    with pytest.raises(queries.UnableToFindItem, match="首个版本"):
        operations.draft_edition(item_id=made.item_id, changes={}, **BY)
    with pytest.raises(UnableToDraft, match="没有事项的基本信息"):
        operations.draft_from_cells(item_id=made.item_id, cells={}, **BY)


def test_the_editing_screen_reads_and_writes_cells() -> None:
    cells = queries.edition_cells(edition_id=current().edition_id)
    item = cells["items"][0] | {"conditions": "从屏幕改的。", "promised_limit": "７"}
    made = operations.draft_from_cells(item_id=item_id(), cells={"items": [item]}, **BY)
    found = queries.diff_editions(before_id=current().edition_id, after_id=made.id)
    assert {change.label: change.after for change in found.changes} == {
        "受理条件": "从屏幕改的。",
        "承诺时限": "7",
    }


def test_a_wrong_cell_of_the_editing_screen_is_named() -> None:
    cells = queries.edition_cells(edition_id=current().edition_id)
    step = cells["steps"][0] | {"department_code": "D99"}
    with pytest.raises(UnableToDraft) as refused:
        operations.draft_from_cells(
            item_id=item_id(), cells={"steps": [step, *cells["steps"][1:]]}, **BY
        )
    assert refused.value.problems[0].value == "D99"


def test_the_form_and_the_limits_of_an_edition_are_kept_once_it_is_published() -> None:
    edition_id = current().edition_id
    assert queries.form_of(edition_id=edition_id) is queries.form_of(edition_id=edition_id)
    assert queries.limits_of(edition_id=edition_id) is queries.limits_of(edition_id=edition_id)
    made = draft(promised_limit=7)
    assert queries.form_of(edition_id=made.id) == queries.form_of(edition_id=edition_id)
    assert queries.limits_of(edition_id=made.id).promised.value == 7  # type: ignore[union-attr]
    assert queries.result_of(edition_id=made.id) == (
        made.result_name,
        made.result_kind,
        made.result_validity,
    )
    draft(promised_limit=6)
    assert queries.limits_of(edition_id=made.id).promised.value == 6  # type: ignore[union-attr]


def test_what_does_not_exist_is_said() -> None:
    with pytest.raises(queries.UnableToFindEdition):
        queries.edition_by_id(edition_id=0)
    with pytest.raises(queries.UnableToFindItem):
        queries.editions_of(region_code=COUNTY, item_code="X")
    with pytest.raises(queries.UnableToFindItem):
        queries.guide_of_edition(edition_id=0)


def test_an_item_is_found_by_a_base_code_that_only_it_has(imported: queries.RunView) -> None:
    found = queries.item_by_code(region_code=COUNTY, code="610131001001")
    assert found is not None
    assert found.code == CODE
    assert queries.item_by_code(region_code=COUNTY, code="610") is None
