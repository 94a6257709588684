from __future__ import annotations

import re
from html import unescape

import pytest

from quancheng.web.portal.forms.items import Wanted, wanted
from quancheng.web.portal.pages.lines import Piece, pieces

ATTACKS = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    '"><img src=x>',
    "\u202e反转",
    "%s%n{{7*7}}",
    "𠮷䶮㛃",
    "a" * 1200,
    "../../etc/passwd",
]


def names(html: str) -> list[str]:
    found = re.findall(r'<h3><a href="/items/[^"]+">(.*?)</a></h3>', html, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", name)) for name in found]


@pytest.mark.parametrize("words", ["营业执照", "yyzz", "yingyezhizhao", "执照"])
def test_a_licence_is_found_by_words_pinyin_and_initials(stranger, words):
    html = stranger.get("/items/", {"q": words}).content.decode()
    assert "公司设立登记" in names(html)


def test_what_matched_is_marked(stranger):
    html = stranger.get("/items/", {"q": "食品经营许可"}).content.decode()
    assert "<mark>" in html
    assert any("食品" in name for name in names(html))


def test_filters_stay_in_the_address_and_narrow(stranger):
    every = stranger.get("/items/?q=登记").content.decode()
    assert 'href="/items/?q=%E7%99%BB%E8%AE%B0&amp;applicant=person"' in every
    narrowed = stranger.get("/items/?q=登记&applicant=person&department=D01").content.decode()
    assert '<option value="D01" selected>' in narrowed
    assert '<input type="hidden" name="applicant" value="person">' in narrowed
    assert 'aria-current="true"' in narrowed


def test_nothing_found_gives_advice_and_a_way_on(stranger):
    html = stranger.get("/items/?q=zzqqxx").content.decode()
    assert "没有找到“zzqqxx”" in html
    assert "拼音首字母" in html
    assert "按部门找" in html
    narrowed = stranger.get("/items/?q=公司&handling=upward&online=1").content.decode()
    assert "只按文字找" in narrowed
    nothing = stranger.get("/items/?department=D99").content.decode()
    assert "没有符合条件的事项" in nothing


def test_all_items_can_be_paged_through(stranger):
    seen, address = [], "/items/"
    while address:
        html = stranger.get(address).content.decode()
        seen += re.findall(r'<h3><a href="(/items/[^"]+)">', html)
        following = re.search(r'href="([^"]+)" rel="next"', html)
        address = unescape(following.group(1)) if following else ""
    assert len(seen) == len(set(seen)) == 418


def test_a_page_beyond_the_last_is_the_last(stranger):
    html = stranger.get("/items/?page=999").content.decode()
    assert "显示 401–418，共 418 项" in html
    assert 'rel="next"' not in html


@pytest.mark.parametrize("words", ATTACKS)
def test_nothing_typed_breaks_the_search(stranger, words):
    answer = stranger.get("/items/", {"q": words, "department": words, "page": words})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_the_list_costs_the_same_few_queries_for_one_item_and_for_twenty(
    stranger, django_assert_max_num_queries
):
    stranger.get("/items/?q=营业")
    with django_assert_max_num_queries(4):
        stranger.get("/items/?page=2")
    with django_assert_max_num_queries(4):
        stranger.get("/items/?q=登记")


def test_an_unknown_filter_counts_as_none():
    class Query(dict):
        pass

    given = Query(handling="fast", applicant="robot", online="yes", page="-3", q="  开\x00餐馆  ")
    assert wanted(given) == Wanted(words="开餐馆")


def test_overlapping_and_outlying_matches_are_joined():
    assert pieces("食品经营许可", ((0, 2), (1, 4), (4, 99))) == (
        Piece("食品", hit=True),
        Piece("经营", hit=True),
        Piece("许可", hit=True),
    )
    assert pieces("食品", ()) == (Piece("食品"),)
    assert pieces("", ()) == (Piece(""),)
    assert pieces("食品经营", ((2, 4),)) == (Piece("食品"), Piece("经营", hit=True))
