"""Drafts: an intake saved as it is typed, so that nothing is ever lost."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from quancheng.cases.models import Attachment, Draft
from quancheng.identity.vault import the_vault
from quancheng.kernel.errors import UnableTo, UnableToFind

PURPOSE = "case-draft"
PERSONAL_KEYS = ("applicant_id_number", "applicant_phone", "applicant_address", "agent_id_number",
                 "agent_phone")  # fmt: skip


class UnableToFindDraft(UnableToFind):
    """No such draft of this post."""


class UnableToSaveDraft(UnableTo):
    """The draft was changed elsewhere, or has already been handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A draft in full, for the post that owns it; ``body`` is the form as it was typed."""

    id: int
    token: str
    region_code: str
    post_id: int
    item_id: int
    edition_id: int
    version: int
    body: dict[str, Any]
    applicant_name: str
    created_at: datetime
    saved_at: datetime
    used: bool
    item_name: str = ""


def _parted(body: Mapping[str, Any], personal: frozenset[str]) -> tuple[dict[str, Any], str]:
    hidden = {key: value for key, value in body.items() if key in personal and value}
    shown = {key: value for key, value in body.items() if key not in hidden}
    return shown, json.dumps(hidden, ensure_ascii=False) if hidden else ""


def _view(row: Draft, *, item_name: str = "") -> DraftView:
    body = dict(row.body)
    if row.sealed:
        body |= json.loads(the_vault().open(bytes(row.sealed), purpose=PURPOSE))
    return DraftView(
        id=row.pk,
        token=row.token,
        region_code=row.region_id,
        post_id=row.post_id,
        item_id=row.item_id,
        edition_id=row.edition_id,
        version=row.version,
        body=body,
        applicant_name=row.applicant_name,
        created_at=row.created_at,
        saved_at=row.saved_at,
        used=row.used_at is not None,
        item_name=item_name,
    )


def open_draft(
    *, region_code: str, post_id: int, item_id: int, edition_id: int, now: datetime
) -> DraftView:
    """Begin an intake."""
    row = Draft.objects.create(
        region_id=region_code,
        token=secrets.token_hex(16),
        post_id=post_id,
        item_id=item_id,
        edition_id=edition_id,
        created_at=now,
        saved_at=now,
    )
    return _view(row)


def draft(*, region_code: str, post_id: int, token: str) -> DraftView:
    """A draft of this post; raises :class:`UnableToFindDraft`."""
    row = Draft.objects.filter(region_id=region_code, post_id=post_id, token=token).first()
    if row is None:
        raise UnableToFindDraft("没有找到这份草稿，它可能属于别的窗口。请从“收件”重新打开。")
    return _view(row)


def drafts_of(*, region_code: str, post_id: int, limit: int = 20) -> list[DraftView]:
    """The unfinished intakes of a post, latest first, with the names of their items."""
    rows = Draft.objects.filter(region_id=region_code, post_id=post_id, used_at__isnull=True)
    named = rows.select_related("edition").order_by("-saved_at", "-id")[:limit]
    return [_view(row, item_name=row.edition.name) for row in named]


def save_draft(
    *,
    region_code: str,
    post_id: int,
    token: str,
    body: Mapping[str, Any],
    applicant_name: str,
    personal: frozenset[str],
    now: datetime,
    version: int | None = None,
) -> int:
    """Save the form as typed; answers the new version.

    ``personal`` names the keys of ``body`` that are encrypted (the fixed ones always are).
    Raises :class:`UnableToSaveDraft` where ``version`` is not the one last saved, or the
    draft has already become a case.
    """
    shown, hidden = _parted(body, personal | frozenset(PERSONAL_KEYS))
    sealed = the_vault().seal(hidden, purpose=PURPOSE) if hidden else None
    rows = Draft.objects.filter(
        region_id=region_code, post_id=post_id, token=token, used_at__isnull=True
    )
    if version is not None:
        rows = rows.filter(version=version)
    changed = rows.update(
        body=shown,
        sealed=sealed,
        applicant_name=applicant_name.replace("\x00", "")[:200],
        saved_at=now,
        version=F("version") + 1,
    )
    current = draft(region_code=region_code, post_id=post_id, token=token)
    if not changed:
        if current.used:
            raise UnableToSaveDraft("这份草稿已经收件，不能再改。请到“我的今天”里打开这件。")
        raise UnableToSaveDraft("这份草稿在别的页面改过，这里的内容没有覆盖它。请刷新后再填。")
    return current.version


def discard_draft(*, region_code: str, post_id: int, token: str) -> None:
    """Throw an unfinished intake away."""
    rows = Draft.objects.filter(
        region_id=region_code, post_id=post_id, token=token, used_at__isnull=True
    )
    Attachment.objects.filter(draft__in=rows, application__isnull=True).delete()
    rows.delete()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttachment:
    """A stored file about to be noted."""

    material_code: str
    digest: str
    size: int
    media_type: str
    name: str
    pages: int = 1


def attach(
    *, draft_id: int, region_code: str, post_id: int, file: NewAttachment, now: datetime
) -> int:
    """Note a stored file on a draft; answers the attachment's id."""
    row = Attachment.objects.create(
        region_id=region_code,
        draft_id=draft_id,
        material_code=file.material_code,
        digest=file.digest,
        size=file.size,
        media_type=file.media_type,
        name=file.name[:255],
        pages=file.pages,
        stored_at=now,
        stored_by_id=post_id,
    )
    return row.pk


def attachments_of_draft(*, draft_id: int) -> list[dict[str, Any]]:
    """The files of a draft: id, material_code, name, size, media_type, pages."""
    rows = Attachment.objects.filter(draft_id=draft_id, application__isnull=True).order_by("id")
    return [
        dict(row)
        for row in rows.values(
            "id", "material_code", "name", "size", "media_type", "pages", "digest"
        )
    ]


def detach(*, draft_id: int, attachment_id: int) -> None:
    """Take a file off a draft."""
    Attachment.objects.filter(
        draft_id=draft_id, pk=attachment_id, application__isnull=True
    ).delete()
