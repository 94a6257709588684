"""联办: a case is taken in as a child of a joint case, or taken out again (R5).

Each act leaves an entry on both cases, so that whoever decides the parent at the same moment, or
acts on the child, looks again first. No limit moves: each keeps its own.
"""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction

from quancheng.cases.queries import joint
from quancheng.cases.queries.snapshot import UnableToFindCase, snapshot
from quancheng.cases.rules import joint as rules
from quancheng.cases.rules.reasons import check_reason
from quancheng.cases.rules.snapshot import Snapshot
from quancheng.cases.states import check_state_allows
from quancheng.identity.rules import Act, check_may
from quancheng.journeys.act import Doing, Outcome, Writing, once, write
from quancheng.journeys.examine import person
from quancheng.journeys.suspend import office_of
from quancheng.kernel.identifiers import spell_case_number


def check_children_ended(case: Snapshot) -> None:
    """Raise ``UnableToCloseParent`` while a required child of the case is open (R5).

    Read after the case: a child that comes later moves the case, and the act that asked is stale.
    """
    if case.handling_type == rules.JOINT:
        rules.check_children_ended(joint.children_of(region_code=case.region_code, case_id=case.id))


def _parent(*, doing: Doing, region_code: str, number: str, kind: str) -> Snapshot:
    """The parent, once it is sure that this person may do this to its children."""
    case = snapshot(region_code=region_code, number=number)
    actor = person(doing)
    check_may(
        actor,
        act=Act.JOIN,
        region_code=case.town_code or case.region_code,
        office_id=None if case.town_code else office_of(case=case, actor=actor),
    )
    check_state_allows(act=kind, state=case.state)
    return case


def _child(*, region_code: str, number: str) -> Snapshot:
    try:
        return snapshot(region_code=region_code, number=spell_case_number(number))
    except UnableToFindCase:
        raise rules.UnableToJoin(
            "本县没有这个编号的件，请对照子件的受理通知书或收件凭证核对编号。"
        ) from None


def _write_both(
    *, doing: Doing, parent: Snapshot, child: Snapshot, of_parent: Writing, of_child: Writing
) -> Outcome:
    """Both entries or neither; answers the parent's.

    The lower id first, as everything that moves several cases does: nobody waits in a ring.
    """
    key = sha256(f"{doing.key}/child".encode()).hexdigest()
    acts = [
        (parent, of_parent, doing),
        (child, of_child, Doing(actor=doing.actor, now=doing.now, key=key)),
    ]
    outcomes = {}
    with transaction.atomic():
        for case, writing, each in sorted(acts, key=lambda act: act[0].id):
            outcomes[case.id] = write(doing=each, case=case, writing=writing)
    return outcomes[parent.id]


def _named(case: Snapshot, *, required: bool) -> dict[str, object]:
    return {"number": case.number, "item": case.item_name, "required": required}


@once
def join(
    *, doing: Doing, region_code: str, number: str, child_number: str, required: bool = True
) -> Outcome:
    """Take case ``child_number`` in as a child of the joint case ``number``.

    A ``required`` child has to end before the parent is decided or ends otherwise.
    """
    parent = _parent(doing=doing, region_code=region_code, number=number, kind="child_joined")
    rules.check_parent(parent)
    child = _child(region_code=region_code, number=child_number)
    rules.check_child(
        child,
        parent=parent,
        has_children=joint.has_children(region_code=region_code, case_id=child.id),
    )
    return _write_both(
        doing=doing,
        parent=parent,
        child=child,
        of_parent=Writing(
            kind="child_joined", step=parent.step, data=_named(child, required=required)
        ),
        of_child=Writing(
            kind="joined",
            step=child.step,
            changes={"parent_id": parent.id, "required_by_parent": required},
            data=_named(parent, required=required),
        ),
    )


@once
def leave(
    *, doing: Doing, region_code: str, number: str, child_number: str, reason: str
) -> Outcome:
    """Take an open child out of the joint handling again, while its parent is open."""
    parent = _parent(doing=doing, region_code=region_code, number=number, kind="child_left")
    words = check_reason(reason, what="退出联办", told=False)
    child = _child(region_code=region_code, number=child_number)
    rules.check_leaves(child, parent=parent)
    required = child.required_by_parent
    return _write_both(
        doing=doing,
        parent=parent,
        child=child,
        of_parent=Writing(
            kind="child_left",
            step=parent.step,
            reason=words,
            data=_named(child, required=required),
        ),
        of_child=Writing(
            kind="left",
            step=child.step,
            reason=words,
            changes={"parent_id": None, "required_by_parent": False},
            data=_named(parent, required=required),
        ),
    )
