"""The checks an edition must pass before it is published.

Each check answers findings: ``refuse`` keeps the edition from being published, ``warn`` is shown
to the person who publishes. The order is that of the law: limits, fees, materials, references,
flow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final, Literal, cast

from quancheng.catalogue.rules import conflicts, fees, flow, limits
from quancheng.catalogue.rules.conflicts import Conflict
from quancheng.catalogue.rules.vocabulary import PROMISED_UNITS
from quancheng.kernel.errors import UnableTo

Level = Literal["refuse", "warn"]
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding about an edition.

    ``field`` is a field of the content; ``index`` the place in it where the field is a list
    (form, materials, fees, steps), else -1. ``conflict`` is set where the law on time is
    contradicted.
    """

    level: Level
    field: str
    sentence: str
    index: int = -1
    conflict: Conflict | None = None


class UnableToPublish(UnableTo):
    """An edition does not pass the checks; ``findings`` says why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        refused = [finding.sentence for finding in findings if finding.level == "refuse"]
        super().__init__(f"有{len(refused)}处不符合发布要求：{refused[0]}")


def check(
    content: Mapping[str, Any], *, office_codes: Collection[str], item_codes: Collection[str]
) -> tuple[Finding, ...]:
    """All findings about ``content``.

    ``office_codes`` are the offices of the region, ``item_codes`` the items that exist or come
    in with the same import.
    """
    return (
        *_check_names(content),
        *_check_limits(content),
        *_check_fees(content),
        *_check_materials(content),
        *_check_form(content),
        *_check_references(content, office_codes, item_codes),
        *_check_flow(content),
    )


def check_publishable(findings: tuple[Finding, ...]) -> None:
    """Raise ``UnableToPublish`` where a finding refuses."""
    if any(finding.level == "refuse" for finding in findings):
        raise UnableToPublish(findings)


def _check_names(content: Mapping[str, Any]) -> Iterator[Finding]:
    if not content["name"]:
        yield Finding("refuse", "name", "事项名称没有填写，请补上。")
    if not content["legal_basis"]:
        yield Finding("refuse", "legal_basis", "法律依据没有填写，没有依据的事项不能发布。")
    if content["delegated_to_towns"] and not content["delegation_mode"]:
        yield Finding("refuse", "delegation_mode", "下放到镇的事项要写明镇里受理还是审批。")
    if content["handling_type"] == "upward" and not content["superior_level"]:
        yield Finding("warn", "superior_level", "上报件没有写上级层级，请写明市级还是省级。")
    if content["handling_type"] == "joint" and not content["joint_departments"]:
        yield Finding("warn", "joint_departments", "联办件没有写联办部门，请补上。")
    if not 0 <= content["online_depth"] <= _DEEPEST:
        yield Finding("refuse", "online_depth", "网办深度应当是0至4，请改正。")


def _check_limits(content: Mapping[str, Any]) -> Iterator[Finding]:
    instant = content["promised_unit"] == "instant"
    statutory, promised = content["statutory_limit"], content["promised_limit"]
    if instant != (content["handling_type"] == "instant"):
        yield Finding(
            "refuse", "promised_unit", "即办件应当是当场办结，当场办结的应当是即办件，请改成一致。"
        )
    elif instant and promised:
        yield Finding("refuse", "promised_limit", "即办件的承诺时限应当填0，请改正。")
    elif not instant and not promised:
        yield Finding("refuse", "promised_limit", "承诺时限没有填写，不是即办件的应当大于0。")
    elif not instant and statutory:
        yield from _check_promise(content, statutory, promised)
    try:
        limits.limits_of(cast("limits.LimitFields", SimpleNamespace(**content)))
    except UnableTo as error:
        yield Finding("refuse", "statutory_limit", error.sentence)


def _check_promise(content: Mapping[str, Any], statutory: int, promised: int) -> Iterator[Finding]:
    """Promised ≤ statutory, in one unit (R12)."""
    if content["promised_unit"] != content["statutory_unit"]:
        yield Finding(
            "refuse",
            "promised_unit",
            f"承诺时限按{PROMISED_UNITS[content['promised_unit']]}、"
            f"法定时限按{PROMISED_UNITS[content['statutory_unit']]}，无法比较，请用同一单位。",
        )
    elif promised > statutory:
        yield Finding(
            "refuse",
            "promised_limit",
            f"承诺时限{promised}大于法定时限{statutory}，请把承诺时限改到不超过法定时限。",
        )


def _check_fees(content: Mapping[str, Any]) -> Iterator[Finding]:
    if content["fee_yes"] and not content["fees"]:
        yield Finding("refuse", "fee_yes", "写了收费却没有收费项目，请补上项目、依据和标准。")
    if content["fees"] and not content["fee_yes"]:
        yield Finding("refuse", "fee_yes", "写了不收费却有收费项目，请改成一致。")
    for index, fee in enumerate(content["fees"]):
        basis = fee["basis"] or content["fee_basis"]
        if not basis:
            sentence = f"“{fee['name']}”没有收费依据，没有依据不得收费。"
            yield Finding("refuse", "fees", sentence, index)
        elif not fees.may_found_a_fee(basis):
            sentence = (
                f"“{fee['name']}”的依据“{basis}”不能设定收费，"
                "应当是法律、行政法规，或者国务院、国家部委、省的价格文件。"
            )
            yield Finding("refuse", "fees", sentence, index)
        if not fee["amount_yuan"]:
            yield Finding("refuse", "fees", f"“{fee['name']}”没有收费标准，请补上。", index)


def _check_materials(content: Mapping[str, Any]) -> Iterator[Finding]:
    """A material rests on the item's own basis, unless it names one itself (许可法 30, 31)."""
    if not content["materials"]:
        yield Finding("warn", "materials", "没有申请材料，请确认这个事项确实不用交材料。")
    for index, material in enumerate(content["materials"]):
        basis = material["basis"]
        if not (basis or content["legal_basis"]):
            sentence = f"材料“{material['name']}”没有要求依据，不得要求申请人提交。"
            yield Finding("refuse", "materials", sentence, index)
        elif basis and set(fees.foundations(basis)) == {fees.Foundation.LOCAL}:
            sentence = f"材料“{material['name']}”只以本地通知为依据，不得要求申请人提交。"
            yield Finding("refuse", "materials", sentence, index)


def _check_form(content: Mapping[str, Any]) -> Iterator[Finding]:
    if not content["form"]:
        yield Finding("warn", "form", "没有表单，受理时只登记申请人信息，请确认。")
    for index, field in enumerate(content["form"]):
        if field["datatype"] == "choice" and not field["choices"]:
            sentence = f"表单项“{field['label']}”是选择题却没有可选值，请补上。"
            yield Finding("refuse", "form", sentence, index)


def _check_references(
    content: Mapping[str, Any], office_codes: Collection[str], item_codes: Collection[str]
) -> Iterator[Finding]:
    if content["office_code"] not in office_codes:
        sentence = f"实施部门“{content['office_code']}”没有登记，请先登记部门。"
        yield Finding("refuse", "office_code", sentence)
    for code in content["joint_departments"]:
        if code not in office_codes:
            sentence = f"联办部门“{code}”没有登记，请先登记部门。"
            yield Finding("refuse", "joint_departments", sentence)
    for field in ("prerequisite_codes", "prerequisite_any_codes"):
        for code in content[field]:
            if code not in item_codes:
                yield Finding("refuse", field, f"前置事项“{code}”不在清单里，请核对编码。")
    for index, step in enumerate(content["steps"]):
        known = step["department_code"] in office_codes
        if not known and step["executor_level"] != "superior":
            sentence = f"环节“{step['step']}”的部门“{step['department_code']}”没有登记。"
            yield Finding("refuse", "steps", sentence, index)


def _check_flow(content: Mapping[str, Any]) -> Iterator[Finding]:
    steps = content["steps"]
    try:
        flow.flow_of(steps)
    except UnableTo as error:
        yield Finding("refuse", "steps", error.sentence)
        return
    for found in conflicts.conflicts_of(content):
        yield Finding("warn", found.field, found.sentence + found.change, found.index, found)
