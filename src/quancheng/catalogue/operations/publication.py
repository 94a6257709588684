"""Publishing and retiring editions, and the turn of the day at which they take effect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from quancheng.catalogue.models import Edition, Item
from quancheng.catalogue.operations.drafts import check_edition
from quancheng.catalogue.queries.editions import UnableToFindItem, edition_by_id
from quancheng.catalogue.rules import contents, flow
from quancheng.catalogue.rules.publication import check_publishable
from quancheng.identity.queries import office_by_code
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.moments import day_of
from quancheng.ledger.operations import record
from quancheng.ledger.rules import CATALOGUE
from quancheng.workflow.operations import store_definition

Hand = tuple[int | None, int | None]
"""Who acts: the account and the post."""


class UnableToPublishThen(UnableTo):
    """The edition is no draft, or the day on which it is to begin will not do."""


class UnableToRetire(UnableTo):
    """The item has no edition that could end."""


def publish(
    *,
    edition_id: int,
    valid_from: date,
    now: datetime,
    account_id: int | None,
    post_id: int | None,
) -> Edition:
    """Publish a draft: it is in force from ``valid_from`` on and can never be changed again.

    The edition before it ends on that day; running cases stay on theirs. Raises
    ``UnableToPublish`` with all findings, ``UnableToPublishThen`` for a day in the past, a day
    before the open edition begins, or an edition that is no draft.
    """
    today = day_of(now)
    with transaction.atomic():
        draft = edition_by_id(edition_id=edition_id)
        Item.objects.select_for_update().get(id=draft.item_id)
        draft.refresh_from_db(fields=["status"])
        opened = Edition.objects.filter(
            item_id=draft.item_id, status="published", valid_to__isnull=True
        ).first()
        _check_day(draft, opened, valid_from, today)
        check_publishable(check_edition(edition_id=edition_id))
        if opened is not None:
            Edition.objects.filter(id=opened.id).update(valid_to=valid_from)
        draft.flow_digest = store_definition(bpmn_xml=flow.flow_of(draft.steps))
        draft.digest = contents.digest_of(contents.content_of(draft))
        draft.status = Edition.Status.PUBLISHED
        draft.valid_from = valid_from
        draft.published_at = now
        draft.made_by_id, draft.made_in_id = account_id, post_id
        draft.save()
        _move_office(draft)
        settle(region_code=draft.region_id, on=today, item_ids=[draft.item_id])
        by = (account_id, post_id)
        _record(draft, "edition_published", now=now, effective_on=valid_from, by=by)
    return draft


def retire(
    *, item_id: int, on: date, now: datetime, account_id: int | None, post_id: int | None
) -> None:
    """End the open edition of an item on the day ``on``: from that day nobody can apply for it.

    Raises ``UnableToFindItem``, and ``UnableToRetire`` where nothing is open.
    """
    with transaction.atomic():
        if not Item.objects.select_for_update().filter(id=item_id).exists():
            raise UnableToFindItem("没有这个事项，请从事项列表重新进入。")
        opened = Edition.objects.filter(
            item_id=item_id, status="published", valid_to__isnull=True
        ).first()
        if opened is None:
            raise UnableToRetire("这个事项没有正在使用的版本，不用停用。")
        end = max(on, opened.valid_from)
        Edition.objects.filter(id=opened.id).update(valid_to=end)
        settle(region_code=opened.region_id, on=day_of(now), item_ids=[item_id])
        by = (account_id, post_id)
        _record(opened, "item_retired", now=now, effective_on=end, by=by)


def roll_over(*, on: date) -> int:
    """Let editions take effect and end as of the day ``on``; answers how many items changed.

    The worker runs it at the turn of the day; running it again changes nothing.
    """
    with transaction.atomic():
        return settle(region_code="", on=on, item_ids=None)


def settle(*, region_code: str, on: date, item_ids: Sequence[int] | None) -> int:
    """Point items to the edition in force on ``on``, and mark editions that have ended.

    For one region or all (empty), for some items or all (None). The stamp of every region
    touched moves on, so that the search indexes are built anew.
    """
    scope: dict[str, Any] = {
        "region": region_code,
        "on": on,
        "ids": list(item_ids or ()),
        "all": item_ids is None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_END, scope)
        cursor.execute(_POINT, scope)
        changed = [str(row[0]) for row in cursor.fetchall()]
        cursor.execute(_STAMP, {"regions": sorted(set(changed))})
    return len(changed)


_END = (
    "UPDATE catalogue_edition e SET status = 'retired' WHERE e.status = 'published'"
    " AND e.valid_to <= %(on)s AND (%(region)s = '' OR e.region_id = %(region)s)"
    " AND (%(all)s OR e.item_id = ANY(%(ids)s::bigint[]))"
)
_POINT = (
    "WITH force AS (SELECT i.id, (SELECT e.id FROM catalogue_edition e"
    " WHERE e.item_id = i.id AND e.status <> 'draft' AND e.valid_from <= %(on)s"
    " AND (e.valid_to IS NULL OR %(on)s < e.valid_to) ORDER BY e.number DESC LIMIT 1) AS edition"
    " FROM catalogue_item i WHERE (%(region)s = '' OR i.region_id = %(region)s)"
    " AND (%(all)s OR i.id = ANY(%(ids)s::bigint[])))"
    " UPDATE catalogue_item i SET current_edition_id = force.edition FROM force"
    " WHERE i.id = force.id AND i.current_edition_id IS DISTINCT FROM force.edition"
    " RETURNING i.region_id"
)
_STAMP = (
    "INSERT INTO catalogue_stamp (region_id, version)"
    " SELECT unnest(%(regions)s::text[]), nextval('catalogue_stamp_version')"
    " ON CONFLICT (region_id) DO UPDATE SET version = excluded.version"
)


def _check_day(draft: Edition, opened: Edition | None, valid_from: date, today: date) -> None:
    if draft.status != Edition.Status.DRAFT:
        raise UnableToPublishThen("这个版本已经发布过，要修改请另建新版本。")
    if valid_from < today:
        raise UnableToPublishThen("启用日期不能早于今天，请改成今天或者以后的日期。")
    if opened is not None and valid_from < opened.valid_from:
        raise UnableToPublishThen(
            f"第{opened.number}版从{opened.valid_from.isoformat()}起用，新版本不能早于这一天。"
        )


def _move_office(edition: Edition) -> None:
    """Let the item belong to the office that its edition names."""
    office = office_by_code(region_code=edition.region_id, code=edition.office_code)
    Item.objects.filter(id=edition.item_id).update(office_id=office.id)


def _record(edition: Edition, kind: str, *, now: datetime, effective_on: date, by: Hand) -> None:
    record(
        region_code=edition.region_id,
        stream=CATALOGUE,
        subject=edition.item_id,
        kind=kind,
        now=now,
        actor=by[0],
        post=by[1],
        effective_on=effective_on,
        edition=edition.id,
        data={"number": edition.number, "digest": edition.digest, "flow": edition.flow_digest},
    )
