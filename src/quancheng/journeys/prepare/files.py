"""Files for a draft or for corrections: from the disk, from the scanner's folder, from a phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from quancheng.cases import files
from quancheng.cases.operations import drafts
from quancheng.cases.operations.attachments import attach_to_application
from quancheng.cases.operations.drafts import NewAttachment
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.states import State
from quancheng.identity.rules import Act, Actor, check_may
from quancheng.journeys.act import Doing
from quancheng.journeys.examine import person
from quancheng.journeys.prepare.drafts import Prepared, prepared
from quancheng.kernel.errors import UnableTo, UnableToFind
from quancheng.kernel.moments import SHANGHAI

MOST_PER_MATERIAL = 20
MOST_PER_DRAFT = 100
MOST_LISTED = 50


class UnableToAddFile(UnableTo):
    """No (more) files may be added to this material."""


class UnableToFindScan(UnableToFind):
    """The scanner's folder does not hold this file (any more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where files are kept, what they may be, and who looks for malware."""

    root: Path
    limits: files.Limits
    scanner: files.Scanner


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file on its way in: its bytes, and the name the sender gives it."""

    stream: BinaryIO
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A file in the scanner's folder; ``at`` is when the scanner wrote it."""

    name: str
    size: int
    at: datetime


def _check_room(*, found: Prepared, material_code: str) -> None:
    if found.draft.used:
        raise UnableToAddFile("这份申请已经收件，不能再往草稿里加文件。请到办件页面补充。")
    if material_code not in {line.code for line in found.guide.materials}:
        raise UnableToAddFile("这份材料不在事项清单里，请刷新后重新选择材料。")
    same = [file for file in found.files if file["material_code"] == material_code]
    if len(same) >= MOST_PER_MATERIAL or len(found.files) >= MOST_PER_DRAFT:
        raise UnableToAddFile(
            f"一份材料最多 {MOST_PER_MATERIAL} 个文件，请合并成一个文件，或先移除不要的。"
        )


def _stored(*, incoming: Incoming, material_code: str, shelf: Shelf) -> NewAttachment:
    kept = files.store(
        stream=incoming.stream,
        claimed_name=incoming.name,
        root=shelf.root,
        limits=shelf.limits,
        scanner=shelf.scanner,
    )
    return NewAttachment(
        material_code=material_code,
        digest=kept.digest,
        size=kept.size,
        media_type=kept.media_type,
        name=kept.original_name,
    )


def add_file(
    *,
    actor: Actor,
    token: str,
    material_code: str,
    incoming: Incoming,
    shelf: Shelf,
    now: datetime,
) -> int:
    """Store a file for a material of a draft; answers its id.

    Raises :class:`UnableToAddFile`, ``UnableToStoreFile``, ``UnableToFindDraft``.
    """
    found = prepared(actor=actor, token=token)
    _check_room(found=found, material_code=material_code)
    file = _stored(incoming=incoming, material_code=material_code, shelf=shelf)
    return drafts.attach(
        draft_id=found.draft.id,
        region_code=found.draft.region_code,
        post_id=found.draft.post_id,
        file=file,
        now=now,
    )


def remove_file(*, actor: Actor, token: str, attachment_id: int) -> None:
    """Take a file off a draft again; raises ``UnableToFindDraft``."""
    draft = drafts.draft(region_code=actor.county, post_id=actor.post_id, token=token)
    drafts.detach(draft_id=draft.id, attachment_id=attachment_id)


def add_to_case(
    *,
    doing: Doing,
    region_code: str,
    number: str,
    material_code: str,
    incoming: Incoming,
    shelf: Shelf,
) -> int:
    """Store a file that comes with the corrections of a case.

    Raises :class:`UnableToAddFile`, ``UnableToAttach``, ``UnableToStoreFile``, ``UnableToAct``.
    """
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    check_may(actor, act=Act.CORRECT, region_code=case.town_code or case.region_code)
    if case.state not in (State.CORRECTING, State.RECEIVED):
        raise UnableToAddFile(f"这件现在是“{case.state.label}”，不能再加材料。")
    return attach_to_application(
        application_id=case.application_id,
        region_code=region_code,
        post_id=actor.post_id,
        file=_stored(incoming=incoming, material_code=material_code, shelf=shelf),
        now=doing.now,
    )


def scanned_files(*, folder: Path) -> tuple[Scanned, ...]:
    """What the scanner has put into a counter's folder, the latest first."""
    if not folder.is_dir():
        return ()
    found = [
        Scanned(
            name=path.name,
            size=path.stat().st_size,
            at=datetime.fromtimestamp(path.stat().st_mtime, tz=SHANGHAI),
        )
        for path in folder.iterdir()
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".")
    ]
    found.sort(key=lambda scan: (scan.at, scan.name), reverse=True)
    return tuple(found[:MOST_LISTED])


def add_scanned(
    *,
    actor: Actor,
    token: str,
    material_code: str,
    folder: Path,
    name: str,
    shelf: Shelf,
    now: datetime,
) -> int:
    """Move a scan from the folder to a material of a draft.

    Raises :class:`UnableToFindScan` and what :func:`add_file` raises.
    """
    if name not in {scan.name for scan in scanned_files(folder=folder)}:
        raise UnableToFindScan("扫描文件夹里没有这个文件，可能已被取走。请重新扫描。")
    path = folder / name
    with path.open("rb") as stream:
        kept = add_file(
            actor=actor,
            token=token,
            material_code=material_code,
            incoming=Incoming(stream=stream, name=name),
            shelf=shelf,
            now=now,
        )
    path.unlink()
    return kept
