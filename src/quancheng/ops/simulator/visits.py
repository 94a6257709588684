"""Visits to the counters: who comes, for what, with which papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from quancheng.cases.rules.materials import Tick
from quancheng.catalogue import queries as catalogue
from quancheng.catalogue.queries import Guide, ItemLine
from quancheng.hall.queries import CounterView
from quancheng.journeys.apply import AgentGiven, ApplicantGiven, Intake
from quancheng.ops.simulator.mix import MIX, happens, popularity
from quancheng.ops.simulator.people import Invented, Inventor
from quancheng.ops.simulator.staff import Desks

MOST_REMEMBERED = 4000
TOWN = "town"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit: who comes, what is handed in, and where."""

    guide: Guide
    counter: CounterView
    applicant: Invented
    intake: Intake


class Visitors:
    """Draws visits out of one seeded generator."""

    def __init__(
        self, *, region_code: str, on: date, random: Random, desks: Desks, inventor: Inventor
    ) -> None:
        self._region, self._on, self._random, self._desks = region_code, on, random, desks
        self._inventor = inventor
        self._known: dict[str, list[Invented]] = {"person": [], "organisation": []}
        self._guides: dict[str, Guide] = {}
        lines = catalogue.lines_in_force(region_code=region_code, on=on)
        shuffled = sorted(lines, key=lambda line: line.code)
        random.shuffle(shuffled)
        served = [line for line in shuffled if self._places(line)]
        self._instant = [line for line in served if line.handling_type == "instant"]
        self._others = [line for line in served if line.handling_type != "instant"]

    def _places(self, line: ItemLine) -> list[CounterView]:
        return self._desks.counters_for(office_code=line.office_code, in_town=False)

    def _item(self) -> ItemLine:
        lines = self._instant if happens(self._random, MIX.instant) else self._others
        weights = [popularity(rank) for rank in range(len(lines))]
        return self._random.choices(lines, weights=weights)[0]

    def _guide(self, code: str) -> Guide:
        if code not in self._guides:
            self._guides[code] = catalogue.guide(
                region_code=self._region, item_code=code, on=self._on
            )
        return self._guides[code]

    def _applicant(self, kind: str) -> Invented:
        kinds = [kind] if kind != "both" else ["person", "organisation"]
        remembered = [person for each in kinds for person in self._known[each][-MOST_REMEMBERED:]]
        if remembered and happens(self._random, MIX.known_applicant):
            return self._random.choice(remembered)
        person = self._inventor.applicant(kind)
        self._known[person.kind].append(person)
        return person

    def next(self) -> Visit:
        """The next visit."""
        guide = self._guide(self._item().code)
        in_town = guide.delegated_to_towns and happens(self._random, MIX.in_town * 3)
        places = self._desks.counters_for(office_code=guide.office_code, in_town=in_town)
        counter = self._random.choice(places)
        return self._visit(guide, counter, self._applicant(guide.applicant_kind))

    def together(self, names: Sequence[str]) -> tuple[Visit, ...]:
        """What one company hands in of the items called ``names``; nothing if one is not served."""
        lines = {line.name: line for line in self._others}
        if any(name not in lines for name in names):
            return ()
        company = self._inventor.applicant("organisation")
        visits = []
        for name in names:
            counter = self._random.choice(self._places(lines[name]))
            visits.append(self._visit(self._guide(lines[name].code), counter, company))
        return tuple(visits)

    def _visit(self, guide: Guide, counter: CounterView, person: Invented) -> Visit:
        return Visit(
            guide=guide,
            counter=counter,
            applicant=person,
            intake=Intake(
                item_code=guide.item_code,
                applicant=ApplicantGiven(
                    kind=person.kind,
                    name=person.name,
                    id_kind=person.id_kind,
                    id_number=person.id_number,
                    phone=person.phone,
                    address=person.address,
                ),
                agent=self._agent(person),
                answers=self._inventor.answers(guide.fields, person),
                ticks={
                    line.code: Tick(
                        received=line.need == "required" or happens(self._random, 0.5),
                        originals=line.originals,
                        copies=line.copies,
                    )
                    for line in guide.materials
                },
                channel=TOWN if counter.kind == TOWN else "counter",
                counter=counter.number,
                intake_point=counter.intake_point,
                town_code=counter.town_code,
            ),
        )

    def _agent(self, applicant: Invented) -> AgentGiven | None:
        needed = applicant.kind == "organisation" or happens(self._random, MIX.by_agent)
        if not needed:
            return None
        person = self._inventor.person()
        return AgentGiven(
            name=person.name,
            id_number=person.id_number,
            authority="授权委托书",
            phone=person.phone,
        )
