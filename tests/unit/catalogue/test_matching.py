"""Searching items: words, pinyin, initials, codes, departments, mistakes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.catalogue.rules import everyday
from quancheng.catalogue.rules.matching import Index, Searchable, merged
from quancheng.catalogue.rules.spelling import has_chinese, sounding_alike, spelling_of
from quancheng.catalogue.rules.texts import SpeltTexts, Texts, within_one_edit

DEMO = Path(__file__).parents[3] / "demo" / "ziyang"


def demo_index() -> Index:
    def rows(name: str) -> list[dict[str, str]]:
        with (DEMO / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    offices = {row["code"]: row for row in rows("departments.csv")}
    return Index(
        [
            Searchable(
                name=row["name"],
                result_name=row["result_name"],
                parent_name=row["parent_name"],
                office_name=offices[row["department_code"]]["name"],
                office_short_name=offices[row["department_code"]]["short_name"],
                office_code=row["department_code"],
                code=row["code"],
                base_code=row["base_code"],
            )
            for row in rows("items.csv")
        ]
    )


INDEX = demo_index()


def best(words: str, **kwargs: str) -> Searchable:
    return INDEX.entries[INDEX.search(words, **kwargs)[0].place]


@pytest.mark.parametrize(
    "words",
    [
        "营业执照",
        "执照",
        "yyzz",
        "YYZZ",
        "yingyezhizhao",
        "yingye zhizhao",
        "营业 执照",
        "yingyezizao",
        "yinyezhizhao",
        "yingyezhzhao",
        "yingyezhizhaoo",
        "营业职照",
        "营照业执",
        "我要办营业执照需要什么材料",
    ],
)
def test_a_business_licence_is_found_however_it_is_typed(words: str) -> None:
    assert best(words).result_name == "营业执照"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("取水", "取水许可证新办审批"),
        ("qushui", "取水许可证新办审批"),
        ("公司变更", "公司变更登记"),
        ("变更 公司", "公司变更登记"),
        ("610131001001", "公司设立登记"),
        ("护照", "普通护照签发"),
        ("身份证", "居民身份证跨省异地办理"),
        ("低保", "最低生活保障"),
        ("残疾证", "残疾人证新办"),
    ],
)
def test_the_best_hit_is_what_people_mean(words: str, name: str) -> None:
    assert best(words).name == name


def test_everyday_words_find_the_words_of_the_list() -> None:
    assert "食品经营" in best("我想开个饭店").result_name
    assert "驾驶证" in best("驾照").name


def test_a_department_is_found_by_code_and_by_name() -> None:
    found = INDEX.search("d01")
    assert {INDEX.entries[one.place].office_code for one in found} == {"D01"}
    assert found[0].reason == "部门代码：D01"
    assert best("县水利局").office_code == best("shuili ju").office_code


def test_a_department_narrows_the_search() -> None:
    assert best("登记", office_code="D08").office_code == "D08"
    assert INDEX.search("取水", office_code="D08") == []


def test_what_matched_is_marked_and_told() -> None:
    entry = INDEX.search("取水许可")[0]
    assert entry.name_spans == {(0, 4)}
    by_result = INDEX.search("yyzz")[0]
    assert by_result.result_spans == {(0, 4)}
    assert by_result.reason == "结果：营业执照"


@pytest.mark.parametrize("words", ["", "  ", "。", "xxxyyyqqq", "qzqzq", "\n\x00", "囍囍囍囍"])
def test_nothing_is_found_where_nothing_fits(words: str) -> None:
    assert INDEX.search(words) == []


def test_the_main_item_is_told_where_only_it_matches() -> None:
    entry = Searchable("甲类", "乙证", "生猪屠宰许可", "农业局", "农业局", "D1", "A", "B")
    assert Index([entry]).search("屠宰")[0].reason == "主项：生猪屠宰许可"


def test_words_that_no_item_has_together_find_what_has_most_of_them() -> None:
    assert best("取水许可 护照签发 取水").name.startswith(("取水", "普通护照"))


def test_an_empty_index_finds_nothing() -> None:
    assert Index([]).search("营业执照") == []
    assert Index([]).search("yyzz") == []


@given(st.text(max_size=80))
def test_no_query_breaks_the_search(words: str) -> None:
    for one in INDEX.search(words):
        name = INDEX.entries[one.place].name
        assert all(0 <= first < last <= len(name) for first, last in one.name_spans)


@pytest.mark.parametrize(
    ("word", "other", "near"),
    [
        ("abc", "abc", True),
        ("abc", "abd", True),
        ("abc", "acb", True),
        ("abc", "ab", True),
        ("ab", "aab", True),
        ("abc", "bcd", False),
        ("abc", "a", False),
        ("abcd", "dbca", False),
    ],
)
def test_one_wrong_letter_is_near(word: str, other: str, near: bool) -> None:
    assert within_one_edit(word, other) is near


def test_texts_are_found_with_their_places() -> None:
    texts = Texts.of(["营业执照", "执\n照", "执照"])
    assert list(texts.find("执照")) == [(0, 2, 4), (2, 0, 2)]
    assert list(Texts.of(["a" * 9_000]).find("a"))[-1] == (0, 3_999, 4_000)


def test_pinyin_begins_at_a_syllable() -> None:
    texts = SpeltTexts.of(["取水", "营业"])
    assert list(texts.find_full("shui")) == [(0, 1, 2)]
    assert list(texts.find_full("hui")) == []
    assert list(texts.find_alike("yinye")) == [(1, 0, 2)]


def test_a_spelling_has_a_syllable_for_each_character() -> None:
    spelt = spelling_of("ＡB取水1")
    assert len(spelt.starts) == len("ＡB取水1")
    assert spelt.initials[2:4] == "qs"
    assert sounding_alike("zhang") == "zan"
    assert has_chinese("a取")
    assert not has_chinese("abc")


def test_spans_that_touch_are_joined() -> None:
    assert merged([(3, 5), (0, 2), (2, 3), (7, 8)]) == ((0, 5), (7, 8))


def test_empty_words_say_nothing() -> None:
    assert everyday.telling_words("怎么办理") == ()
    assert everyday.other_words("没有这个词") == ()
    assert everyday.everyday_words_in("开饭店和网吧") == ("饭店", "网吧")
