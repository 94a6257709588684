"""What the editing screen reads: the item and its draft, the master records, the rows that move."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from quancheng.catalogue import queries
from quancheng.catalogue.queries import UnableToFindItem
from quancheng.catalogue.queries.imports import elements_of, materials_of
from quancheng.identity.queries import offices_of
from quancheng.web.office.forms.drafts import SectionDraft, Sources, fresh_row, move
from quancheng.web.office.forms.sections import Section
from quancheng.web.office.pages.flow import flow_picture

MOST_FOUND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An item that is being edited; ``draft_id`` and ``open_id`` are 0 where there is none."""

    region_code: str
    code: str
    item_id: int
    name: str
    draft_id: int
    number: int
    is_new: bool
    open_id: int


def desk_of(region_code: str, code: str) -> Desk:
    """The item of the county with this code and its draft; raises ``UnableToFindItem``."""
    item = queries.item_by_code(region_code=region_code, code=code)
    if item is None or item.code != code:
        raise UnableToFindItem("没有这个事项，请核对编码，或者从事项列表里查找。")
    editions = queries.editions_of(region_code=region_code, item_code=code)
    draft = next((line for line in editions if line.status == "draft"), None)
    published = [line for line in editions if line.status != "draft"]
    return Desk(
        region_code=region_code,
        code=code,
        item_id=item.id,
        name=editions[0].name,
        draft_id=draft.id if draft else 0,
        number=draft.number if draft else 0,
        is_new=not published,
        open_id=published[0].id if published else 0,
    )


def sources_of(section: Section, region_code: str) -> Sources:
    """The offices of the county, and the master records that the rows of the section name."""
    masters: dict[str, tuple[str, str]] = {}
    if section.part == "materials":
        for row in materials_of(region_code=region_code):
            masters[row["code"]] = (row["name"], row["kind"])
    elif section.part == "form":
        for row in elements_of(region_code=region_code):
            masters[row["code"]] = (row["label"], row["group"])
    return Sources(offices=offices_of(region_code), masters=masters)


def rearrange(draft: SectionDraft, do: str, named: str, sources: Sources) -> None:
    """Do to the rows what a button says: ``add``, ``up``, ``down`` or ``remove``."""
    if do == "add":
        fresh_row(draft, named, sources)
    elif do in ("up", "down"):
        move(draft, named, -1 if do == "up" else 1)
    elif do == "remove":
        draft.rows = [row for row in draft.rows if row.key != named]


def found(draft: SectionDraft, words: str, region_code: str) -> list[tuple[str, str, str]]:
    """The master records that fit the words and are not yet in the rows: (code, name, note)."""
    wanted = words.strip().lower()[:40]
    if not (draft.section.master and wanted):
        return []
    taken = {row.code for row in draft.rows}
    masters = sources_of(draft.section, region_code).masters
    hits = [
        (code, name, note)
        for code, (name, note) in masters.items()
        if code not in taken and (wanted in name.lower() or wanted == code.lower())
    ]
    return sorted(hits, key=lambda hit: (not hit[1].lower().startswith(wanted), len(hit[1])))[
        :MOST_FOUND
    ]


def picture_of(desk: Desk) -> SafeString:
    """The flow of the draft as a picture."""
    if not desk.draft_id:
        return SafeString("")
    content = queries.edition_fields(edition_id=desk.draft_id)
    offices = {one.code: one.short_name or one.name for one in offices_of(desk.region_code)}
    return flow_picture(content["steps"], offices=offices)
