"""One screen for an intake: head, form, materials, receipt, keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from quancheng.cases.queries.counter import day_counts
from quancheng.cases.rules.standing import PERSON, SEXES, asked_once
from quancheng.journeys.prepare import body as bodies
from quancheng.journeys.prepare.applicants import read_document
from quancheng.journeys.prepare.drafts import Prepared
from quancheng.kernel.moments import day_of
from quancheng.regions import queries as regions
from quancheng.web.counter.forms.intake import ApplicantForm, ToldForm, elements_form
from quancheng.web.counter.pages.frame import desk_shell
from quancheng.web.counter.pages.materials import MaterialList, material_list
from quancheng.web.counter.pages.slip import fee_words, preview
from quancheng.web.ui.components import Key, Keys, Receipt
from quancheng.web.ui.forms import named_fault
from quancheng.web.ui.posts import DeskRequest
from quancheng.web.ui.shells import DeskShell

LAST_TIME = "上次办件带出，请核对"
ON_RECORD = "已登记，请核对"
FORM = "intake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The strip on top: whose turn, who, what, since when."""

    ordinal: str
    ordinal_words: str
    applicant: str
    about: str
    item: str
    item_facts: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """An error with the field it belongs to."""

    field: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePage:
    """The page."""

    shell: DeskShell
    token: str
    head: Head
    block: ApplicantForm
    agent_on: bool
    form: ToldForm
    form_note: str
    known_words: str
    rename: bool
    mistakes: tuple[Mistake, ...]
    trouble: str
    materials: MaterialList
    receipt: Receipt
    lacking: int
    main_words: str
    keys: Keys


def _age(born: Any, today: Any) -> int:
    return int(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def _about(found: Prepared, now: datetime) -> str:
    """``身份证已核验 · 女 · 41 岁 · 以前办过 3 件``."""
    kind = bodies.kind_of(body=found.body, guide=found.guide)
    id_kind = bodies.id_kind_of(body=found.body, kind=kind)
    number = str(found.body.get("applicant_id_number", ""))
    reading = read_document(id_kind=id_kind, id_number=number, on=day_of(now))
    if not number:
        return "请读证，或输入证件号码"
    if reading is None:
        return "证件号码校验不通过，请核对"
    came = "由他人代办" if found.by_agent else "本人" if kind == PERSON else "单位经办人"
    parts = [came, "证件号码校验通过"]
    if reading.birthday:
        parts += [SEXES[reading.sex], f"{_age(reading.birthday, day_of(now))} 岁"]
    parts.append(f"以前办过 {found.known.times} 件" if found.known else "第一次来")
    return " · ".join(parts)


def head_of(found: Prepared, *, now: datetime, ordinal: int) -> Head:
    """The strip of a draft."""
    guide = found.guide
    promised = "当场办结" if guide.handling_type == "instant" else f"承诺 {guide.promised.text}"
    facts = (
        guide.handling_label,
        promised,
        f"法定 {guide.statutory.text}" if guide.statutory.value else guide.statutory.text,
        fee_words(guide).splitlines()[0],
        guide.office_short_name,
    )
    return Head(
        ordinal=str(ordinal),
        ordinal_words="今天第几件",
        applicant=str(found.body.get("applicant_name", "")) or "申请人",
        about=_about(found, now),
        item=guide.name,
        item_facts=" · ".join(facts),
        since=found.draft.created_at.isoformat(),
    )


def _brought(found: Prepared) -> dict[str, str]:
    """Fields that still show what is registered, each with where it came from."""
    if found.known is None:
        return {}
    view = found.known.applicant
    known = {
        "applicant_name": view.name,
        "applicant_phone": view.phone_masked,
        "applicant_address": view.address_masked,
    }
    same = {
        key: ON_RECORD for key, value in known.items() if value and found.body.get(key) == value
    }
    last = {
        code: LAST_TIME
        for code, value in found.known.shown.items()
        if value and found.body.get(code) == value
    }
    return same | last


def _told(found: Prepared, errors: Mapping[str, str]) -> tuple[ApplicantForm, ToldForm]:
    kind = bodies.kind_of(body=found.body, guide=found.guide)
    fields = bodies.asked_fields(body=found.body, guide=found.guide)
    data = dict(found.body)
    data.setdefault("applicant_kind", kind)
    data.setdefault("applicant_id_kind", bodies.id_kind_of(body=found.body, kind=kind))
    brought = _brought(found)
    block = ApplicantForm(data, brought=brought, told=errors)
    once = asked_once(kind=kind, id_kind=str(data["applicant_id_kind"]))
    block.suit(
        kind=kind,
        choosable=found.guide.applicant_kind == "both",
        asked=frozenset(
            once[spec.name] for spec in found.guide.fields if spec.required and spec.name in once
        ),
        renewable=found.renewable,
    )
    towns = tuple(town.name for town in regions.towns_of(found.draft.region_code))
    made = elements_form(fields=fields, towns=towns)
    return block, made(data, brought=brought, told=errors)


def _mistakes(forms: tuple[ToldForm, ...], errors: Mapping[str, str]) -> tuple[Mistake, ...]:
    found = []
    for key, sentence in errors.items():
        holder = next((form for form in forms if key in form.fields), None)
        label = str(holder.fields[key].label) if holder else "申请表"
        field = str(holder[key].auto_id) if holder else "main"
        found.append(Mistake(field=field, words=named_fault(label, sentence=sentence)))
    return tuple(found)


def _form_note(found: Prepared, forms: tuple[ToldForm, ...]) -> str:
    brought = len(_brought(found))
    empty = sum(
        1
        for form in forms
        for name, field in form.fields.items()
        if field.required and not found.body.get(name) and not _is_agent(name)
    )
    lead = f"带出 {brought} 项，" if brought else ""
    return f"{lead}还要填 {empty} 项"


def _is_agent(name: str) -> bool:
    return name.startswith(("agent_", "applicant_kind", "applicant_id_kind"))


def intake_page(
    request: DeskRequest,
    found: Prepared,
    *,
    now: datetime,
    errors: Mapping[str, str] | None = None,
    trouble: str = "",
) -> IntakePage:
    """The screen of a draft, with the errors of a try to hand it in."""
    errors = errors or {}
    block, form = _told(found, errors)
    counts = day_counts(scope=request.scope, counter=found.place.number, day=day_of(now))
    known = found.known
    return IntakePage(
        shell=desk_shell(request, "home"),
        token=found.draft.token,
        head=head_of(found, now=now, ordinal=sum(counts.values()) + 1),
        block=block,
        agent_on=found.by_agent,
        form=form,
        form_note=_form_note(found, (block, form)),
        known_words=f"{known.applicant.name}以前在本县办过 {known.times} 件" if known else "",
        rename=bool(
            known
            and found.body.get("applicant_name")
            and found.body["applicant_name"] != known.applicant.name
        ),
        mistakes=_mistakes((block, form), errors),
        trouble=trouble,
        materials=material_list(found),
        receipt=preview(found, now=now, clerk=request.actor.name),
        lacking=len(found.lacking),
        main_words=_main_words(found),
        keys=_keys(found),
    )


def _main_words(found: Prepared) -> str:
    at_once = found.guide.handling_type == "instant" and not found.lacking
    return "收件并受理" if at_once else "收件"


def _keys(found: Prepared) -> Keys:
    return Keys(
        keys=(
            Key(key="F3", label="找事项", url=reverse("counter:home")),
            Key(key="F4", label="读证", act="card"),
            Key(key="F6", label="扫描", act="scan"),
            Key(key="F7", label="收件并告知补正", form=FORM, name="do", value="correct"),
            Key(key="F8", label="不予受理", form=FORM, name="do", value="decline"),
            Key(key="Enter", label="下一项", act="next", primary=True),
            Key(
                key="F9",
                label=_main_words(found),
                form=FORM,
                name="do",
                value="receive",
            ),
            Key(key="F10", label="打印", disabled=True),
            Key(key="F1", label="帮助", act="help"),
        )
    )
