"""Wording of the list of items and of one item with its edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from quancheng.catalogue.queries import Guide, ItemLine, ItemPage
from quancheng.catalogue.rules import contents
from quancheng.catalogue.rules.differences import shown
from quancheng.catalogue.rules.limit_lines import LimitLine, limit_lines
from quancheng.catalogue.rules.publication import Finding
from quancheng.clock.engine import CaseLimits
from quancheng.web.office.forms.items import STATUSES, Search
from quancheng.web.office.reading import Warned
from quancheng.web.ui.components import (
    Cell,
    Column,
    Empty,
    Fact,
    Facts,
    Link,
    Pager,
    Row,
    Stat,
    Stats,
    Tab,
    Table,
    Tabs,
    Tag,
    Tags,
)

_GREEN: Final = {"enterprise": "企业登记", "construction": "工程建设"}
_NAME_SOURCES = {"catalogue": "与公开目录同名", "derived": "主项相同", "national": "国家或省级名称"}
_CERTAINTY: Final = {"article": "写到条款", "law": "写到法律", "policy": "政策文件"}
_SCALAR_GROUPS: Final = ("基本信息", "时限", "结果", "办理方式", "收费", "其他")
_APART: Final = frozenset({"name", "fees", "form", "materials", "steps"})


def items_table(lines: Sequence[ItemLine], *, search: Search) -> Table:
    """The items, each with what tells it apart."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=line.name, sub=line.code, url=reverse("office:item", args=[line.code])),
                Cell(text=line.office_short_name or line.office_name),
                Cell(text=line.handling_label),
                Cell(text=line.promised_text),
                Cell(text=_GREEN.get(line.green_channel, "—")),
                Cell(text="收费" if line.fee_yes else "不收费"),
            )
        )
        for line in lines
    )
    columns = (
        Column(label="事项"),
        Column(label="部门", hide_on_phone=True),
        Column(label="办件类型", hide_on_phone=True),
        Column(label="承诺"),
        Column(label="绿色通道", hide_on_phone=True),
        Column(label="收费", hide_on_phone=True),
    )
    action = Link(label="看全部在用事项", url=reverse("office:items")) if search.narrows else None
    empty = Empty(title="没有这样的事项", text="换个词，或者少选一个条件。", action=action)
    return Table(caption="事项清单", columns=columns, rows=rows, empty=empty)


def items_pager(request: HttpRequest, page: ItemPage, search: Search) -> Pager:
    """Which part of how many is shown; the next page in the address."""
    following = ""
    if page.next_cursor:
        query = request.GET.copy()
        query["cursor"] = page.next_cursor
        query["from"] = str(search.first + len(page.items))
        following = f"?{query.urlencode()}"
    return Pager(
        shown=len(page.items),
        total=page.total,
        first=search.first if search.cursor else 1,
        next=following,
        noun="个事项",
    )


def first_page(request: HttpRequest, search: Search) -> str:
    """The address of the first page, from a later one."""
    if not search.cursor:
        return ""
    query = request.GET.copy()
    for field in ("cursor", "from"):
        query.pop(field, None)
    return f"?{query.urlencode()}"


def status_tabs(request: HttpRequest, search: Search) -> Tabs:
    """The states an item may be in."""
    tabs = []
    for status, label in STATUSES:
        query = request.GET.copy()
        for field in ("cursor", "from"):
            query.pop(field, None)
        query["status"] = status
        tabs.append(Tab(label=label, url=f"?{query.urlencode()}", active=search.status == status))
    return Tabs(label="事项状态", tabs=tuple(tabs))


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """The fields of an edition under one heading."""

    title: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One edition with everything it holds."""

    title: str
    code: str
    tags: Tags
    stats: Stats
    limits: Table
    groups: tuple[FactGroup, ...]
    fees: Table
    materials: Table
    form: Table
    steps: Table


def item_view(
    guide: Guide, content: Mapping[str, Any], *, offices: Mapping[str, str], limits: CaseLimits
) -> ItemView:
    """All elements of an edition in the order of the list."""
    return ItemView(
        title=guide.name,
        code=guide.item_code,
        tags=_tags(guide),
        stats=_stats(guide),
        limits=limits_table(limit_lines(limits)),
        groups=fact_groups(content, offices=offices),
        fees=_fees(guide),
        materials=_materials(guide),
        form=_form(content),
        steps=_steps(guide),
    )


def _tags(guide: Guide) -> Tags:
    words = [guide.handling_label, guide.task_type_label, guide.applicant_label]
    tags = [Tag(text=word) for word in words]
    if guide.green_channel:
        tags.append(Tag(text=guide.green_label, tone="b"))
    if not guide.in_force:
        tags.append(Tag(text="不在用", tone="a"))
    return Tags(tags=tuple(tags))


def _stats(guide: Guide) -> Stats:
    saved = "" if guide.compression_percent is None else f"比法定少 {guide.compression_percent}%"
    tiles = (
        Stat(label="承诺时限", value=guide.promised.text, note=saved),
        Stat(label="法定时限", value=guide.statutory.text, note=f"从{guide.starts_label}起算"),
        Stat(label="申请材料", value=str(len(guide.materials)), unit="份"),
        Stat(label="环节", value=str(len(guide.steps)), unit="个"),
        Stat(label="表单", value=str(len(guide.fields)), unit="项"),
        Stat(label="到现场", value=str(guide.visits), unit="次"),
    )
    return Stats(tiles=tiles, label="事项要点")


def fact_groups(content: Mapping[str, Any], *, offices: Mapping[str, str]) -> tuple[FactGroup, ...]:
    """Every plain field of a content under its heading, also the columns that only this list has."""
    found: dict[str, list[Fact]] = {title: [] for title in _SCALAR_GROUPS}
    for field in contents.FIELDS:
        if field.key in _APART or field.group not in found:
            continue
        if field.key == "extra":
            rows = [Fact(label=key, value=value) for key, value in content["extra"].items()]
            found[field.group].extend(rows)
        else:
            value = _shown(field.key, content[field.key], offices)
            found[field.group].append(Fact(label=field.label, value=value))
    return tuple(
        FactGroup(title=title, facts=Facts(rows=tuple(rows)))
        for title, rows in found.items()
        if rows
    )


def _shown(key: str, value: Any, offices: Mapping[str, str]) -> str:
    if key == "office_code":
        return offices.get(str(value), str(value))
    if key == "joint_departments":
        return "；".join(offices.get(code, code) for code in value)
    if key == "certainty":
        return _CERTAINTY.get(str(value), str(value))
    if key == "name_source":
        return _NAME_SOURCES.get(str(value), str(value) or "—")
    if key == "basis_text_date" and value:
        return str(value)
    if key == "legal_basis":
        return str(value).replace("；", "；\n")
    return shown(key, value)


def limits_table(lines: Sequence[LimitLine]) -> Table:
    """Every limit with what starts it, how its days are counted, and what it rests on."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=line.name, tone="strong"),
                Cell(text=line.length),
                Cell(text=line.starts),
                Cell(text=line.counting),
                Cell(text=line.basis),
            )
        )
        for line in lines
    )
    columns = tuple(Column(label=label) for label in ("时限", "多长", "起算", "怎样计", "依据"))
    return Table(caption="各项时限", columns=columns, rows=rows)


def _fees(guide: Guide) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(text=fee.name),
                Cell(text=fee.amount_text, sub=f"每{fee.unit}" if fee.unit else ""),
                Cell(text=fee.basis or guide.fee_basis),
                Cell(text=fee.exemption or "—"),
            )
        )
        for fee in guide.fees
    )
    columns = tuple(Column(label=label) for label in ("收费项目", "标准", "依据", "减免"))
    return Table(caption="收费项目", columns=columns, rows=rows, empty=Empty(title="不收费"))


def _materials(guide: Guide) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(text=material.name, sub=material.sample_note or material.condition),
                Cell(text=material.need_label),
                Cell(text=material.format_label),
                Cell(text=_copies(material.originals, material.copies)),
                Cell(text=material.issued_by_label),
                Cell(text=material.basis or "随事项依据"),
            )
        )
        for material in guide.materials
    )
    columns = (
        Column(label="材料"),
        Column(label="必要性"),
        Column(label="形式", hide_on_phone=True),
        Column(label="份数"),
        Column(label="来源", hide_on_phone=True),
        Column(label="要求依据", hide_on_phone=True),
    )
    return Table(caption="材料清单", columns=columns, rows=rows, empty=Empty(title="不用交材料"))


def _copies(originals: int, copies: int) -> str:
    parts = [f"原件 {originals}"] if originals else []
    parts += [f"复印件 {copies}"] if copies else []
    return "，".join(parts) or "—"


def _form(content: Mapping[str, Any]) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(text=entry["label"], sub=entry["help"]),
                Cell(text=entry["group"] or "—"),
                Cell(text=_KINDS.get(entry["datatype"], entry["datatype"])),
                Cell(text="必填" if entry["required"] else "选填"),
                Cell(text=f"{entry['code']} {entry['name']}", mono=True),
            )
        )
        for entry in content["form"]
    )
    columns = (
        Column(label="表单项"),
        Column(label="分组", hide_on_phone=True),
        Column(label="类型"),
        Column(label="必填"),
        Column(label="数据元", hide_on_phone=True),
    )
    return Table(caption="表单项", columns=columns, rows=rows, empty=Empty(title="没有表单"))


_KINDS: Final = {
    "text": "文字",
    "textarea": "多行文字",
    "date": "日期",
    "number": "数字",
    "money": "金额",
    "choice": "选择",
    "id_card": "身份证号",
    "uscc": "信用代码",
    "phone": "电话",
    "address": "地址",
    "region": "区划",
    "bool": "是否",
}


def _steps(guide: Guide) -> Table:
    rows = tuple(
        Row(
            cells=(
                Cell(text=str(step.order)),
                Cell(
                    text=step.name,
                    sub=f"并联组 {step.parallel_group}" if step.parallel_group else "",
                ),
                Cell(text=step.role, sub=step.office_name),
                Cell(text=step.limit_text, sub="" if step.counts else "不计入承诺时限"),
            )
        )
        for step in guide.steps
    )
    columns = (
        Column(label="序号", numeric=True),
        Column(label="环节"),
        Column(label="谁办"),
        Column(label="时限"),
    )
    return Table(caption="环节", columns=columns, rows=rows, empty=Empty(title="没有流程"))


def weight_of(found: Finding) -> str:
    """How heavy a finding is, in words: refused, a contradiction to the law, or a reminder."""
    if found.level == "refuse":
        return "不能发布"
    return found.conflict.kind.label if found.conflict else "提醒"


def findings_table(findings: Sequence[Finding]) -> Table:
    """What the checks say about an edition."""
    rows = tuple(
        Row(
            cells=(
                Cell(component=Tag(text=weight_of(found), tone="a")),
                Cell(text=field_label(found.field)),
                Cell(text=found.sentence),
            )
        )
        for found in findings
    )
    columns = (Column(label="轻重"), Column(label="哪一项"), Column(label="说明"))
    return Table(caption="核对结果", columns=columns, rows=rows)


def field_label(key: str) -> str:
    """The words for a field of an edition."""
    field = contents.BY_KEY.get(key)
    return field.label if field else key


def warnings_table(items: Sequence[Warned], *, offices: Mapping[str, str]) -> Table:
    """The items in force with something to look at."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=item.name, sub=item.code, url=reverse("office:item", args=[item.code])),
                Cell(text=offices.get(item.office_code, item.office_code)),
                Cell(text="\n".join(found.sentence for found in item.findings)),
            )
        )
        for item in items
    )
    columns = (Column(label="事项"), Column(label="部门"), Column(label="说明"))
    empty = Empty(title="没有要看的事项", text="在用的版本都通过了全部核对。")
    return Table(caption="有提醒的事项", columns=columns, rows=rows, empty=empty)
