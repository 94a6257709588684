"""The list of items, one item, and the items with warnings."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from quancheng.catalogue import queries
from quancheng.catalogue.operations import check_edition
from quancheng.catalogue.queries import EditionLine, ItemFilters, ItemPage, ItemScope
from quancheng.catalogue.search import search as find
from quancheng.identity.queries import offices_of
from quancheng.kernel import moments
from quancheng.web.office.forms.items import Search, filters_of, read_search
from quancheng.web.office.pages import items as pages
from quancheng.web.office.pages.editions import editions_table
from quancheng.web.office.pages.flow import flow_picture
from quancheng.web.office.pages.frame import office_shell
from quancheng.web.office.reading import items_with_warnings, page_number, slice_of
from quancheng.web.office.roles import READERS, county_of, edits
from quancheng.web.ui.pages import render_page
from quancheng.web.ui.posts import DeskRequest, at_desk

PAGE_SIZE = 50
MOST_FOUND = 500


@require_safe
@at_desk(*READERS)
def listing(request: DeskRequest) -> HttpResponse:
    """The items, found by words, pinyin or code and by filters that stay in the address."""
    region, today = county_of(request), moments.day_of(moments.now())
    offices = offices_of(region)
    search = read_search(request, offices)
    page = _page(region, search, today)
    context = {
        "shell": office_shell(request, "items"),
        "search": search,
        "filters": filters_of(search, offices),
        "tabs": pages.status_tabs(request, search),
        "table": pages.items_table(page.items, search=search),
        "pager": pages.items_pager(request, page, search),
        "first_page": pages.first_page(request, search),
        "edits": edits(request),
    }
    return render_page(request, "office/items/list.html", context)


def _page(region: str, search: Search, today: date) -> ItemPage:
    """Items in force are found as on the portal, the best first; the others by their words."""
    found: tuple[int, ...] | None = None
    if search.words and search.status == "in_force":
        hits = find(region_code=region, words=search.words, on=today, limit=MOST_FOUND).hits
        found = tuple(hit.item.id for hit in hits) or None
    page = queries.list_items(
        scope=ItemScope(region_codes=(region,)),
        filters=ItemFilters(
            office_code=search.office,
            handling_type=search.handling,
            channel=search.channel,
            green_channel=search.green,
            words="" if found else search.words,
            status=search.status,
            item_ids=found,
        ),
        on=today,
        cursor=search.cursor,
        size=PAGE_SIZE,
    )
    if found is None:
        return page
    place = {item_id: rank for rank, item_id in enumerate(found)}
    ranked = sorted(page.items, key=lambda line: place[line.id])
    return ItemPage(tuple(ranked), page.next_cursor, page.total)


@require_safe
@at_desk(*READERS)
def show(request: DeskRequest, code: str) -> HttpResponse:
    """One item: the edition in force, or the one the address names, with everything it holds."""
    region, today = county_of(request), moments.day_of(moments.now())
    editions = queries.editions_of(region_code=region, item_code=code)
    edition = edition_named(request.GET.get("edition", ""), editions) or in_force(editions, today)
    guide = queries.guide_of_edition(edition_id=edition.id)
    content = queries.edition_fields(edition_id=edition.id)
    offices = {office.code: office.short_name or office.name for office in offices_of(region)}
    findings = check_edition(edition_id=edition.id)
    context = {
        "shell": office_shell(request, "items"),
        "page": pages.item_view(
            guide,
            content,
            offices=offices,
            limits=queries.limits_of(edition_id=edition.id),
        ),
        "edition": edition,
        "editions": editions_table(editions, code=code, today=today),
        "draft": next((line for line in editions if line.status == "draft"), None),
        "findings": pages.findings_table(findings) if findings else None,
        "picture": flow_picture(content["steps"], offices=offices),
        "edits": edits(request),
    }
    return render_page(request, "office/items/show.html", context)


def edition_named(text: str, editions: list[EditionLine]) -> EditionLine | None:
    """The edition of the item that an address names by its number in the database."""
    return next((line for line in editions if text == str(line.id)), None)


def in_force(editions: list[EditionLine], today: date) -> EditionLine:
    """The edition in force today; without one the latest."""
    for line in editions:
        ended = line.valid_to is not None and line.valid_to <= today
        if line.status != "draft" and line.valid_from <= today and not ended:
            return line
    return editions[0]


@require_safe
@at_desk(*READERS)
def warnings(request: DeskRequest) -> HttpResponse:
    """The items in force that the checks have something to say about."""
    region, today = county_of(request), moments.day_of(moments.now())
    found = items_with_warnings(region_code=region, on=today)
    shown, pager = slice_of(
        request, found, number=page_number(request), size=PAGE_SIZE, noun="个事项"
    )
    offices = {office.code: office.short_name or office.name for office in offices_of(region)}
    context = {
        "shell": office_shell(request, "items"),
        "table": pages.warnings_table(shown, offices=offices),
        "pager": pager,
    }
    return render_page(request, "office/items/warnings.html", context)
