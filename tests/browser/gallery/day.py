"""A day on which every page has something to show: cases in every state, drafts, messages, people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from quancheng.cases.queries.file import case_file
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.catalogue import queries as catalogue
from quancheng.hall import queries as hall
from quancheng.identity import operations as identity
from quancheng.identity.queries import scope_of
from quancheng.journeys import accept, send_notices
from quancheng.notices.outbox import drain
from tests.factories import cases, review
from tests.factories.county import COUNTY, Staff, doing

AT_ONCE = "客货运输车辆年度审验"
DEFECT = {"subject": "营业执照", "problem": "副本看不清，请重新复印"}


@dataclass(frozen=True, slots=True)
class Day:
    """What stands for the parameters of the addresses."""

    urgent: str
    held: str
    fresh: str
    received: str
    accepted: str
    receipt: str
    check_code: str
    pick_up: str
    handed_over: str
    at_once: str
    post: int
    run: int
    food: str
    flood: str


def a_day(staff: Staff) -> Day:
    """Fill the county with a morning's work."""
    food = cases.guide_named(cases.FOOD)
    flood = cases.guide_named(cases.FLOOD)
    water = review.scene(staff)
    received = _at_the_counter(staff, food)
    accepted = cases.accepted(staff, food, now=review.at(2, 13, 10, 12), seed=31)
    cases.examined(staff, accepted, now=review.at(2, 14, 15, 40))
    waiting = _granted(staff, food, seed=32, now=review.at(2, 24, 9))
    closed = cases.handed_over(
        staff, _granted(staff, food, seed=33, now=review.at(2, 23, 9)), now=review.at(2, 24, 9, 40)
    )
    _granted(staff, food, seed=34, now=review.at(1, 27, 9))
    at_once = cases.received(
        staff, cases.guide_named(AT_ONCE), counter="W43", seed=35, now=review.at(2, 24, 9, 50)
    )
    drain(now=review.at(2, 24, 9, 55), channels={}, address_of=lambda _applicant, _channel: "")
    cases.received(staff, flood, counter="W13", seed=36, now=review.at(2, 24, 10))
    send_notices.send_waiting(now=review.at(2, 24, 10, 5))
    _absences(staff)
    file = case_file(scope=scope_of(staff.at_counter("W06")), number=accepted.number)
    return Day(
        urgent=water.today.number,
        held=water.held.number,
        fresh=water.fresh.number,
        received=received,
        accepted=accepted.number,
        receipt=file.receipt_code,
        check_code=file.check_code,
        pick_up=waiting.number,
        handed_over=closed.number,
        at_once=at_once.number,
        post=staff.of_office("D19", "head").post_id,
        run=catalogue.import_runs(region_code=COUNTY)[0].id,
        food=food.item_code,
        flood=flood.item_code,
    )


def _at_the_counter(staff: Staff, food: catalogue.Guide) -> str:
    """The morning at W06: some received, some told what is missing; the number of the last one."""
    number = ""
    for seed in range(11, 17):
        now = review.at(2, 24, 9, seed)
        number = cases.received(staff, food, now=now, seed=seed).number
        if seed % 3 == 0:
            accept.tell_correction(
                doing=doing(staff.at_counter("W06"), now=now),
                region_code=COUNTY,
                number=number,
                defects=[DEFECT],
            )
    return cases.received(staff, food, now=review.at(2, 24, 9, 30), seed=17).number


def _granted(staff: Staff, guide: catalogue.Guide, *, seed: int, now: datetime) -> Snapshot:
    case = cases.accepted(staff, guide, now=now, seed=seed)
    return cases.decided(staff, cases.examined(staff, case, now=now), now=now)


def _absences(staff: Staff) -> None:
    for number, (office, reason) in enumerate((("D19", "培训"), ("D01", "年休假"))):
        identity.enter_absence(
            actor=staff.in_role("administrator"),
            post_id=staff.of_office(office, "head").post_id,
            from_day=date(2026, 3, 9 + number),
            to_day=date(2026, 3, 10 + number),
            reason=reason,
            now=review.at(2, 24, 9),
        )
    assert hall.counter(region_code=COUNTY, number="W06") is not None
