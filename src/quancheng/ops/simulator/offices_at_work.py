"""The offices and the delivery window at work: opinions, decisions, special procedures."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from uuid import uuid4

from quancheng.cases.queries.joint import children_of
from quancheng.cases.queries.snapshot import snapshot
from quancheng.cases.rules.joint import JOINT, waited_for
from quancheng.cases.rules.snapshot import Snapshot, WaitingTask
from quancheng.cases.states import State, allows
from quancheng.clock.engine import Approver, Extension
from quancheng.clock.rules import SUSPENSION_GROUNDS
from quancheng.identity.rules import Actor
from quancheng.journeys import clocks, decide, deliver, examine, extend, forward, suspend
from quancheng.journeys.act import Doing
from quancheng.journeys.flow import plan_of
from quancheng.kernel.moments import day_of
from quancheng.ops.simulator.handwriting import DRAWN
from quancheng.ops.simulator.mix import MIX, happens
from quancheng.ops.simulator.people import Invented, Inventor
from quancheng.ops.simulator.schedule import Schedule, Work
from quancheng.ops.simulator.staff import Desks
from quancheng.ops.simulator.terms import term_for
from quancheng.workflow.engine.tokens import send_back_targets

DISAGREEMENTS = (
    "经营场所平面图与现场不一致，建议补充说明。",
    "申请材料与系统核验结果不符，需进一步核实。",
    "勘验时设备尚未安装到位。",
)
REFUSALS = (
    "经审查，申请人不具备法律规定的第二项条件，勘验记录附后。",
    "经营场所不符合距离要求，依法不予许可。",
)
EXTENSION_DAYS = 5


class OfficesAtWork(Schedule):
    """What examiners, heads and the delivery window do with the cases that wait for them."""

    def __init__(self, *, region_code: str, first: date, seed: int) -> None:
        super().__init__(region_code=region_code, random=Random(seed))
        self._desks = Desks(region_code=region_code, today=first, random=self._random)
        self._inventor = Inventor(self._random)
        self._collectors: dict[str, Invented] = {}
        self._planned: set[int] = set()
        self._run = uuid4().hex[:12]
        self._sent = 0
        self.done: Counter[str] = Counter()

    def _key(self) -> str:
        self._order += 1
        return f"sim-{self._run}-{self._order}"

    def _doing(self, actor: Actor, now: datetime) -> Doing:
        return Doing(actor=actor, now=now, key=self._key())

    def _read(self, number: str) -> Snapshot:
        return snapshot(region_code=self._region, number=number)

    # ── examining ──

    def _plan_next(self, case: Snapshot, now: datetime) -> None:
        """Plan the work on every open step of a case that nobody has planned yet."""
        for task in case.tasks:
            if task.id not in self._planned:
                self._planned.add(task.id)
                self._plan(self._ready(task, now), self._works_on(case.number, task.id))

    def _ready(self, task: WaitingTask, now: datetime) -> datetime:
        """When somebody comes to a task: most well within its limit, a few after it.

        A special procedure is begun at once, for the clock stands still only from then on.
        """
        if task.kind == "deliver":
            return self._collected(now)
        if task.kind == "special":
            return self._work_days(now, self._random.randint(0, 2))
        limit = float(task.limit_days)
        if happens(self._random, MIX.late):
            return self._work_days(now, int(limit) + self._random.randint(1, 4))
        return self._work_days(now, int(self._random.triangular(0, max(limit, 0.6), limit * 0.4)))

    def _works_on(self, number: str, task_id: int) -> Work:
        def work(now: datetime) -> None:
            self._planned.discard(task_id)
            case = self._read(number)
            task = next((task for task in case.tasks if task.id == task_id), None)
            if task is None or case.state is State.SUSPENDED:
                return
            if task.kind == "deliver":
                self._deliver(case, now)
            elif task.node == plan_of(case).decision:
                self._decides(case, task, now)
            else:
                self._opines(case, task, now)

        return work

    def _opines(self, case: Snapshot, task: WaitingTask, now: datetime) -> None:
        if task.kind == "special" and self._suspends(case, task, now):
            return
        if task.kind == "forward":
            self._forwards(case, task, now)
            return
        disagrees = happens(self._random, MIX.disagree)
        examine.give_opinion(
            doing=self._doing(self._desks.for_task(task, case.office_id), now),
            region_code=self._region,
            number=case.number,
            task_id=task.id,
            opinion=examine.DISAGREE if disagrees else examine.AGREE,
            reason=self._random.choice(DISAGREEMENTS) if disagrees else "材料齐全，符合法定条件。",
        )
        self.done["opinion"] += 1
        self._plan_next(self._read(case.number), now)

    def _forwards(self, case: Snapshot, task: WaitingTask, now: datetime) -> None:
        self._sent += 1
        forward.forward(
            doing=self._doing(self._desks.for_task(task, case.office_id), now),
            region_code=self._region,
            number=case.number,
            task_id=task.id,
            superior="上级主管部门",
            document=f"审报〔{now.year}〕{self._sent}号",
            expected_on=day_of(now) + timedelta(days=30),
            reason="材料齐全，符合法定条件，请予审批。",
        )
        self.done["opinion"] += 1
        self._plan_next(self._read(case.number), now)

    def _suspends(self, case: Snapshot, task: WaitingTask, now: datetime) -> bool:
        earlier = {s.ground for s in case.suspensions}
        # A hearing begins with a request and not with a step.
        if task.name not in SUSPENSION_GROUNDS or task.name in {"听证", *earlier}:
            return False
        if not happens(self._random, MIX.suspended):
            return False
        days = max(2, int(self._random.triangular(0, float(task.limit_days))))
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
            case = self._read(number)
            if case.state is not State.SUSPENDED:
                return
            suspend.resume(
                doing=self._doing(self._desks.for_task(task, case.office_id), now),
                region_code=self._region,
                number=number,
                remark="收到评审意见。",
            )
            self.done["resumed"] += 1
            self._plan_next(self._read(number), now)

        return work

    # ── deciding ──

    def _waits_for_children(self, case: Snapshot) -> bool:
        if case.handling_type != JOINT:
            return False
        return bool(waited_for(children_of(region_code=self._region, case_id=case.id)))

    def _decides(self, case: Snapshot, task: WaitingTask, now: datetime) -> None:
        if self._waits_for_children(case):
            self._planned.add(task.id)
            self._plan(self._work_days(now, 1), self._works_on(case.number, task.id))
            return
        if happens(self._random, MIX.extended) and self._extends(case, task, now):
            return
        if happens(self._random, MIX.sent_back) and self._sends_back(case, task, now):
            return
        refuses = happens(self._random, MIX.refused)
        decide.decide(
            doing=self._doing(self._desks.for_task(task, case.office_id), now),
            region_code=self._region,
            number=case.number,
            task_id=task.id,
            outcome=decide.REFUSED if refuses else decide.GRANTED,
            reason=self._random.choice(REFUSALS) if refuses else "同意审查意见。",
            signature=DRAWN,
            answer=self._answered(task, now),
            term=term_for(edition_id=case.edition_id, on=day_of(now)),
        )
        self.done["refused" if refuses else "granted"] += 1
        self._plan_next(self._read(case.number), now)

    def _answered(self, task: WaitingTask, now: datetime) -> decide.Answer | None:
        if task.kind != "await":
            return None
        self._sent += 1
        number = f"上批〔{now.year}〕{self._sent}号"
        return decide.Answer(document=number, decided_on=day_of(now))

    def _extends(self, case: Snapshot, task: WaitingTask, now: datetime) -> bool:
        """Extend the limit where the item's law lets it and it still runs; decide later."""
        limit = clocks.limits_of(case).statutory
        in_time = case.statutory_due is not None and day_of(now) <= case.statutory_due
        rule = limit.extension if limit is not None else None
        may = rule is not None and not case.extensions
        if not (may and in_time and allows(act="extended", state=case.state)):
            return False
        extend.extend(
            doing=self._doing(self._desks.head_of(case.office_id), now),
            region_code=self._region,
            number=case.number,
            days=EXTENSION_DAYS,
            reason="案情复杂，需要补充核查。",
            approval=self._approval(rule, now),
        )
        self.done["extended"] += 1
        self._planned.add(task.id)
        self._plan(self._work_days(now, 2), self._works_on(case.number, task.id))
        return True

    @staticmethod
    def _approval(rule: Extension | None, now: datetime) -> extend.Approval | None:
        """The government's written approval, where its head approves."""
        if rule is None or rule.approved_by is not Approver.GOVERNMENT_HEAD:
            return None
        number = f"政函〔{now.year}〕{day_of(now):%m%d}号"
        return extend.Approval(document=number, approved_on=day_of(now))

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
        self._plan_next(self._read(case.number), now)
        return True

    # ── delivery ──

    def _collected(self, now: datetime) -> datetime:
        if happens(self._random, MIX.uncollected):
            return self._work_days(now, self._random.randint(11, 30))
        return self._work_days(now, self._random.randint(0, 4))

    def _hands_over(self, number: str) -> Work:
        def work(now: datetime) -> None:
            self._deliver(self._read(number), now)

        return work

    def _deliver(self, case: Snapshot, now: datetime) -> None:
        posted = happens(self._random, MIX.posted)
        deliver.hand_over(
            doing=self._doing(self._desks.delivering(case.town_code), now),
            region_code=self._region,
            number=case.number,
            method="post" if posted else "pick_up",
            receiver=self._receiver(case, day_of(now)),
            tracking_number=f"EX{self._random.randint(10**8, 10**9 - 1)}CN" if posted else "",
        )
        self.done["handed_over"] += 1

    def _receiver(self, case: Snapshot, on: date) -> deliver.Receiver:
        """Most people come themselves; for a firm, and for the rest, somebody else comes."""
        applicant = self._collectors.pop(case.number, None)
        if applicant is not None and not happens(self._random, MIX.by_agent):
            return deliver.Receiver(
                name=applicant.name,
                id_number=applicant.id_number,
                signature=DRAWN,
                signed_on=on,
            )
        person = self._inventor.person()
        return deliver.Receiver(
            name=person.name,
            relation="代领",
            id_number=person.id_number,
            signature=DRAWN,
            signed_on=on,
        )
