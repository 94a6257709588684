"""Drafts of editions: made from the open edition, changed, checked, thrown away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from quancheng.catalogue.models import Edition, Item
from quancheng.catalogue.queries.editions import (
    UnableToFindEdition,
    UnableToFindItem,
    edition_by_id,
    item_by_code,
)
from quancheng.catalogue.queries.imports import elements_of, item_codes_of, materials_of
from quancheng.catalogue.rules import codes, contents, editing, publication
from quancheng.catalogue.rules.publication import Finding
from quancheng.catalogue.rules.rows import Problem
from quancheng.identity.queries import office_by_code, offices_of
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import day_of

Cells = Mapping[str, Sequence[Mapping[str, str]]]


class UnableToDraft(UnableTo):
    """A draft cannot be made or changed; ``problems`` names the cells where there are any."""

    def __init__(self, sentence: str, problems: tuple[Problem, ...] = ()) -> None:
        self.problems = problems
        super().__init__(sentence)


def create_item(
    *,
    region_code: str,
    code: str,
    base_code: str,
    office_code: str,
    fields: Mapping[str, Any],
    now: datetime,
    account_id: int | None,
    post_id: int | None,
) -> Edition:
    """Make a new item with a first draft; ``fields`` are fields of the content.

    Raises ``UnableToDraft``, ``UnableToReadCode``, ``UnableToReadCell`` or
    ``UnableToFindOffice``.
    """
    codes.check_base_code(base_code)
    codes.check_item_code(code, base_code=base_code, region_code=region_code)
    office = office_by_code(region_code=region_code, code=office_code)
    content = contents.complete(_known(fields) | {"office_code": office_code})
    with transaction.atomic():
        known = item_by_code(region_code=region_code, code=code)
        if known is not None and known.code == code:
            raise UnableToDraft("这个实施编码已经有事项，请在原事项上建新版本。")
        position = Item.objects.filter(region_id=region_code).aggregate(last=Max("position"))
        item = Item.objects.create(
            region_id=region_code,
            code=code,
            base_code=base_code,
            office_id=office.id,
            position=(position["last"] or 0) + 1,
            created_at=now,
        )
        return _new_draft(item, content, now, account_id, post_id)


def draft_edition(
    *,
    item_id: int,
    changes: Mapping[str, Any],
    now: datetime,
    account_id: int | None,
    post_id: int | None,
) -> Edition:
    """The draft of an item with ``changes`` (fields of the content), saved.

    Where there is no draft, one is made from the latest edition. Raises ``UnableToFindItem``
    and, for a field that editions do not have, ``UnableToDraft``.
    """
    known = _known(changes)
    with transaction.atomic():
        item = _locked(item_id)
        draft = Edition.objects.filter(item=item, status="draft").first()
        if draft is None:
            latest = Edition.objects.filter(item=item).order_by("-number").first()
            if latest is None:
                raise UnableToFindItem("这个事项还没有任何版本，请先建立首个版本。")
            draft = _new_draft(item, contents.content_of(latest), now, account_id, post_id)
        if known:
            _rewrite(draft, contents.content_of(draft) | known, account_id, post_id)
    return draft


def draft_from_cells(
    *,
    item_id: int,
    cells: Cells,
    now: datetime,
    account_id: int | None,
    post_id: int | None,
) -> Edition:
    """The draft of an item as the editing screen has it: cells as in the county's list.

    ``cells`` holds the rows of the tables items (one row), item_elements, item_materials, fees
    and steps; a table that is absent stays as it is. The cells are read as an import reads them.
    Raises ``UnableToDraft`` whose ``problems`` name table, row and column.
    """
    item = Item.objects.filter(id=item_id).first()
    if item is None:
        raise UnableToFindItem("没有这个事项，请从事项列表重新进入。")
    latest = Edition.objects.filter(item=item).order_by("-number").first()
    rows = editing.cells_of(
        code=item.code,
        base_code=item.base_code,
        content=contents.content_of(latest) if latest else None,
    ) | {name: [dict(row) for row in part] for name, part in cells.items()}
    offices = [
        (office.code, office.name, office.short_name) for office in offices_of(item.region_id)
    ]
    content, problems = editing.content_from(
        rows,
        elements=elements_of(region_code=item.region_id),
        materials=materials_of(region_code=item.region_id),
        offices=offices,
        region_code=item.region_id,
    )
    if problems or content is None:
        raise UnableToDraft(f"有{len(problems)}处填写不对：{problems[0].sentence}", tuple(problems))
    return draft_edition(
        item_id=item_id, changes=content, now=now, account_id=account_id, post_id=post_id
    )


def check_edition(*, edition_id: int) -> tuple[Finding, ...]:
    """All findings about an edition, as the publication checks see it."""
    edition = edition_by_id(edition_id=edition_id)
    return publication.check(
        contents.content_of(edition),
        office_codes={office.code for office in offices_of(edition.region_id)},
        item_codes=item_codes_of(region_code=edition.region_id),
    )


def discard_draft(*, edition_id: int) -> None:
    """Throw a draft away, and the item with it where it never had another edition."""
    with transaction.atomic():
        edition = Edition.objects.filter(id=edition_id, status="draft").first()
        if edition is None:
            raise UnableToFindEdition("没有这个草稿，它可能已经发布或者删除，请刷新页面。")
        item_id = edition.item_id
        edition.delete()
        if not Edition.objects.filter(item_id=item_id).exists():
            Item.objects.filter(id=item_id).delete()


def _locked(item_id: int) -> Item:
    item = Item.objects.select_for_update().filter(id=item_id).first()
    if item is None:
        raise UnableToFindItem("没有这个事项，请从事项列表重新进入。")
    return item


def _known(changes: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(changes) - set(contents.KEYS))
    if unknown:
        raise UnableToDraft(f"事项版本没有“{unknown[0]}”这一项，请刷新页面后重新填写。")
    return dict(changes)


def _new_draft(
    item: Item,
    content: Mapping[str, Any],
    now: datetime,
    account_id: int | None,
    post_id: int | None,
) -> Edition:
    last = Edition.objects.filter(item=item).aggregate(last=Max("number"))["last"]
    return Edition.objects.create(
        region_id=item.region_id,
        item=item,
        number=(last or 0) + 1,
        valid_from=day_of(now),
        digest=contents.digest_of(content),
        created_at=now,
        made_by_id=account_id,
        made_in_id=post_id,
        **contents.complete(content),
    )


def _rewrite(
    draft: Edition, content: Mapping[str, Any], account_id: int | None, post_id: int | None
) -> None:
    for key, value in contents.complete(content).items():
        setattr(draft, key, value)
    draft.digest = contents.digest_of(content)
    draft.made_by_id, draft.made_in_id = account_id, post_id
    draft.save()
