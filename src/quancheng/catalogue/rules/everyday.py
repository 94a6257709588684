"""Everyday words: what people type, and the words of the list; words that carry no meaning."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import rjieba

EVERYDAY: Final[Mapping[str, tuple[str, ...]]] = {
    "驾照": ("驾驶证",),
    "开车证": ("驾驶证",),
    "车牌": ("机动车",),
    "上户口": ("出生登记", "户口"),
    "落户": ("户口", "迁入"),
    "户口本": ("居民户口簿",),
    "房产证": ("不动产权",),
    "房本": ("不动产权",),
    "产权证": ("不动产权",),
    "过户": ("转移登记",),
    "饭店": ("食品经营", "餐饮"),
    "餐馆": ("食品经营", "餐饮"),
    "餐厅": ("食品经营", "餐饮"),
    "饭馆": ("食品经营", "餐饮"),
    "药店": ("药品经营",),
    "宾馆": ("旅馆业", "公众聚集场所"),
    "旅馆": ("旅馆业",),
    "网吧": ("互联网上网服务",),
    "ktv": ("娱乐场所",),
    "开公司": ("公司设立",),
    "注册公司": ("公司设立",),
    "开店": ("个体工商户", "设立登记"),
    "个体户": ("个体工商户",),
    "领结婚证": ("结婚登记",),
    "结婚证": ("结婚登记",),
    "离婚证": ("离婚登记",),
    "准生证": ("生育登记",),
    "低保": ("最低生活保障",),
    "五保": ("特困人员",),
    "养老金": ("养老保险", "养老待遇"),
    "退休": ("养老保险", "退休"),
    "医保": ("医疗保险", "医保"),
    "社保": ("社会保险", "参保"),
    "盖房": ("宅基地", "建房", "乡村建设规划"),
    "建房": ("宅基地", "建房", "乡村建设规划"),
    "砍树": ("林木采伐",),
    "伐木": ("林木采伐",),
    "办厂": ("企业投资项目", "设立登记"),
    "挖路": ("挖掘",),
    "广告牌": ("户外广告",),
    "招牌": ("户外广告", "招牌"),
}
_EMPTY_WORDS: Final = frozenset(
    "我 我想 想 要 要办 我要 办 办理 怎么 怎样 如何 什么 哪些 哪里 在哪 在哪里 多少 多久 需要 材料 "
    "的 了 个 一个 吗 呢 请问 申请 手续 流程 时候 可以 能 去 在 和 与 或 是 有 开 做 弄 领 取 证 "
    "地方 时间 钱".split()
)


@lru_cache(maxsize=2048)
def telling_words(text: str) -> tuple[str, ...]:
    """The words of a question that say what it is about, in their order.

    The words of the list stand in for everyday words; a text of empty words has none.
    """
    return tuple(
        word.strip()
        for word in rjieba.cut(text)
        if word.strip() and word.strip() not in _EMPTY_WORDS
    )


def other_words(word: str) -> tuple[str, ...]:
    """The words of the list for an everyday word."""
    return EVERYDAY.get(word, ())


def everyday_words_in(text: str) -> tuple[str, ...]:
    """The everyday words that occur in ``text``, the longest first."""
    return tuple(sorted((word for word in EVERYDAY if word in text), key=len, reverse=True))
