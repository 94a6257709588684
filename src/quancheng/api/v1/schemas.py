"""What the interface answers, field by field."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema
from pydantic import Field


class DepartmentRef(Schema):
    """A department that is named."""

    code: str
    name: str


class ItemSummary(Schema):
    """An item in a list."""

    code: str = Field(description="实施编码")
    base_code: str = Field(description="基本编码")
    name: str
    department: DepartmentRef
    handling_type: str = Field(description="instant 即办 · promise 承诺 · joint 联办 · upward 上报")
    applicant_kind: str = Field(description="person · organisation · both")
    promised_limit: str = Field(description="承诺时限，如“4个工作日”")
    result_name: str
    visits: int = Field(description="到现场次数")
    online_depth: int = Field(description="网办深度 1–4")
    has_fee: bool
    url: str = Field(description="指南的网址")


class ItemPage(Schema):
    """One page of items."""

    items: list[ItemSummary]
    total: int
    next_cursor: str | None = Field(None, description="下一页的 cursor；没有下一页时为 null")


class LimitOut(Schema):
    """A limit as it is told."""

    value: int
    unit: str = Field(description="working_day · natural_day · month · instant")
    text: str


class FeeOut(Schema):
    """A fee with its basis."""

    name: str
    basis: str
    unit: str
    amount: str
    exemption: str


class MaterialOut(Schema):
    """A material."""

    code: str
    name: str
    need: str = Field(description="required · optional · deferrable（容缺）")
    format: str
    issued_by: str
    originals: int
    copies: int
    condition: str
    sample_note: str
    derivable_from_result: str


class StepOut(Schema):
    """A step of the flow."""

    order: int
    name: str
    role: str
    office: DepartmentRef
    limit: str
    counts: bool = Field(description="是否计入承诺时限")
    parallel_group: str
    executor_level: str


class FieldOut(Schema):
    """A field of the form."""

    code: str
    label: str
    datatype: str
    required: bool
    choices: list[str]
    max_length: int | None
    group: str
    help: str


class ItemRefOut(Schema):
    """Another item that is named."""

    code: str
    name: str


class GuideOut(Schema):
    """The guide of an item: the edition in force."""

    code: str
    base_code: str
    edition: int
    valid_from: date
    name: str
    parent_name: str
    department: DepartmentRef
    task_type: str
    handling_type: str
    applicant_kind: str
    legal_basis: list[str]
    conditions: str
    statutory_limit: LimitOut
    promised_limit: LimitOut
    result_name: str
    result_kind: str
    result_validity: str
    visits: int
    online_depth: int
    has_fee: bool
    fees: list[FeeOut]
    channels: list[str]
    delegated_to_towns: bool
    prerequisites: list[ItemRefOut]
    prerequisites_any: list[ItemRefOut]
    materials: list[MaterialOut]
    steps: list[StepOut]
    form: list[FieldOut]
    rights: list[str]
    notes: str
    url: str


class DepartmentOut(Schema):
    """A department with the number of its items."""

    code: str
    name: str
    short_name: str
    items: int


class DepartmentsOut(Schema):
    """All departments."""

    departments: list[DepartmentOut]


class BundleOut(Schema):
    """A bundle with its items."""

    code: str
    name: str
    kind: str = Field(description="enterprise · construction · life")
    items: list[ItemRefOut]


class BundlesOut(Schema):
    """All bundles."""

    bundles: list[BundleOut]


class ProgressIn(Schema):
    """The two codes of a case."""

    number: str = Field(
        min_length=1, max_length=40, description="办件编号或收件码；空格、横线、大小写都不要紧"
    )
    check_code: str = Field(min_length=1, max_length=20, description="查询码，印在收件凭证上")


class ClockOut(Schema):
    """One of the two clocks, in the unit of its limit."""

    status: str = Field(
        description="not_started · running · suspended · provisional · met · missed"
    )
    unit: str
    due: date | None
    total: int
    used: int
    left: int
    overdue: int


class ProgressEvent(Schema):
    """An act that the applicant may know of."""

    kind: str
    label: str
    at: datetime
    step: str


class ProgressOut(Schema):
    """Where a case stands."""

    number: str
    receipt_code: str
    item_name: str
    state: str
    state_label: str
    outcome: str = Field(description="空 · granted · refused")
    received_at: datetime
    accepted_on: date | None
    decided_on: date | None
    closed_at: datetime | None
    promised: ClockOut | None
    statutory: ClockOut | None
    events: list[ProgressEvent]


class FiguresOut(Schema):
    """The figures of a county on a day."""

    region: str
    day: date
    taken_in: int = Field(description="今天收件")
    still_open: int = Field(description="正在办理")
    decided: int = Field(description="本月作出决定")
    decided_in_time: int = Field(description="其中不晚于承诺日期")


class TokenOut(Schema):
    """The token of the caller, without its secret."""

    name: str
    region: str
    scopes: list[str]
    expires_at: datetime
