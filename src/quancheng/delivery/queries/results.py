"""Reading results and hand-overs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from quancheng.delivery.models import HandOver, Result
from quancheng.kernel.errors import UnableToFind
from quancheng.kernel.identifiers import read_code


class UnableToFindResult(UnableToFind):
    """No result has this number with this check code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """A result as issued."""

    id: int
    region_code: str
    case_id: int
    number: str
    name: str
    kind: str
    holder_name: str
    issued_on: date
    valid_until: date | None
    check_code: str
    state: str
    printed: int

    @property
    def state_label(self) -> str:
        """The Chinese word for the state."""
        return str(Result.State(self.state).label)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverView:
    """A hand-over as recorded."""

    method: str
    handed_at: datetime
    receiver_name: str
    receiver_relation: str
    tracking_number: str
    signature: str
    post_id: int
    signed_on: date | None

    @property
    def method_label(self) -> str:
        """The Chinese word for the way of delivery."""
        return str(HandOver.Method(self.method).label)


def _view(row: Result) -> ResultView:
    return ResultView(
        id=row.pk,
        region_code=row.region_id,
        **{
            name: getattr(row, name)
            for name in ResultView.__slots__
            if name not in ("id", "region_code")
        },
    )


def result_of(*, case_id: int) -> ResultView | None:
    """The result of a case, or ``None``."""
    row = Result.objects.filter(case_id=case_id).first()
    return _view(row) if row else None


def result_numbered(*, region_code: str, number: str) -> ResultView:
    """A result of a county by its number; raises :class:`UnableToFindResult`."""
    row = Result.objects.filter(region_id=region_code, number=read_code(number)).first()
    if row is None:
        raise UnableToFindResult("没有查到这个编号的证照。请对照原证照上的编号，重新输入或扫码。")
    return _view(row)


def verify(*, number: str, check_code: str) -> ResultView:
    """A result by number and check code, for the public check page.

    A wrong number and a wrong code give the same :class:`UnableToFindResult`.
    """
    row = Result.objects.filter(number=read_code(number), check_code=read_code(check_code)).first()
    if row is None:
        raise UnableToFindResult(
            "没有查到这份证照，或者校验码不对。请对照证照上的编号和校验码重新输入。"
        )
    return _view(row)


def holder_kind(*, result_id: int) -> str:
    """Whether the holder is a ``person``, whose name is masked for strangers, or an organisation."""
    kind = Result.objects.filter(pk=result_id).values_list("case__application__applicant__kind")
    return str(kind.get()[0])


def hand_over_of(*, case_id: int) -> HandOverView | None:
    """How the outcome of a case was handed over, or ``None``."""
    row = HandOver.objects.filter(case_id=case_id).first()
    if row is None:
        return None
    return HandOverView(**{name: getattr(row, name) for name in HandOverView.__slots__})


def count_print(*, region_code: str, result_id: int) -> int:
    """Count one more print of a result; answers how many there were before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_result SET printed = printed + 1 WHERE region_id = %s AND id = %s"
            " RETURNING printed - 1",
            [region_code, result_id],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0
