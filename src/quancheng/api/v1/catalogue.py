"""Items, guides, departments and bundles."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Router

from quancheng.api.rules import CATALOGUE
from quancheng.api.v1 import cursors, schemas
from quancheng.api.v1.callers import Door, caller_of
from quancheng.api.v1.parameters import (
    BundleCode,
    Cursor,
    Department,
    ItemCode,
    Limit,
    Region,
    Words,
    county,
)
from quancheng.api.v1.problems import UnableToServe
from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import Guide, ItemLine
from quancheng.catalogue.search import search
from quancheng.kernel import moments

MOST_HITS = 200
router = Router(tags=["事项"], auth=Door(CATALOGUE))


@router.get("/items", response=schemas.ItemPage, summary="找事项", operation_id="find_items")
def find_items(
    request: HttpRequest,
    *,
    q: Words = "",
    department: Department = "",
    cursor: Cursor = "",
    limit: Limit = 20,
    region: Region = "",
) -> schemas.ItemPage:
    """按词、拼音、拼音首字母或部门找事项；不给词就列出全部。"""
    code = county(region, caller=caller_of(request))
    question = {"q": q, "department": department, "region": code}
    place = cursors.unseal(cursor, question=question)
    if q.strip():
        lines, following, total = _found(code, q, department, place, limit)
    else:
        lines, following, total = _listed(code, department, place, limit)
    return schemas.ItemPage(
        items=[summary(line) for line in lines],
        total=total,
        next_cursor=cursors.seal(following, question=question),
    )


@router.get(
    "/items/{code}", response=schemas.GuideOut, summary="办事指南", operation_id="read_guide"
)
def read_guide(request: HttpRequest, code: ItemCode, region: Region = "") -> schemas.GuideOut:
    """一个事项今天有效的办事指南。"""
    where = county(region, caller=caller_of(request))
    today = moments.day_of(moments.now())
    return guide_out(catalogue.guide(region_code=where, item_code=code, on=today))


@router.get(
    "/departments",
    response=schemas.DepartmentsOut,
    summary="部门",
    operation_id="list_departments",
)
def list_departments(request: HttpRequest, region: Region = "") -> schemas.DepartmentsOut:
    """有事项的部门，各有多少项。"""
    where = county(region, caller=caller_of(request))
    today = moments.day_of(moments.now())
    found = catalogue.items_by_department(region_code=where, on=today)
    return schemas.DepartmentsOut(
        departments=[
            schemas.DepartmentOut(
                code=each.code, name=each.name, short_name=each.short_name, items=len(each.items)
            )
            for each in found
        ]
    )


@router.get("/bundles", response=schemas.BundlesOut, summary="一件事", operation_id="list_bundles")
def list_bundles(request: HttpRequest, region: Region = "") -> schemas.BundlesOut:
    """全部一件事和绿色通道，各由哪些事项组成。"""
    where = county(region, caller=caller_of(request))
    found = catalogue.bundles(region_code=where)
    return schemas.BundlesOut(bundles=[_bundle(each) for each in found])


@router.get(
    "/bundles/{code}",
    response=schemas.BundleOut,
    summary="一个一件事",
    operation_id="read_bundle",
)
def read_bundle(request: HttpRequest, code: BundleCode, region: Region = "") -> schemas.BundleOut:
    """一个一件事由哪些事项组成。"""
    where = county(region, caller=caller_of(request))
    found = catalogue.bundle(region_code=where, code=code)
    if found is None:
        raise UnableToServe("没有这个一件事，请先列出全部再取编码。", status=404)
    return _bundle(found)


def _found(
    region: str, words: str, department: str, place: str, limit: int
) -> tuple[list[ItemLine], str, int]:
    """A page of what a search finds; the place is how many were shown before."""
    start = int(place or 0)
    today = moments.day_of(moments.now())
    hits = search(
        region_code=region, words=words, on=today, limit=MOST_HITS, office_code=department
    ).hits
    shown = [hit.item for hit in hits[start : start + limit]]
    following = str(start + limit) if start + limit < len(hits) else ""
    return shown, following, len(hits)


def _listed(
    region: str, department: str, place: str, limit: int
) -> tuple[list[ItemLine], str, int]:
    """A page of the list."""
    page = catalogue.list_items(
        scope=catalogue.ItemScope(region_codes=(region,)),
        filters=catalogue.ItemFilters(office_code=department, status="in_force"),
        on=moments.day_of(moments.now()),
        cursor=place,
        size=limit,
    )
    return list(page.items), page.next_cursor, page.total


def address(code: str) -> str:
    """The public address of a guide."""
    return settings.PUBLIC_URL + reverse("portal:item", args=[code])


def summary(line: ItemLine) -> schemas.ItemSummary:
    """An item in a list."""
    return schemas.ItemSummary(
        code=line.code,
        base_code=line.base_code,
        name=line.name,
        department=schemas.DepartmentRef(code=line.office_code, name=line.office_name),
        handling_type=line.handling_type,
        applicant_kind=line.applicant_kind,
        promised_limit=line.promised_text,
        result_name=line.result_name,
        visits=line.visits,
        online_depth=line.online_depth,
        has_fee=line.fee_yes,
        url=address(line.code),
    )


def _bundle(found: catalogue.BundleView) -> schemas.BundleOut:
    return schemas.BundleOut(
        code=found.code,
        name=found.name,
        kind=found.kind,
        items=[schemas.ItemRefOut(code=item.code, name=item.name) for item in found.items],
    )


def guide_out(found: Guide) -> schemas.GuideOut:
    """A guide, field by field."""
    same = (
        "base_code valid_from name parent_name task_type handling_type applicant_kind conditions"
        " result_name result_kind result_validity visits online_depth delegated_to_towns notes"
    ).split()
    return schemas.GuideOut.model_validate(
        {name: getattr(found, name) for name in same}
        | {
            "code": found.item_code,
            "edition": found.edition_number,
            "department": {"code": found.office_code, "name": found.office_name},
            "legal_basis": list(found.legal_basis),
            "statutory_limit": found.statutory,
            "promised_limit": found.promised,
            "has_fee": found.fee_yes,
            "fees": [
                {**_picked(each, "name basis unit exemption"), "amount": each.amount_text}
                for each in found.fees
            ],
            "channels": list(found.channels),
            "prerequisites": [_picked(each, "code name") for each in found.prerequisites],
            "prerequisites_any": [_picked(each, "code name") for each in found.prerequisites_any],
            "materials": [_picked(each, _MATERIAL) for each in found.materials],
            "steps": [
                {
                    **_picked(each, "order name role counts parallel_group executor_level"),
                    "office": {"code": each.office_code, "name": each.office_name},
                    "limit": each.limit_text,
                }
                for each in found.steps
            ],
            "form": [
                {**_picked(each, _FIELD), "choices": list(each.choices)} for each in found.fields
            ],
            "rights": list(found.rights),
            "url": address(found.item_code),
        }
    )


_MATERIAL = (
    "code name need format issued_by originals copies condition sample_note derivable_from_result"
)
_FIELD = "code label datatype required max_length group help"


def _picked(each: object, names: str) -> dict[str, object]:
    return {name: getattr(each, name) for name in names.split()}
