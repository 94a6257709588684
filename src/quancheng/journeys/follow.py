"""An applicant follows a case, or anyone checks a result, with a number and its check code.

A wrong number and a wrong code get the same answer after the same work: the two are looked up
together, in one query. Tries are counted by caller and by number (see ``throttle``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from quancheng.cases.queries.file import case_file, progress
from quancheng.cases.rules.views import CaseFile
from quancheng.cases.states import State
from quancheng.delivery import queries as delivery
from quancheng.identity.rules import Role, Scope, mask_name
from quancheng.journeys.papers.printing import result_pdf
from quancheng.journeys.throttle import Throttle, give_back
from quancheng.kernel.errors import UnableToFind
from quancheng.kernel.identifiers import read_code, spell_case_number

LONGEST_NUMBER: Final = 40
BY_CALLER: Final = Throttle(name="follow-caller", tries=20, seconds=900)
BY_NUMBER: Final = Throttle(name="follow-number", tries=6, seconds=900)
CHECK_BY_CALLER: Final = Throttle(name="check-caller", tries=30, seconds=900)
CHECK_BY_NUMBER: Final = Throttle(name="check-number", tries=10, seconds=900)


class UnableToFollow(UnableToFind):
    """The number and the check code do not belong together."""


class UnableToVerify(UnableToFind):
    """No result has this number and this check code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedResult:
    """A result as anyone with its check code may see it; a person's name is masked.

    ``deemed_from``: the day from which the law has renewed it, undecided (许可法 50).
    """

    number: str
    name: str
    kind: str
    holder: str
    issued_on: date
    valid_until: date | None
    state: str
    state_label: str
    deemed_from: date | None = None


def follow(
    *, region_code: str, number: str, check_code: str, caller: str, now: datetime
) -> CaseFile:
    """The file of the case with this case number or receipt code and this check code.

    ``region_code`` is the county in which a receipt code is looked up; a case number names its
    own. Raises :class:`UnableToFollow`, the same for a wrong number and a wrong code, and
    :class:`~quancheng.journeys.throttle.UnableToTryAgain`.
    """
    typed = spell_case_number(number)[:LONGEST_NUMBER]
    slots = BY_CALLER.take(caller, now=now), BY_NUMBER.take(f"{region_code}/{typed}", now=now)
    try:
        file = progress(
            region_code=region_code, number_or_receipt=typed, check_code=check_code[:LONGEST_NUMBER]
        )
    except UnableToFind:
        raise UnableToFollow(
            "编号和查询码对不上。请对照收件凭证，一个字一个字重新输入；"
            "凭证丢了，请带身份证到窗口查询。"
        ) from None
    give_back(*slots)
    return file


def verify(*, number: str, check_code: str, caller: str, now: datetime) -> VerifiedResult:
    """What anyone may know of a result: kind, name, masked holder, day, state.

    Raises :class:`UnableToVerify`, the same for a wrong number and a wrong code, and
    :class:`~quancheng.journeys.throttle.UnableToTryAgain`.
    """
    typed = read_code(number)[:LONGEST_NUMBER]
    slots = CHECK_BY_CALLER.take(caller, now=now), CHECK_BY_NUMBER.take(typed, now=now)
    try:
        found = delivery.verify(number=typed, check_code=check_code[:LONGEST_NUMBER])
    except UnableToFind:
        raise UnableToVerify(
            "没有查到编号和校验码都相符的办理结果。请对照证照或批文上的字样重新输入；"
            "仍查不到的，请不要采信，并拨打 12345 核实。"
        ) from None
    give_back(*slots)
    kind = delivery.holder_kind(result_id=found.id)
    return VerifiedResult(
        number=found.number,
        name=found.name,
        kind=found.kind,
        holder=mask_name(found.holder_name, kind=kind),
        issued_on=found.issued_on,
        valid_until=found.valid_until,
        state=found.state,
        state_label=found.state_label,
        deemed_from=delivery.deemed_renewal(result_id=found.id),
    )


def followed(*, region_code: str, number: str) -> CaseFile:
    """The file of a case again, for a person who has just shown its check code.

    The door keeps, signed and for a short time, which case that was. Raises ``UnableToFindCase``.
    """
    return case_file(scope=_of_county(region_code), number=number)


def may_take_result(file: CaseFile) -> bool:
    """Whether the result may be downloaded: it was granted and the original is handed over."""
    return file.line.state is State.CLOSED and file.line.outcome == "granted"


def result_paper(*, file: CaseFile, public_url: str) -> tuple[str, bytes]:
    """A copy of the result for the applicant: file name and PDF.

    Raises :class:`UnableToFollow` before the original was handed over.
    """
    if not may_take_result(file):
        raise UnableToFollow("结果还没有送达，送达以后才能在这里下载副本。请凭短信通知到窗口领取。")
    scope = _of_county(file.line.region_code)
    return result_pdf(scope=scope, number=file.line.number, public_url=public_url)


def _of_county(region_code: str) -> Scope:
    """What the platform itself may read to show a stranger his own case; it changes nothing."""
    return Scope(role=Role.DELIVERY, counties=(region_code,), may_write=False)
