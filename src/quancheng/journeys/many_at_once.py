"""The same act on several like cases: each is an act of its own, with its own key and record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from quancheng.cases.rules.snapshot import UnableToActOnTask
from quancheng.cases.rules.views import CaseLine
from quancheng.catalogue import queries as catalogue
from quancheng.delivery.rules import names_end
from quancheng.journeys import decide as deciding
from quancheng.journeys import examine
from quancheng.journeys.act import Doing, Outcome
from quancheng.kernel.errors import UnableTo

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How it went with one case; ``sentence`` says why not, and is empty where it went well."""

    line: CaseLine
    sentence: str = ""


def check_alike(lines: Sequence[CaseLine]) -> None:
    """Raise :class:`UnableToActOnTask` unless the tasks are at the same step, and not too many."""
    if not lines:
        raise UnableToActOnTask("没有选中可以一起办的件，可能已经办过了。请回到待办重新选。")
    if len(lines) > MOST:
        raise UnableToActOnTask(f"一次最多一起办 {MOST} 件，现在选了 {len(lines)} 件，请分几次办。")
    steps = sorted({line.task_name for line in lines})
    if len(steps) > 1 or len({line.task_kind for line in lines}) > 1:
        raise UnableToActOnTask(
            f"选中的件不在同一个环节（{'、'.join(steps)}），请只选同一环节的件。"
        )


ONE_BY_ONE = {"forward": "上报", "await": "录入上级答复"}


def check_opinion_alike(lines: Sequence[CaseLine]) -> None:
    """As :func:`check_alike`; what names a document of its own is done one by one."""
    check_alike(lines)
    what = ONE_BY_ONE.get(lines[0].task_kind)
    if what is not None:
        raise UnableToActOnTask(f"{what}要逐件填写文号和日期，请一件一件办。")
    if lines[0].task_kind == "decide" and all(map(named_validity, lines)):
        check_computed(lines[0])


def named_validity(line: CaseLine) -> str:
    """What the item says of the validity, where the decision has to name the last day."""
    _, _, validity = catalogue.result_of(edition_id=line.edition_id)
    return validity if names_end(validity) else ""


def check_computed(line: CaseLine) -> None:
    """Raise :class:`UnableToActOnTask` where the decision has to name how long it is valid."""
    if validity := named_validity(line):
        raise UnableToActOnTask(
            f"这个事项的有效期（{validity}）要由决定写明，请打开这一件，单独签批。"
        )


def own_key(*, key: str, task_id: int) -> str:
    """The idempotency key of one case's act, derived from that of the whole."""
    return sha256(f"{key}/{task_id}".encode()).hexdigest()


def _each(
    *, doing: Doing, lines: Sequence[CaseLine], act: Callable[[Doing, CaseLine, int], Outcome]
) -> tuple[Told, ...]:
    """Do ``act`` to each case; a refusal of one does not keep the others."""
    check_alike(lines)
    told = []
    for line in lines:
        task_id = int(line.task_id or 0)
        own = Doing(actor=doing.actor, now=doing.now, key=own_key(key=doing.key, task_id=task_id))
        try:
            act(own, line, task_id)
            told.append(Told(line=line))
        except UnableTo as error:
            told.append(Told(line=line, sentence=error.sentence))
    return tuple(told)


def give_opinions(
    *, doing: Doing, lines: Sequence[CaseLine], opinion: str, reason: str
) -> tuple[Told, ...]:
    """The same opinion on every case; each is written, or refused, by itself."""

    def act(own: Doing, line: CaseLine, task_id: int) -> Outcome:
        return examine.give_opinion(
            doing=own,
            region_code=line.region_code,
            number=line.number,
            task_id=task_id,
            opinion=opinion,
            reason=reason,
        )

    return _each(doing=doing, lines=lines, act=act)


def grant(
    *, doing: Doing, lines: Sequence[CaseLine], reason: str, signature: str
) -> tuple[Told, ...]:
    """Grant every case; a refusal needs the reasons of its own case and is not done in bulk."""

    def act(own: Doing, line: CaseLine, task_id: int) -> Outcome:
        check_computed(line)
        return deciding.decide(
            doing=own,
            region_code=line.region_code,
            number=line.number,
            task_id=task_id,
            outcome=deciding.GRANTED,
            reason=reason,
            signature=signature,
        )

    return _each(doing=doing, lines=lines, act=act)


def transfer(
    *, doing: Doing, lines: Sequence[CaseLine], to_post: int, reason: str
) -> tuple[Told, ...]:
    """Hand every task to the same colleague."""

    def act(own: Doing, line: CaseLine, task_id: int) -> Outcome:
        return examine.transfer(
            doing=own,
            region_code=line.region_code,
            number=line.number,
            task_id=task_id,
            to_post=to_post,
            reason=reason,
        )

    return _each(doing=doing, lines=lines, act=act)
