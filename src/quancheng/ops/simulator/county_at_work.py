"""The county at work: every act is a real journey, in the order of its moment."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from uuid import uuid4

from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.snapshot import Snapshot, WaitingTask
from quancheng.cases.states import State
from quancheng.clock.rules import SUSPENSION_GROUNDS
from quancheng.journeys import accept, apply, decide, deliver, examine, extend, suspend
from quancheng.journeys.act import Doing
from quancheng.journeys.flow import plan_of
from quancheng.kernel.moments import at
from quancheng.ops.simulator.mix import MIX, happens, minute_of_day
from quancheng.ops.simulator.people import PNG_DOT, Inventor
from quancheng.ops.simulator.schedule import Schedule, Work
from quancheng.ops.simulator.staff import Desks
from quancheng.ops.simulator.visits import Visit, Visitors
from quancheng.workflow.engine.tokens import send_back_targets

DISAGREEMENTS = (
    "经营场所平面图与现场不一致，建议补充说明。",
    "申请材料与系统核验结果不符，需进一步核实。",
    "勘验时设备尚未安装到位。",
)
DEFECTS = (
    ("复印件不清楚，看不清证号", "清晰的复印件"),
    ("没有加盖公章", "加盖公章的原件"),
    ("签名不是本人笔迹", "本人签名或授权委托书"),
    ("已过有效期", "有效期内的证件"),
)
REFUSALS = (
    "经审查，申请人不具备法律规定的第二项条件，勘验记录附后。",
    "经营场所不符合距离要求，依法不予许可。",
)


class CountyAtWork(Schedule):
    """Plans visits and what follows from them, and does it all in the order of time."""

    def __init__(self, *, region_code: str, first: date, seed: int) -> None:
        super().__init__(region_code=region_code, random=Random(seed))
        self._desks = Desks(region_code=region_code, today=first, random=self._random)
        self._visitors = Visitors(
            region_code=region_code, on=first, random=self._random, desks=self._desks
        )
        self._inventor = Inventor(self._random)
        self._run = uuid4().hex[:12]
        self.done: Counter[str] = Counter()

    def plan_day(self, day: date, *, visits: int) -> None:
        """Plan the visits of a day."""
        for _ in range(visits):
            minute = minute_of_day(self._random)
            moment = at(day, minute // 60, minute % 60) + timedelta(
                seconds=self._random.randint(0, 59)
            )
            self._plan(moment, self._receive)

    def plan_visit(self, when: datetime) -> None:
        """Plan one visit."""
        self._plan(when, self._receive)

    def _key(self) -> str:
        self._order += 1
        return f"sim-{self._run}-{self._order}"

    def _doing(self, actor: object, now: datetime) -> Doing:
        return Doing(actor=actor, now=now, key=self._key())  # type: ignore[arg-type]

    # ── the counter ──

    def _receive(self, now: datetime) -> None:
        visit = self._visitors.next()
        actor = self._desks.at_counter(visit.counter)
        outcome = apply.take_in(
            doing=self._doing(actor, now), region_code=self._region, intake=visit.intake
        )
        self.done["received"] += 1
        if happens(self._random, MIX.silent):
            return
        if happens(self._random, MIX.declined):
            self._plan(self._minutes(now, 3, 12), self._declines(visit, outcome.number))
        elif happens(self._random, MIX.correction):
            self._plan(self._minutes(now, 3, 15), self._tells(visit, outcome.number))
        else:
            self._plan(self._minutes(now, 1, 9), self._accepts(visit, outcome.number))

    def _declines(self, visit: Visit, number: str) -> Work:
        def work(now: datetime) -> None:
            accept.decline(
                doing=self._doing(self._desks.at_counter(visit.counter), now),
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
            self._plan(back, self._corrects(visit, number))

        return work

    def _corrects(self, visit: Visit, number: str) -> Work:
        def work(now: datetime) -> None:
            accept.take_in_correction(
                doing=self._doing(self._desks.at_counter(visit.counter), now),
                region_code=self._region,
                number=number,
            )
            self._plan(self._minutes(now, 1, 6), self._accepts(visit, number))

        return work

    def _accepts(self, visit: Visit, number: str) -> Work:
        def work(now: datetime) -> None:
            actor = self._desks.at_counter(visit.counter)
            outcome = accept.accept(
                doing=self._doing(actor, now), region_code=self._region, number=number
            )
            self.done["accepted"] += 1
            if outcome.state is State.ACCEPTED:
                self._plan(self._minutes(now, 1, 8), self._decides_at_counter(visit, number))
            elif happens(self._random, MIX.withdrawn):
                self._plan(self._work_days(now, 1), self._withdraws(visit, number))
            else:
                self._plan_next(number, now)

        return work

    def _decides_at_counter(self, visit: Visit, number: str) -> Work:
        def work(now: datetime) -> None:
            actor = self._desks.at_counter(visit.counter)
            outcome = decide.decide_on_the_spot(
                doing=self._doing(actor, now),
                region_code=self._region,
                number=number,
                outcome=decide.GRANTED,
                reason="",
            )
            self.done["decided"] += 1
            if outcome.state is State.DELIVERING:
                self._plan(self._minutes(now, 2, 40), self._hands_over(number))

        return work

    def _withdraws(self, visit: Visit, number: str) -> Work:
        def work(now: datetime) -> None:
            accept.withdraw(
                doing=self._doing(self._desks.at_counter(visit.counter), now),
                region_code=self._region,
                number=number,
                reason="申请人因经营计划变化书面撤回。",
            )
            self.done["withdrawn"] += 1

        return work

    # ── the offices ──

    def _plan_next(self, number: str, now: datetime) -> None:
        case = snapshot(region_code=self._region, number=number)
        for task in case.tasks:
            self._plan(self._ready(task, now), self._examines(number, task.id))

    def _ready(self, task: WaitingTask, now: datetime) -> datetime:
        limit = float(task.limit_days)
        if happens(self._random, MIX.late):
            return self._work_days(now, int(limit) + self._random.randint(1, 4))
        return self._work_days(now, int(self._random.triangular(0, max(limit, 0.6), limit * 0.4)))

    def _examines(self, number: str, task_id: int) -> Work:
        def work(now: datetime) -> None:
            case = snapshot(region_code=self._region, number=number)
            task = next((task for task in case.tasks if task.id == task_id), None)
            if task is None or case.state is State.SUSPENDED:
                return
            if task.kind == "deliver":
                self._deliver(case, now)
            elif task.node == self._deciding(case):
                self._decides(case, task, now)
            else:
                self._opines(case, task, now)

        return work

    def _deciding(self, case: Snapshot) -> str | None:
        return plan_of(case).decision

    def _opines(self, case: Snapshot, task: WaitingTask, now: datetime) -> None:
        actor = self._desks.for_task(task, case.office_id)
        if task.kind == "special" and self._suspends(case, task, now):
            return
        disagrees = happens(self._random, MIX.disagree)
        examine.give_opinion(
            doing=self._doing(actor, now),
            region_code=self._region,
            number=case.number,
            task_id=task.id,
            opinion=examine.DISAGREE if disagrees else examine.AGREE,
            reason=self._random.choice(DISAGREEMENTS) if disagrees else "材料齐全，符合法定条件。",
        )
        self.done["opinion"] += 1
        self._plan_next(case.number, now)

    def _suspends(self, case: Snapshot, task: WaitingTask, now: datetime) -> bool:
        earlier = {s.ground for s in case.suspensions}
        if task.name not in SUSPENSION_GROUNDS or task.name in earlier:
            return False
        if not happens(self._random, MIX.suspended * 2):
            return False
        days = max(2, int(task.limit_days) // 2)
        suspend.suspend(
            doing=self._doing(self._desks.for_task(task, case.office_id), now),
            region_code=self._region,
            number=case.number,
            task_id=task.id,
            ground=task.name,
            expected_days=days,
            explanation=f"需组织{task.name}。",
        )
        self.done["suspended"] += 1
        self._plan(self._work_days(now, days), self._resumes(case.number, task))
        return True

    def _resumes(self, number: str, task: WaitingTask) -> Work:
        def work(now: datetime) -> None:
            case = snapshot(region_code=self._region, number=number)
            suspend.resume(
                doing=self._doing(self._desks.for_task(task, case.office_id), now),
                region_code=self._region,
                number=number,
                remark="收到评审意见。",
            )
            self.done["resumed"] += 1
            self._plan_next(number, now)

        return work

    def _decides(self, case: Snapshot, task: WaitingTask, now: datetime) -> None:
        actor = self._desks.for_task(task, case.office_id)
        if happens(self._random, MIX.extended) and not case.extensions:
            self._extends(case, now)
            self._plan(self._work_days(now, 2), self._examines(case.number, task.id))
            return
        if happens(self._random, MIX.sent_back) and self._sends_back(case, task, now):
            return
        refuses = happens(self._random, MIX.refused)
        decide.decide(
            doing=self._doing(actor, now),
            region_code=self._region,
            number=case.number,
            task_id=task.id,
            outcome=decide.REFUSED if refuses else decide.GRANTED,
            reason=self._random.choice(REFUSALS) if refuses else "同意审查意见。",
            signature=PNG_DOT,
        )
        self.done["refused" if refuses else "granted"] += 1
        after = snapshot(region_code=self._region, number=case.number)
        for waiting in after.tasks:
            self._plan(self._collected(now), self._examines(case.number, waiting.id))

    def _extends(self, case: Snapshot, now: datetime) -> None:
        extend.extend(
            doing=self._doing(self._desks.head_of(case.office_id), now),
            region_code=self._region,
            number=case.number,
            days=5,
            reason="案情复杂，需要补充核查。",
        )
        self.done["extended"] += 1

    def _sends_back(self, case: Snapshot, task: WaitingTask, now: datetime) -> bool:
        targets = send_back_targets(plan_of(case), case.marking, token=task.token)
        if not targets:
            return False
        examine.send_back(
            doing=self._doing(self._desks.for_task(task, case.office_id), now),
            region_code=self._region,
            number=case.number,
            task_id=task.id,
            to_node=targets[-1],
            reason="审查意见与现场记录不一致，请复核。",
        )
        self.done["sent_back"] += 1
        self._plan_next(case.number, now)
        return True

    # ── delivery ──

    def _collected(self, now: datetime) -> datetime:
        if happens(self._random, MIX.uncollected):
            return self._work_days(now, self._random.randint(11, 18))
        return self._work_days(now, self._random.randint(0, 4))

    def _hands_over(self, number: str) -> Work:
        def work(now: datetime) -> None:
            self._deliver(snapshot(region_code=self._region, number=number), now)

        return work

    def _deliver(self, case: Snapshot, now: datetime) -> None:
        posted = happens(self._random, MIX.posted)
        person = self._inventor.person()
        deliver.hand_over(
            doing=self._doing(self._desks.delivering(case.town_code), now),
            region_code=self._region,
            number=case.number,
            method="post" if posted else "pick_up",
            receiver=deliver.Receiver(
                name=case.applicant_name[:20] if posted else person.name,
                relation="代领",
                id_number=person.id_number,
                signature=PNG_DOT,
            ),
            tracking_number=f"EX{self._random.randint(10**8, 10**9 - 1)}CN" if posted else "",
        )
        self.done["handed_over"] += 1
