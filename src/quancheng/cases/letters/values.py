"""What stands in each letter: one frozen value per kind, filled in by the caller.

A value holds facts only. Sentences, dates in words and the articles of the Administrative Licence
Law (行政许可法, 2019 text) stand in the template of the letter, so that a lawyer can read them in
one place. Numbers and codes are given as people read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal, NamedTuple

from quancheng.cases.letters.head import Head, Limit, LimitUnit, Remedies
from quancheng.cases.letters.proof_values import ProofSheetLetter

Grade = Literal["A", "B", "C", "D", ""]


class Titles(NamedTuple):
    """The title of a letter about a licence (行政许可), and about any other item."""

    licence: str
    other: str


class Titled:
    """A letter whose title says 行政许可 only where a licence is asked for."""

    titles: ClassVar[Titles]
    head: Head

    @classmethod
    def title_for(cls, *, licence: bool) -> str:
        """The title for an item that is a licence, or is not."""
        return cls.titles.licence if licence else cls.titles.other

    @property
    def title(self) -> str:
        """The title of this letter."""
        return self.title_for(licence=self.head.licence)


@dataclass(frozen=True, kw_only=True)
class MaterialLine:
    """One paper handed in: its name, how many and of what kind, and its grade A to D."""

    name: str
    copies: str
    grade: Grade = ""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """收件凭证. The paper in the applicant's hand, on A4 or on an 80 mm slip.

    ``accepted`` says whether the limits run already; before acceptance the last days are those
    that hold if the case is accepted on the day of receipt, and the receipt says so.
    ``at_once`` says that the matter is decided at the counter once accepted (即办件).
    ``office`` is the one that decides, where the centre writes the receipt.
    ``query_code`` is the code that, with the receipt code, lets its holder follow the case.
    """

    title: ClassVar[str] = "收件凭证"
    template: ClassVar[str] = "receipt"
    head: Head
    received_at: datetime
    window: str
    clerk: str
    materials: tuple[MaterialLine, ...]
    promised: Limit | None = None
    statutory: Limit | None = None
    accepted: bool = False
    at_once: bool = False
    missing_count: int = 0
    applicant_detail: str = ""
    agent: str = ""
    fee: str = "不收费"
    collection: str = "窗口领取"
    query_code: str = ""
    office: str = ""
    paper: Literal["a4", "slip"] = "a4"


@dataclass(frozen=True, kw_only=True)
class AcceptanceNotice(Titled):
    """受理通知书 (许可法第三十二条第一款第（五）项、第二款). ``deemed``: accepted by silence."""

    titles: ClassVar[Titles] = Titles(licence="行政许可申请受理通知书", other="受理通知书")
    template: ClassVar[str] = "acceptance"
    head: Head
    received_on: date
    accepted_on: date
    statutory: Limit | None
    promised: Limit | None
    remedies: Remedies
    deemed: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Defect:
    """One thing to put right: in what, what is wrong, and what is wanted instead."""

    subject: str
    problem: str
    wanted: str = ""


@dataclass(frozen=True, kw_only=True)
class CorrectionNotice(Titled):
    """补正通知书 (许可法第三十二条第一款第（四）项): all defects, told once.

    ``reply_by`` is the day by which the applicant is asked to answer, ``None`` where none is set.
    """

    titles: ClassVar[Titles] = Titles(
        licence="行政许可申请材料补正通知书", other="申请材料补正通知书"
    )
    template: ClassVar[str] = "correction"
    head: Head
    received_on: date
    defects: tuple[Defect, ...]
    remedies: Remedies
    reply_by: date | None = None


@dataclass(frozen=True, kw_only=True)
class NonAcceptanceNotice(Titled):
    """不予受理通知书 (许可法第三十二条第一款第（一）、（二）项).

    ``ground``: no licence is needed, another office is competent, or another reason in law.
    """

    titles: ClassVar[Titles] = Titles(licence="行政许可申请不予受理通知书", other="不予受理通知书")
    template: ClassVar[str] = "non_acceptance"
    head: Head
    received_on: date
    ground: Literal["not_needed", "wrong_office", "other"]
    reasons: tuple[str, ...]
    remedies: Remedies
    legal_basis: tuple[str, ...] = ()
    competent_office: str = ""


@dataclass(frozen=True, kw_only=True)
class GrantDecision(Titled):
    """准予行政许可决定书 (许可法第三十八条第一款、第四十条、第四十四条).

    ``permitted`` is what is allowed, as label and value; ``deliver_by`` the last day on which the
    document must reach the applicant.
    """

    titles: ClassVar[Titles] = Titles(licence="准予行政许可决定书", other="准予办理决定书")
    template: ClassVar[str] = "grant"
    head: Head
    received_on: date
    accepted_on: date
    decided_on: date
    legal_basis: tuple[str, ...]
    remedies: Remedies
    deliver_by: date | None
    permitted: tuple[tuple[str, str], ...] = ()
    conditions: tuple[str, ...] = ()
    hearing_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RefusalDecision(Titled):
    """不予行政许可决定书 (许可法第三十八条第二款): the reasons and the remedies are required."""

    titles: ClassVar[Titles] = Titles(licence="不予行政许可决定书", other="不予办理决定书")
    template: ClassVar[str] = "refusal"
    head: Head
    received_on: date
    accepted_on: date
    decided_on: date
    reasons: tuple[str, ...]
    legal_basis: tuple[str, ...]
    remedies: Remedies
    hearing_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SuspensionNotice(Titled):
    """特别程序（停计时）告知书 (许可法第四十五条): ground, expected length, both new last days.

    ``expected_end`` is the last day left out of the count if the procedure takes as long as
    expected; ``promised`` and ``statutory`` are the clocks as they would then stand.
    """

    titles: ClassVar[Titles] = Titles(licence="行政许可特别程序告知书", other="特别程序告知书")
    template: ClassVar[str] = "suspension"
    head: Head
    accepted_on: date
    ground: str
    starts_on: date
    expected_days: int
    expected_unit: LimitUnit = "working_day"
    expected_end: date | None = None
    conducted_by: str = ""
    legal_basis: tuple[str, ...] = ()
    promised: Limit | None = None
    statutory: Limit | None = None


@dataclass(frozen=True, kw_only=True)
class ExtensionNotice(Titled):
    """延长审批期限告知书 (许可法第四十二条). ``joint``: unified handling, the government's head."""

    titles: ClassVar[Titles] = Titles(
        licence="延长行政许可审批期限告知书", other="延长办理期限告知书"
    )
    template: ClassVar[str] = "extension"
    head: Head
    accepted_on: date
    extension: Limit
    approved_by: str
    reasons: tuple[str, ...]
    original_deadline: date
    new_deadline: date | None
    joint: bool = False
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HearingRight(Titled):
    """听证权利告知书 (许可法第四十七条): the matter, and the last day for asking for a hearing."""

    titles: ClassVar[Titles] = Titles(licence="行政许可听证权利告知书", other="听证权利告知书")
    template: ClassVar[str] = "hearing_right"
    head: Head
    accepted_on: date
    reasons: tuple[str, ...]
    request_by: date | None
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HearingNotice(Titled):
    """听证通知书 (许可法第四十八条): time, place and chair, seven working days before."""

    titles: ClassVar[Titles] = Titles(licence="行政许可听证通知书", other="听证通知书")
    template: ClassVar[str] = "hearing_notice"
    head: Head
    sits_on: date
    clock: str
    place: str
    chair: str
    public: bool = False
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecusalDecision(Titled):
    """回避决定书 (许可法第四十八条第一款第（三）项): whether the challenged chair presides.

    ``asked_reason`` and ``reasons`` are those of the request and of the decision; ``new_chair`` is
    empty where none was named yet, and where the recusal was refused.
    """

    titles: ClassVar[Titles] = Titles(licence="行政许可听证回避决定书", other="听证回避决定书")
    template: ClassVar[str] = "recusal_decision"
    head: Head
    asked_by: str
    asked_on: date
    asked_reason: str
    chair: str
    granted: bool
    reasons: tuple[str, ...]
    decided_by: str
    decided_on: date
    new_chair: str = ""
    legal_basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SuperiorAnswer(Titled):
    """上级机关决定告知书: what the superior organ decided, by which document, on which day."""

    titles: ClassVar[Titles] = Titles(
        licence="上级机关行政许可决定告知书", other="上级机关决定告知书"
    )
    template: ClassVar[str] = "superior_answer"
    head: Head
    forwarded_on: date
    superior: str
    document: str
    decided_on: date
    granted: bool
    reasons: tuple[str, ...]
    deliver_by: date | None
    validity: str = ""


@dataclass(frozen=True, kw_only=True)
class TerminationNotice(Titled):
    """终止办理告知书: on which ground the handling ended without a decision, and the remedies."""

    titles: ClassVar[Titles] = Titles(licence="终止行政许可办理告知书", other="终止办理告知书")
    template: ClassVar[str] = "termination"
    head: Head
    received_on: date
    ground: str
    reasons: tuple[str, ...]
    remedies: Remedies


@dataclass(frozen=True, kw_only=True)
class DeemedRenewal(Titled):
    """视为准予延续告知书 (许可法第五十条): which result goes on, and since when."""

    titles: ClassVar[Titles] = Titles(
        licence="行政许可视为准予延续告知书", other="视为准予延续告知书"
    )
    template: ClassVar[str] = "deemed_renewal"
    head: Head
    received_on: date
    result_name: str
    result_number: str
    valid_until: date
    renewed_on: date


ServiceMethod = Literal["direct", "post", "electronic", "lien", "public"]


@dataclass(frozen=True, kw_only=True)
class ServiceReceipt:
    """送达回证. Which papers reached whom, when, how, and who signed.

    ``served_at`` is ``None`` on a blank form that is filled in by hand.
    """

    title: ClassVar[str] = "送达回证"
    template: ClassVar[str] = "service_receipt"
    head: Head
    documents: tuple[tuple[str, str], ...]
    recipient: str
    method: ServiceMethod
    place: str
    server: str
    served_at: datetime | None = None
    tracking_number: str = ""
    recipient_signature_png: bytes | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class ResultDocument:
    """The result itself (证照、批文), rendered from the item's template.

    ``style`` chooses the certificate with a frame or the plain letter; ``title`` and ``number``
    are those of the document; ``lines`` its fields as label and value; ``body`` its paragraphs.
    """

    template: ClassVar[str] = "result"
    head: Head
    style: Literal["certificate", "letter"]
    title: str
    number: str
    holder: str
    holder_code: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    body: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None


Letter = (
    Receipt
    | AcceptanceNotice
    | CorrectionNotice
    | NonAcceptanceNotice
    | GrantDecision
    | RefusalDecision
    | SuspensionNotice
    | ExtensionNotice
    | HearingRight
    | HearingNotice
    | RecusalDecision
    | SuperiorAnswer
    | TerminationNotice
    | DeemedRenewal
    | ServiceReceipt
    | ResultDocument
    | ProofSheetLetter
)
