"""The act in the right column: its form, its words, what the law gives the applicant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from quancheng.cases.rules.views import CaseFile
from quancheng.catalogue.queries import Guide
from quancheng.identity import queries as identity
from quancheng.identity.rules import Role
from quancheng.kernel import moments
from quancheng.kernel.moments import day_of
from quancheng.web.counter.forms.acts import (
    CorrectedForm,
    DeclineForm,
    GrantForm,
    OverrideForm,
    ReasonForm,
    RenewalForm,
    defect_forms,
)
from quancheng.web.counter.pages.case_keys import Turn
from quancheng.web.ui.presenters.renewals import linked_result

TITLES = {
    "correct": "一次告知补正",
    "corrected": "收补正材料",
    "decline": "不予受理",
    "grant": "准予，当场办结",
    "refuse": "不予许可",
    "withdraw": "申请人撤回",
    "renewal": "关联原证照",
}
_LEADS = {
    "correct": "把要补正的全部写上，一次告知。没交的必交材料已经列好。",
    "corrected": "勾选补交的材料；电子文件可以在材料清单里上传。收下后重新开始答复期。",
    "decline": "理由会写在《不予受理通知书》上，并告知申请人的救济权利。",
    "grant": "这个事项的有效期要由决定写明，会印在决定书和证照上。",
    "refuse": "不予许可要说明理由，并告知申请人的救济权利。",
    "withdraw": "确认是申请人本人或代办人当场提出。撤回后这件结束。",
    "renewal": "延续要对应原证照：到期前没有作出决定的，依法视为准予延续（许可法第 50 条）。",
}
_BUTTONS = {
    "correct": "告知补正",
    "corrected": "收下，继续审核",
    "decline": "不予受理",
    "grant": "准予，当场办结",
    "refuse": "不予许可",
    "withdraw": "按申请人要求撤回",
    "renewal": "关联",
}
_QUESTIONS = {
    "decline": "确定不予受理？通知书会马上发给申请人。",
    "refuse": "确定不予许可？决定书会马上生效。",
    "withdraw": "确定撤回？撤回后要重新申请。",
}
_NAMED = 3
DECISIONS = frozenset({"grant", "refuse"})
_WITH_REMEDIES = frozenset({"decline", "refuse"})
PHRASES = {
    "decline": (
        "申请事项依法不需要取得行政许可。",
        "申请事项依法不属于本行政机关职权范围，请向有权机关申请。",
        "申请人不具备申请该事项的主体资格。",
    ),
    "refuse": ("经核查，申请人不符合办理该事项的条件。",),
    "withdraw": ("申请人自愿撤回申请。",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The panel. ``forms`` are the lines of a correction notice."""

    act: str
    title: str
    lead: str
    url: str
    button: str
    question: str
    form: Any
    forms: tuple[Any, ...]
    remedies: tuple[str, ...]
    phrases: tuple[str, ...]
    cancel: str

    @property
    def is_hard(self) -> bool:
        """Whether the act ends the case against the applicant's wish, and asks once more."""
        return bool(self.question)


def proposed_defects(file: CaseFile, lacking: tuple[str, ...]) -> list[dict[str, str]]:
    """What was told before, word for word; before that, every required material that is not in."""
    told = [
        dict(defect)
        for entry in file.entries
        if entry.kind == "correction_told"
        for defect in entry.data.get("defects", ())
    ]
    if told:
        return told
    return [
        {"subject": line.name, "problem": "没有提交", "wanted": "请提交符合要求的材料"}
        for line in file.materials
        if line.code in lacking
    ]


def _lead(file: CaseFile, *, act: str, turn: Turn) -> str:
    """What the panel is for; before a second notice, who alone may ask for more."""
    if act != "correct" or not turn.again:
        return _LEADS[act]
    told = "上次告知的已列出，解决了的请删去。"
    if turn.override:
        return f"{told}写上新的问题要说明理由，会记入办理经过并成为监察线索。"
    posts = identity.posts_in(
        region_code=file.line.region_code, role=Role.SUPERVISOR, today=day_of(moments.now())
    )
    names = list(dict.fromkeys(post.name for post in posts))[:_NAMED]
    who = f"（{'、'.join(names)}）" if names else ""
    return (
        f"{told}第一次没有写的问题不能再要求补正；"
        f"确需补充的，请监察人员{who}打开这一页写明理由批准。"
    )


def office_names(region_code: str) -> list[str]:
    """The offices of the county, for a case of another office."""
    return [office.name for office in identity.offices_of(region_code)]


def open_materials(file: CaseFile) -> list[tuple[str, str]]:
    """Codes and names of the lines that are not in yet."""
    return [(line.code, line.name) for line in file.materials if not line.received]


def blank_form(file: CaseFile, guide: Guide, act: str) -> Any:
    """The form of an act before anything is typed."""
    if act == "grant":
        today = day_of(moments.now())
        return GrantForm(validity=guide.result_validity, today=today)
    if act == "decline":
        return DeclineForm(offices=office_names(file.line.region_code))
    if act == "corrected":
        return CorrectedForm(materials=open_materials(file))
    if act == "renewal":
        linked = linked_result(file.entries)
        return RenewalForm(initial={"result_number": linked["result"] if linked else ""})
    return ReasonForm()


def panel_of(
    file: CaseFile,
    guide: Guide,
    *,
    act: str,
    turn: Turn,
    lacking: tuple[str, ...],
    form: Any,
) -> Panel | None:
    """The panel of ``act`` where it is offered."""
    if not turn.offers(act):
        return None
    forms: tuple[Any, ...] = ()
    if act == "correct":
        forms = tuple(form or defect_forms(proposed=proposed_defects(file, lacking)))
        override = [one for one in forms if isinstance(one, OverrideForm)]
        forms = tuple(one for one in forms if not isinstance(one, OverrideForm))
        form = (override or [OverrideForm(asked=True)])[0] if turn.override else None
    else:
        form = form or blank_form(file, guide, act)
    number = file.line.number
    return Panel(
        act=act,
        title=TITLES[act],
        lead=_lead(file, act=act, turn=turn),
        url=reverse(f"counter:{'decide' if act in DECISIONS else act}", args=[number]),
        button=_BUTTONS[act],
        question=_QUESTIONS.get(act, ""),
        form=form,
        forms=forms,
        remedies=guide.rights if act in _WITH_REMEDIES else (),
        phrases=PHRASES.get(act, ()),
        cancel=reverse("counter:case", args=[number]),
    )
