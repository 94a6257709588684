"""Renewal of a result, and what happens when nobody decides in time (行政许可法 第50条)."""

from __future__ import annotations

from datetime import date, timedelta

from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.states import check_state_allows
from quancheng.catalogue import queries as catalogue
from quancheng.delivery import queries as delivery
from quancheng.delivery.operations import renewal_clause
from quancheng.delivery.queries import Lapsed, ResultView, UnableToFindResult
from quancheng.delivery.rules import UnableToRenew, apply_by
from quancheng.identity.rules import Act, check_may
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import person
from quancheng.journeys.suspend import office_of


def _named(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _check(
    *, result: ResultView, applicant_id: int | None, office_id: int, received_on: date
) -> date:
    """The last day of the result; raises :class:`UnableToRenew` where it is not to be renewed."""
    if result.state != "valid":
        raise UnableToRenew("这份证照已经撤销，不能延续，请核对原证照的编号。")
    if result.valid_until is None:
        raise UnableToRenew("这份证照没有登记有效期的终止日，不需要延续，请核对编号。")
    owner = delivery.holding(result_id=result.id)
    if owner.applicant_id != applicant_id:
        raise UnableToRenew("这份证照不是本件申请人的，不能关联，请核对原证照的编号和持证人。")
    if owner.office_id != office_id:
        raise UnableToRenew("这份证照由其他部门核发，应当向原核发部门申请延续，请核对事项。")
    if received_on > result.valid_until:
        raise UnableToRenew(
            f"这份证照已于 {_named(result.valid_until)}到期，收件在到期以后，不能按延续办理，"
            "请按新申请办理。"
        )
    return result.valid_until


def _result(*, region_code: str, number: str) -> ResultView:
    """The result of this number; one that is not there cannot be renewed."""
    try:
        return delivery.result_numbered(region_code=region_code, number=number)
    except UnableToFindResult as error:
        raise UnableToRenew(error.sentence) from error


def check_renewable(
    *,
    region_code: str,
    result_number: str,
    applicant_id: int | None,
    office_id: int,
    received_on: date,
) -> None:
    """Check, before a case is there, that it may renew the result of this number.

    ``applicant_id`` is ``None`` for who has never applied before. Raises :class:`UnableToRenew`.
    """
    _check(
        result=_result(region_code=region_code, number=result_number),
        applicant_id=applicant_id,
        office_id=office_id,
        received_on=received_on,
    )


@once
def link(*, doing: Doing, region_code: str, number: str, result_number: str) -> Outcome:
    """Say which earlier result the case renews: its number as typed or scanned.

    An application that came too late is linked as well, but silence does not renew it.
    """
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    check_may(
        actor,
        act=Act.LINK_RENEWAL,
        region_code=case.town_code or case.region_code,
        office_id=None if case.town_code else office_of(case=case, actor=actor),
    )
    check_state_allows(act="renewal_linked", state=case.state)
    result = _result(region_code=region_code, number=result_number)
    until = _check(
        result=result,
        applicant_id=case.applicant_id,
        office_id=case.office_id,
        received_on=case.received_on,
    )
    conditions = catalogue.guide_of_edition(edition_id=case.edition_id).conditions
    last = apply_by(expires_on=until, conditions=conditions)
    in_time = case.received_on <= last
    writing = Writing(
        kind="renewal_linked",
        step=case.step,
        changes={"renews": result.number},
        clauses=[renewal_clause(result_id=result.id, applied_on=case.received_on, in_time=in_time)],
        data={
            "result": result.number,
            "name": result.name,
            "valid_until": until.isoformat(),
            "apply_by": last.isoformat(),
            "in_time": in_time,
        },
    )
    return write(doing=doing, case=case, writing=writing)


@once
def deem_renewed(*, doing: Doing, region_code: str, lapse: Lapsed) -> Outcome:
    """The result expired undecided: the law renews it, and its holder is told (50)."""
    case = snapshot(region_code=region_code, number=lapse.case_number)
    check_state_allows(act="deemed_renewed", state=case.state)
    on = lapse.valid_until + timedelta(days=1)
    told: dict[str, object] = {
        "name": case.applicant_name,
        "item": case.item_name,
        "result": lapse.result_name,
        "number": lapse.result_number,
    }
    writing = Writing(
        kind="deemed_renewed",
        step=case.step,
        effective_on=on,
        changes={"deemed_renewed_on": on},
        letters=["deemed_renewal"],
        messages=[("deemed_renewed", told)],
        data={
            "result": lapse.result_number,
            "name": lapse.result_name,
            "valid_until": lapse.valid_until.isoformat(),
        },
    )
    return write(doing=doing, case=case, writing=writing)
