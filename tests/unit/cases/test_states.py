"""The table of states: every act in every state is allowed or refused as the law has it."""

from __future__ import annotations

import pytest

from quancheng.cases.states import (
    ACT_LABELS,
    LABELS,
    OPEN_STATES,
    OWNERS,
    TRANSITIONS,
    State,
    UnableToAct,
    allows,
    check_state_allows,
)

RECEIVED, CORRECTING, ACCEPTED, EXAMINING = (
    State.RECEIVED,
    State.CORRECTING,
    State.ACCEPTED,
    State.EXAMINING,
)
SUSPENDED, FORWARDED, DELIVERING = State.SUSPENDED, State.FORWARDED, State.DELIVERING
AT_WORK = {ACCEPTED, EXAMINING, FORWARDED}
OPEN = {RECEIVED, CORRECTING, SUSPENDED} | AT_WORK
ALLOWED: dict[str, set[State]] = {
    "received": set(),
    "corrected": {CORRECTING},
    "correction_told": {RECEIVED},
    "accepted": {RECEIVED},
    "deemed_accepted": {RECEIVED},
    "declined": {RECEIVED, CORRECTING},
    "not_needed": {RECEIVED, CORRECTING},
    "wrong_office": {RECEIVED, CORRECTING},
    "returned": {RECEIVED},
    "claimed": AT_WORK,
    "released": AT_WORK,
    "transferred": AT_WORK,
    "opinion": AT_WORK,
    "sent_back": AT_WORK,
    "forwarded": {ACCEPTED, EXAMINING},
    "suspended": {ACCEPTED, EXAMINING, SUSPENDED},
    "held_long": {SUSPENDED},
    "hearing_told": {ACCEPTED, EXAMINING, SUSPENDED},
    "hearing_requested": {ACCEPTED, EXAMINING, SUSPENDED},
    "hearing_opened": {ACCEPTED, EXAMINING, SUSPENDED},
    "hearing_scheduled": {SUSPENDED},
    "recusal_requested": {SUSPENDED},
    "recusal_decided": {SUSPENDED},
    "hearing_ended": {SUSPENDED},
    "hearing_dropped": {ACCEPTED, EXAMINING, SUSPENDED},
    "renewal_linked": OPEN - {FORWARDED},
    "child_joined": {ACCEPTED, EXAMINING, SUSPENDED},
    "child_left": {SUSPENDED} | AT_WORK,
    "joined": OPEN,
    "left": OPEN,
    "deemed_renewed": {ACCEPTED, EXAMINING, SUSPENDED, FORWARDED},
    "posted": {DELIVERING},
    "resumed": {SUSPENDED},
    "extension_requested": {ACCEPTED, EXAMINING},
    "extension_declined": {ACCEPTED, EXAMINING},
    "extended": {ACCEPTED, EXAMINING},
    "granted": AT_WORK,
    "refused": AT_WORK,
    "handed_over": {DELIVERING},
    "withdrawn": OPEN,
    "terminated": {ACCEPTED, EXAMINING, SUSPENDED, CORRECTING, FORWARDED},
    "due_soon": OPEN,
    "overdue": OPEN,
    "unlawful": OPEN,
    "recomputed": OPEN | {State.DELIVERING},
    "opened_in_full": set(State),
}


def test_the_table_has_exactly_the_acts_of_the_specification() -> None:
    assert TRANSITIONS.keys() == ALLOWED.keys() == ACT_LABELS.keys()


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", ALLOWED)
def test_an_act_is_allowed_in_its_states_and_refused_in_all_others(act: str, state: State) -> None:
    allowed = state in ALLOWED[act]
    assert allows(act=act, state=state) is allowed
    if allowed:
        assert check_state_allows(act=act, state=state).act == act
        return
    with pytest.raises(UnableToAct) as refused:
        check_state_allows(act=act, state=state)
    assert state.label in refused.value.sentence
    assert ACT_LABELS[act] in refused.value.sentence
    assert (state.owner in refused.value.sentence) if state.owner else True


@pytest.mark.parametrize("state", State)
def test_a_state_has_a_word_and_an_open_one_somebody_who_acts_next(state: State) -> None:
    assert state.label == LABELS[state]
    assert state.owner == OWNERS[state]
    assert state.is_open == (state in OPEN_STATES)
    if state.is_open:
        assert state.owner


def test_an_ended_case_can_go_nowhere() -> None:
    ended = {State.CLOSED, State.DECLINED, State.WITHDRAWN, State.TERMINATED}
    for row in TRANSITIONS.values():
        assert not (row.sources & ended) or row.act == "opened_in_full"


def test_every_act_that_is_told_to_the_applicant_has_a_template() -> None:
    from quancheng.notices.rules import TEMPLATES

    assert {row.notice for row in TRANSITIONS.values() if row.notice} <= TEMPLATES.keys()
