"""The guide of an item (办事指南), in the order in which an applicant asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import Guide
from quancheng.catalogue.rules.limit_lines import COUNTING, LimitLine, limit_lines, start_words
from quancheng.catalogue.rules.limits import ground_of
from quancheng.clock import queries as clock
from quancheng.clock.engine import Facts, Unknown, deadline
from quancheng.clock.rules import SUSPENSION_GROUNDS
from quancheng.identity import queries as identity
from quancheng.web.portal.pages import places
from quancheng.web.portal.pages.guide_parts import (
    Bring,
    Fee,
    Pay,
    bring,
    fees,
    filled_in,
    flow,
    pay,
    reader,
)
from quancheng.web.portal.pages.places import Places
from quancheng.web.ui.components import Bar, Fact, Flow, Tag
from quancheng.web.ui.components import Facts as FactList
from quancheng.web.ui.presenters import clocks, dates
from quancheng.web.ui.site import site
from quancheng.workflow import queries as workflow
from quancheng.workflow.engine.diagram import picture

WHOLLY_ONLINE: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitBox:
    """Both limits side by side; percents are of the longer one."""

    promised: str
    promised_unit: str
    promised_bar: Bar
    statutory: str
    statutory_unit: str
    statutory_bar: Bar
    starts: str
    counting: str
    shorter: str
    sentence: str
    due: str
    laws: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePage:
    """What the guide shows."""

    code: str
    title: str
    lead: str
    office: str
    office_url: str
    tags: tuple[Tag, ...]
    limits: LimitBox
    limit_lines: tuple[LimitLine, ...]
    flow: Flow | None
    flow_hint: str
    picture: SafeString
    bring: Bring
    fill: tuple[tuple[str, str], ...]
    fees: tuple[Fee, ...]
    pay: Pay
    conditions: tuple[str, ...]
    first: tuple[tuple[str, str], ...]
    first_any: tuple[tuple[str, str], ...]
    joint: tuple[str, ...]
    special: tuple[str, ...]
    notes: str
    rights: tuple[str, ...]
    facts: FactList
    edition: str
    qr: str


def guide_page(*, region_code: str, code: str, today: date) -> GuidePage:
    """The guide of the item with this code; raises ``UnableToFindItem``."""
    found = catalogue.guide(region_code=region_code, item_code=code, on=today)
    centre = places.places(region_code=region_code)
    return GuidePage(
        code=found.item_code,
        title=found.name,
        lead=_lead(found),
        office=found.office_short_name,
        office_url=reverse("portal:department", args=[found.office_code]),
        tags=_tags(found),
        limits=_limits(found, today),
        limit_lines=limit_lines(catalogue.limits_of(edition_id=found.edition_id)),
        flow=flow(found),
        flow_hint=_flow_hint(found),
        picture=_picture(found),
        bring=bring(found),
        fill=filled_in(found),
        fees=fees(found),
        pay=pay(found),
        conditions=reader(found.conditions),
        first=_items(found.prerequisites),
        first_any=_items(found.prerequisites_any),
        joint=tuple(name for _, name in found.joint_offices),
        special=_special(found),
        notes=found.notes,
        rights=found.rights,
        facts=_facts(found, centre),
        edition=f"第 {found.edition_number} 版，{dates.full_day(found.valid_from)}起用",
        qr=_short_address(found),
    )


def _picture(found: Guide) -> SafeString:
    """The steps as one drawing; the engine escapes every word in it."""
    offices = {each.code: each.short_name for each in identity.offices_of(found.region_code)}
    unit = "天" if found.promised.unit == "natural_day" else "个工作日"
    drawn = picture(workflow.plan(found.flow_digest), offices=offices, unit=unit)
    return SafeString(drawn)


def _short_address(found: Guide) -> str:
    """The address for the QR: by the base code where only this item has it, as it is shorter."""
    item = catalogue.item_by_code(region_code=found.region_code, code=found.base_code)
    same = item is not None and item.pk == found.item_id
    code = found.base_code if same else found.item_code
    return settings.PUBLIC_URL + reverse("portal:item", args=[code])


def _lead(found: Guide) -> str:
    if not found.result_name:
        return f"由{found.office_name}办理。"
    validity = found.result_validity
    tail = f"，有效期{validity}" if validity and validity != "长期" else ""
    tail = "，长期有效" if validity == "长期" else tail
    return f"办成后领“{found.result_name}”{tail}。"


def _tags(found: Guide) -> tuple[Tag, ...]:
    who = {"both": "个人和企业都能办", "person": "个人办", "organisation": "企业、单位办"}
    tags = [Tag(text=found.handling_label, tone="b")]
    tags.append(Tag(text=who.get(found.applicant_kind, found.applicant_label)))
    if found.online_depth >= WHOLLY_ONLINE and found.visits == 0:
        tags.append(Tag(text="全程网办，不用跑"))
    elif found.visits <= 1:
        tags.append(Tag(text="最多跑一次"))
    else:
        tags.append(Tag(text=f"到现场 {found.visits} 次"))
    if found.green_label:
        tags.append(Tag(text=found.green_label))
    if found.delegated_to_towns:
        tags.append(Tag(text="镇上能办"))
    return tuple(tags)


def _limits(found: Guide, today: date) -> LimitBox:
    promised, statutory = found.promised, found.statutory
    instant = promised.unit == "instant"
    share = 100
    if statutory.value and promised.unit == statutory.unit:
        share = round(promised.value * 100 / statutory.value)
    sentence, due = _due(found, today)
    lawful = catalogue.limits_of(edition_id=found.edition_id).statutory
    shorter = found.compression_percent
    return LimitBox(
        promised="当场" if instant else str(promised.value),
        promised_unit="办结" if instant else promised.unit_label,
        promised_bar=Bar(percent=0 if instant else max(2, min(100, share))),
        statutory=str(statutory.value) if statutory.value else "没有规定",
        statutory_unit=statutory.unit_label if statutory.value else "",
        statutory_bar=Bar(percent=100 if statutory.value else 0),
        starts=start_words(lawful.starts) if lawful else "",
        counting=COUNTING[lawful.unit] if lawful else "",
        shorter=f"比法定缩短 {shorter}%" if shorter and statutory.value and not instant else "",
        sentence=sentence,
        due=due,
        laws=found.legal_basis,
    )


def _due(found: Guide, today: date) -> tuple[str, str]:
    """What the promise means for one who is accepted today, or on the next working day."""
    promised = catalogue.limits_of(edition_id=found.edition_id).promised
    if found.promised.unit == "instant" or promised is None:
        return "材料齐全、符合条件的，当场就给结果。", ""
    calendar = clock.calendar_for(region_code=found.region_code)
    start = calendar.forward(today)
    counts = f"从{found.starts_label}的第二天起算。"
    if isinstance(start, Unknown):
        return counts, ""
    facts = Facts(today=start, received_on=start, accepted_on=start, complete_on=start)
    verdict = deadline(limit=promised, facts=facts, calendar=calendar)
    if verdict.due is None:
        return f"{counts}{clocks.due_sentence(verdict, calendar=calendar)}。", ""
    when = "今天" if start == today else dates.short_date(start, calendar=calendar)
    return (
        f"{counts}{when}受理，最迟",
        dates.short_date(verdict.due, calendar=calendar),
    )


def _grounds(found: Guide) -> tuple[str, ...]:
    """What is outside the count by law."""
    limit = catalogue.limits_of(edition_id=found.edition_id).statutory
    return (*SUSPENSION_GROUNDS, *(sorted(limit.special_grounds) if limit else ()))


def _special(found: Guide) -> tuple[str, ...]:
    """The procedures that may come, each with what it does to the time."""
    outside = _grounds(found)
    return tuple(
        f"{name}{f'（最长 {days} 天）' if days else ''}，"
        + ("依法不计入办理时限，会书面告诉您" if name in outside else "算在承诺的时间里")
        for name, days in found.special_procedures
    )


def _flow_hint(found: Guide) -> str:
    grounds = _grounds(found)
    outside = [
        step.name
        for step in found.steps
        if not step.counts and (step.executor_level == "superior" or ground_of(step.name, grounds))
    ]
    words = "需要您补正材料时，等您的时间不算。"
    if outside:
        words = f"{'、'.join(outside)}不计入承诺的时间。" + words
    return words


def _items(references: tuple[catalogue.ItemRef, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((each.name, reverse("portal:item", args=[each.code])) for each in references)


def _facts(found: Guide, centre: Places) -> FactList:
    serving = centre.serving(found.office_code)
    where = places.where(serving, centre=site().centre)
    if found.delegated_to_towns and centre.towns:
        act = "受理" if found.delegation_mode == "accept" else "办理"
        where += f"\n{len(centre.towns)} 个镇便民服务中心也能{act}"
    rows = [
        Fact(label="收费", value="收费，见下面标准" if found.fee_yes else "不收费", strong=True),
        Fact(label="地点", value=where),
        Fact(label="时间", value="\n".join(site().hours)),
        Fact(label="受理方式", value="、".join(found.channel_labels) or "窗口"),
        Fact(label="结果", value=_result(found, centre)),
        Fact(label="咨询", value=f"{site().hotline} 转{found.office_short_name}"),
    ]
    return FactList(rows=tuple(rows))


def _result(found: Guide, centre: Places) -> str:
    name = found.result_name or found.result_kind_label
    delivery = centre.of_kind("delivery")
    counter = f"{delivery.number} 统一送达窗口" if delivery else "统一送达窗口"
    return f"{name}\n{counter}领取，也可以邮寄"
