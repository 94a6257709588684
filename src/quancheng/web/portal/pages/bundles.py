"""一件事 and the green channels: what one goes through, with the items it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse

from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import BundleView, ItemLine
from quancheng.kernel.errors import UnableToFind
from quancheng.web.portal.pages.lines import Line, line

KINDS: Final = {
    "life": "个人和家庭",
    "enterprise": "开办和经营企业",
    "construction": "投资建设项目",
}
ICONS: Final = (
    ("餐", "tools-kitchen-2"),
    ("药店", "pill"),
    ("超市", "shopping-cart"),
    ("宾馆", "bed"),
    ("歌舞", "music"),
    ("道路", "truck-delivery"),
    ("注销", "file-text"),
    ("企业", "building-store"),
    ("工业", "building-factory-2"),
    ("房屋", "building"),
    ("政府投资", "crane"),
    ("新生儿", "baby-carriage"),
    ("身后", "candle"),
    ("退休", "beach"),
    ("建房", "home-plus"),
    ("残疾", "wheelchair"),
    ("救助", "heart-handshake"),
    ("失业", "briefcase"),
    ("军人", "medal"),
    ("二手房", "key"),
)
PLAIN_ICON: Final = "list-check"
LONGEST_TILE: Final = 9


class UnableToFindBundle(UnableToFind):
    """There is no such bundle in the county."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleLink:
    """A bundle in a list."""

    name: str
    url: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to a question, with the items it adds and drops."""

    words: str
    adds: tuple[tuple[str, str], ...]
    drops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that decides which items are needed."""

    words: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlePage:
    """One bundle."""

    name: str
    kind: str
    icon: str
    lead: str
    lines: tuple[Line, ...]
    questions: tuple[Question, ...]


def short_name(name: str) -> str:
    """``开餐馆`` for 开餐馆一件事: on the home page the heading already says 一件事."""
    plain = name.removesuffix("一件事").removesuffix("绿色通道").strip() or name
    return plain if len(plain) <= LONGEST_TILE else plain.partition("与")[0]


def icon(name: str) -> str:
    """The icon of a bundle, by a word in its name."""
    return next((found for word, found in ICONS if word in name), PLAIN_ICON)


def link(bundle: BundleView) -> BundleLink:
    """A bundle as a tile."""
    kind = "，绿色通道" if bundle.kind == "construction" else "一起办"
    return BundleLink(
        name=short_name(bundle.name),
        url=reverse("portal:bundle", args=[bundle.code]),
        icon=icon(bundle.name),
        words=f"{len(bundle.items)} 件事{kind}",
    )


def bundles_page(*, region_code: str) -> tuple[tuple[str, tuple[BundleLink, ...]], ...]:
    """All bundles by kind, life events first."""
    found = catalogue.bundles(region_code=region_code)
    return tuple(
        (label, tuple(link(each) for each in found if each.kind == kind))
        for kind, label in KINDS.items()
        if any(each.kind == kind for each in found)
    )


def bundle_page(*, region_code: str, code: str, today: date) -> BundlePage:
    """One bundle; raises :class:`UnableToFindBundle`."""
    found = catalogue.bundle(region_code=region_code, code=code)
    if found is None:
        raise UnableToFindBundle("没有找到这件“一件事”，它可能已经改名。请从首页重新选择。")
    everything = catalogue.lines_in_force(region_code=region_code, on=today)
    names = {each.code: each.name for each in everything}
    return BundlePage(
        name=found.name,
        kind=KINDS.get(found.kind, ""),
        icon=icon(found.name),
        lead=_lead(found.items),
        lines=tuple(line(item) for item in found.items),
        questions=tuple(_question(each, names) for each in found.questions),
    )


def _lead(items: Sequence[ItemLine]) -> str:
    offices = {item.office_code for item in items}
    return (
        f"通常要办下面 {len(items)} 件，涉及 {len(offices)} 个部门。"
        "您只到一个窗口，其余由我们在内部转办。"
    )


def _question(record: Mapping[str, Any], names: Mapping[str, str]) -> Question:
    return Question(
        words=str(record.get("question", "")),
        answers=tuple(_answer(option, names) for option in record.get("options", ())),
    )


def _answer(option: Mapping[str, Any], names: Mapping[str, str]) -> Answer:
    return Answer(
        words=str(option.get("answer", "")),
        adds=tuple(
            (names[code], reverse("portal:item", args=[code]))
            for code in option.get("add", ())
            if code in names
        ),
        drops=tuple(names[code] for code in option.get("remove", ()) if code in names),
    )
