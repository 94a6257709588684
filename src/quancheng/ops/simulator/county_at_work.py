"""The county at work: every act is a real journey, in the order of its moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import State
from quancheng.hall.queries import CounterView
from quancheng.journeys import accept, apply, decide
from quancheng.kernel.moments import at, day_of
from quancheng.ops.simulator.mix import MIX, happens, minute_of_day, visits_on
from quancheng.ops.simulator.offices_at_work import OfficesAtWork
from quancheng.ops.simulator.schedule import Work
from quancheng.ops.simulator.terms import term_for
from quancheng.ops.simulator.visits import Visit, Visitors

DEFECTS = (
    ("复印件不清楚，看不清证号", "清晰的复印件"),
    ("没有加盖公章", "加盖公章的原件"),
    ("签名不是本人笔迹", "本人签名或授权委托书"),
    ("已过有效期", "有效期内的证件"),
)


class CountyAtWork(OfficesAtWork):
    """Plans visits and what follows from them, and does it all in the order of time."""

    def __init__(self, *, region_code: str, first: date, seed: int) -> None:
        super().__init__(region_code=region_code, first=first, seed=seed)
        self._visitors = Visitors(
            region_code=region_code,
            on=first,
            random=self._random,
            desks=self._desks,
            inventor=self._inventor,
        )

    def plan_day(self, day: date, *, visits: int, after: datetime | None = None) -> None:
        """Plan the visits of a day, about ``visits`` of them, those up to ``after`` left out."""
        for _ in range(visits_on(self._random, day=day, usual=visits)):
            minute = minute_of_day(self._random)
            moment = at(day, minute // 60, minute % 60) + timedelta(
                seconds=self._random.randint(0, 59)
            )
            if after is None or moment > after:
                self._plan(moment, self._receive)

    def plan_visit(self, when: datetime) -> None:
        """Plan one visit."""
        self._plan(when, self._receive)

    def pick_up(self, numbers: Iterable[str], *, now: datetime) -> None:
        """Plan what comes next in cases that somebody else has begun."""
        for number in numbers:
            self._carry_on(self._read(number), now)

    def _carry_on(self, case: Snapshot, now: datetime) -> None:
        counter = self._desks.counter_named(case.counter)
        match case.state:
            case State.RECEIVED:
                self._plan(self._minutes(now, 1, 60), self._accepts(counter, case.number))
            case State.CORRECTING:
                self._plan(self._work_days(now, 1), self._corrects(counter, case.number))
            case State.ACCEPTED:
                self._plan(self._minutes(now, 1, 60), self._decides_at_counter(counter, case))
            case State.SUSPENDED:
                self._plan(self._work_days(now, 2), self._resumes(case.number, case.tasks[0]))
            case _:
                self._plan_next(case, now)

    # ── the counter ──

    def _receive(self, now: datetime) -> None:
        visit = self._visitors.next()
        counter = visit.counter
        number = apply.take_in(
            doing=self._doing(self._desks.at_counter(counter), now),
            region_code=self._region,
            intake=visit.intake,
        ).number
        self.done["received"] += 1
        if visit.applicant.kind == "person":
            self._collectors[number] = visit.applicant
        if happens(self._random, MIX.silent):
            self._plan(self._work_days(now, self._random.randint(6, 8)), self._notices(number))
        elif happens(self._random, MIX.declined):
            self._plan(self._minutes(now, 3, 12), self._declines(counter, number))
        elif happens(self._random, MIX.correction):
            self._plan(self._minutes(now, 3, 15), self._tells(visit, number))
        else:
            self._plan(self._minutes(now, 1, 9), self._accepts(counter, number))

    def _notices(self, number: str) -> Work:
        """Somebody notices a case that lay unanswered and is accepted by law since."""

        def work(now: datetime) -> None:
            self._carry_on(self._read(number), now)

        return work

    def _declines(self, counter: CounterView, number: str) -> Work:
        def work(now: datetime) -> None:
            accept.decline(
                doing=self._doing(self._desks.at_counter(counter), now),
                region_code=self._region,
                number=number,
                ground=self._random.choice(["declined", "wrong_office", "not_needed"]),
                reason="申请事项依法不属于本窗口受理范围，已当场说明。",
                competent_office="县农业农村局",
            )
            self.done["declined"] += 1

        return work

    def _tells(self, visit: Visit, number: str) -> Work:
        def work(now: datetime) -> None:
            lines = self._random.sample(visit.guide.materials, k=min(len(visit.guide.materials), 2))
            defects = []
            for line in lines:
                problem, wanted = self._random.choice(DEFECTS)
                defects.append({"subject": line.name, "problem": problem, "wanted": wanted})
            accept.tell_correction(
                doing=self._doing(self._desks.at_counter(visit.counter), now),
                region_code=self._region,
                number=number,
                defects=defects,
            )
            self.done["correction"] += 1
            back = self._work_days(now, self._random.randint(1, 4))
            self._plan(back, self._corrects(visit.counter, number))

        return work

    def _corrects(self, counter: CounterView, number: str) -> Work:
        def work(now: datetime) -> None:
            accept.take_in_correction(
                doing=self._doing(self._desks.at_counter(counter), now),
                region_code=self._region,
                number=number,
            )
            self.done["corrected"] += 1
            self._plan(self._minutes(now, 1, 6), self._accepts(counter, number))

        return work

    def _accepts(self, counter: CounterView, number: str) -> Work:
        def work(now: datetime) -> None:
            outcome = accept.accept(
                doing=self._doing(self._desks.at_counter(counter), now),
                region_code=self._region,
                number=number,
            )
            self.done["accepted"] += 1
            case = self._read(number)
            if outcome.state is State.ACCEPTED:
                self._plan(self._minutes(now, 1, 8), self._decides_at_counter(counter, case))
            elif happens(self._random, MIX.withdrawn):
                self._plan(self._work_days(now, 1), self._withdraws(counter, number))
            else:
                self._plan_next(case, now)

        return work

    def _decides_at_counter(self, counter: CounterView, case: Snapshot) -> Work:
        def work(now: datetime) -> None:
            outcome = decide.decide_on_the_spot(
                doing=self._doing(self._desks.at_counter(counter), now),
                region_code=self._region,
                number=case.number,
                outcome=decide.GRANTED,
                reason="",
                term=term_for(edition_id=case.edition_id, on=day_of(now)),
            )
            self.done["decided"] += 1
            if outcome.state is State.DELIVERING:
                later = happens(self._random, MIX.uncollected)
                when = self._collected(now) if later else self._minutes(now, 2, 40)
                self._plan(when, self._hands_over(case.number))

        return work

    def _withdraws(self, counter: CounterView, number: str) -> Work:
        def work(now: datetime) -> None:
            accept.withdraw(
                doing=self._doing(self._desks.at_counter(counter), now),
                region_code=self._region,
                number=number,
                reason="申请人因经营计划变化书面撤回。",
            )
            self.done["withdrawn"] += 1

        return work
