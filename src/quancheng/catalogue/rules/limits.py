"""Limits of an item: what the law presumes, and the limit records that the clock computes with.

A county's list gives a value and a unit. What starts the clock, who may extend it and when the
correction window ends follow from the law that the item names (the table below); a list may
state each of them in a column of its own, which then wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, Protocol

from quancheng.catalogue.rules.vocabulary import LICENCE
from quancheng.clock import engine

# 行政许可法第四十五条: the procedures whose time is not counted.
BASE_GROUNDS: Final[tuple[str, ...]] = (
    "听证",
    "招标",
    "拍卖",
    "检验",
    "检测",
    "检疫",
    "鉴定",
    "专家评审",
)
# What special laws add for their own matters: words in the basis of an item, and the ground.
# 公证法第三十条: 因不可抗力、补充证明材料或者需要核实有关情况的，所需时间不计算在期限内.
# 中国公民收养子女登记办法第八条第二款 (of 2023; 第七条第二款 before): 公告期间不计算在登记办理期限内.
_SPECIAL_LAWS: Final[tuple[tuple[str, str], ...]] = (
    ("公证法", "核实"),
    ("公证法", "补充证明材料"),
    ("公证法", "不可抗力"),
    ("中国公民收养子女登记办法", "公告"),
)
# Procedures under other names that are one of the eight by their nature.
_SAME_AS: Final[Mapping[str, str]] = {"残疾评定": "鉴定", "专家论证": "专家评审"}

_REGISTRATION_LAW: Final = "市场主体登记管理条例"
_REAL_ESTATE_LAW: Final = "不动产登记暂行条例"
_LICENCE_EXTENSION: Final = (10, "organ_head")
_JOINT_EXTENSION: Final = (15, "government_head")
_REGISTRATION_EXTENSION: Final = (3, "organ_head")


class LimitFields(Protocol):
    """What an edition must have for its limits to be read."""

    statutory_limit: int
    statutory_unit: str
    promised_limit: int
    promised_unit: str
    starts_on: str
    extension_value: int
    extension_times: int
    extension_approver: str
    correction_value: int
    correction_unit: str
    silence_accepts: bool
    suspension_grounds: Any
    legal_basis: str
    basis_text_date: date | None
    task_type: str


def presumed(
    *, name: str, task_type: str, handling_type: str, legal_basis: str, statutory_limit: int
) -> dict[str, Any]:
    """The limit record's further fields that the law presumes for an item.

    Sources: 行政许可法 articles 32, 42 and 45; 建筑法 article 8 and 环境影响评价法 article 22
    (counted from receipt); 市场主体登记管理条例 article 19 (complete file, 3 more working days);
    不动产登记暂行条例 article 17 (corrections are told on the spot).
    """
    fields: dict[str, Any] = {
        "starts_on": "accepted",
        "extension_value": 0,
        "extension_times": 0,
        "extension_approver": "",
        "correction_value": 5,
        "correction_unit": "working_day",
        "silence_accepts": True,
        "suspension_grounds": list(BASE_GROUNDS),
        "basis_text_date": None,
    }
    if task_type == LICENCE and statutory_limit:
        value, approver = _JOINT_EXTENSION if handling_type == "joint" else _LICENCE_EXTENSION
        fields |= {"extension_value": value, "extension_approver": approver, "extension_times": 1}
    if _REGISTRATION_LAW in legal_basis:
        value, approver = _REGISTRATION_EXTENSION
        fields |= {"extension_value": value, "extension_approver": approver, "extension_times": 1}
        fields["starts_on"] = "complete"
    if _REAL_ESTATE_LAW in legal_basis:
        fields |= {"correction_value": 0, "correction_unit": "instant"}
    if ("建筑法》第八条" in legal_basis and "施工许可" in name) or (
        "环境影响评价法》第二十二条" in legal_basis
    ):
        fields["starts_on"] = "received"
    return fields


def ground_of(step: str, grounds: Iterable[str] = BASE_GROUNDS) -> str:
    """The ground that excludes the time of ``step``; empty where none of ``grounds`` does.

    Site visits, publicity periods and internal countersigning are no ground (law R9).
    """
    for ground in grounds:
        if ground and ground in step:
            return ground
    return _SAME_AS.get(step, "")


def grounds_of(*, legal_basis: str, listed: Iterable[str]) -> tuple[str, ...]:
    """Every ground that excludes time from an item's limits, each once.

    The eight of 行政许可法 45, what the special law in ``legal_basis`` adds, and what the edition
    lists beside them.
    """
    special = [ground for law, ground in _SPECIAL_LAWS if law in legal_basis]
    return tuple(dict.fromkeys((*BASE_GROUNDS, *special, *listed)))


def limits_of(edition: LimitFields) -> engine.CaseLimits:
    """The promised and the statutory limit of an edition as records of the clock.

    A statutory limit of 0 is none; a promised limit of 0 days is on the spot.
    """
    correction = _correction_of(edition)
    grounds = grounds_of(legal_basis=edition.legal_basis, listed=edition.suspension_grounds)
    special = frozenset(grounds) - frozenset(BASE_GROUNDS)
    starts = engine.StartsOn(edition.starts_on)
    statutory = None
    if edition.statutory_limit:
        statutory = engine.Limit(
            value=edition.statutory_limit,
            unit=engine.Unit(edition.statutory_unit),
            starts=starts,
            clock=engine.ClockName.STATUTORY,
            extension=_extension_of(edition),
            special_grounds=special,
            correction=correction,
            basis=edition.legal_basis,
            text_date=edition.basis_text_date,
        )
    on_the_spot = edition.promised_unit == "instant" or not edition.promised_limit
    promised = engine.Limit(
        value=0 if on_the_spot else edition.promised_limit,
        unit=engine.Unit.INSTANT if on_the_spot else engine.Unit(edition.promised_unit),
        starts=starts,
        clock=engine.ClockName.PROMISED,
        special_grounds=special,
        correction=correction,
        basis="",
    )
    return engine.CaseLimits(promised=promised, statutory=statutory)


def _extension_of(edition: LimitFields) -> engine.Extension | None:
    if not (edition.extension_value and edition.extension_times):
        return None
    return engine.Extension(
        value=edition.extension_value,
        times=edition.extension_times,
        approved_by=engine.Approver(edition.extension_approver or "organ_head"),
        basis=_extension_basis(edition),
    )


def _extension_basis(edition: LimitFields) -> str:
    """The article that lets the limit be extended; the item's own where no other law does."""
    if _REGISTRATION_LAW in edition.legal_basis:
        return f"《中华人民共和国{_REGISTRATION_LAW}》第十九条"
    if edition.task_type != LICENCE:
        return edition.legal_basis
    paragraph = "二" if edition.extension_approver == "government_head" else "一"
    return f"《中华人民共和国行政许可法》第四十二条第{paragraph}款"


def _correction_of(edition: LimitFields) -> engine.CorrectionWindow:
    """The correction window; 0 where defects are told on the spot."""
    on_the_spot = edition.correction_unit == "instant"
    basis = engine.CorrectionWindow().basis
    if _REAL_ESTATE_LAW in edition.legal_basis:
        basis = f"《{_REAL_ESTATE_LAW}》第十七条"
    return engine.CorrectionWindow(
        value=0 if on_the_spot else edition.correction_value,
        unit=engine.Unit.WORKING_DAY if on_the_spot else engine.Unit(edition.correction_unit),
        silence_accepts=edition.silence_accepts,
        basis=basis,
    )
