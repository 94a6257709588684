"""The decision of a case and its letters, as the entries call for them (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from quancheng.cases.rules.letter_numbers import letter_number
from quancheng.cases.rules.replay.case import OUTCOMES
from quancheng.cases.rules.replay.comparing import Row, Table, day, replayed, said
from quancheng.ledger.rules import Recorded


def _decided(rows: list[Row], entry: Recorded) -> None:
    rows.append(
        {
            "region_id": entry.region_code,
            "number": entry.data["decision"],
            "outcome": entry.kind,
            "reason": entry.reason,
            "decided_on": day(entry.data["changes"]["decided_on"]),
            "signed_at": entry.recorded_at,
            "post_id": entry.post,
        }
        | said(entry.data, "signature_digest", "seal_digest")
    )


DECISIONS = Table(
    name="decision",
    word="审批决定",
    labels={
        "region_id": "区划",
        "number": "文号",
        "outcome": "决定",
        "reason": "理由",
        "decided_on": "决定日期",
        "signed_at": "签批时间",
        "post_id": "签批岗位",
        "signature_digest": "手写签名的摘要",
        "seal_digest": "电子签名的摘要",
    },
    key=(),
    replay=partial(replayed, acts={"granted": _decided, "refused": _decided}),
    values={"outcome": OUTCOMES},
)

_LETTERED = frozenset(
    "received accepted deemed_accepted correction_told declined not_needed wrong_office suspended"
    " hearing_told hearing_requested hearing_opened hearing_scheduled recusal_decided extended granted refused"
    " deemed_renewed terminated handed_over".split()
)
"""Acts that issue letters; an entry of theirs that does not say which is of an earlier release."""


def _issued(entries: Sequence[Recorded]) -> list[Row]:
    number = str(entries[0].data.get("number", ""))
    return [
        {
            "region_id": entry.region_code,
            "kind": kind,
            "issued_at": entry.recorded_at,
            "entry_seq": entry.seq,
        }
        | ({"number": letter_number(number=number, seq=entry.seq, ordinal=at)} if number else {})
        for entry in entries
        for at, kind in enumerate(entry.data.get("letters", ()))
    ]


def _of_entries_that_say(entries: Sequence[Recorded], found: Sequence[Row]) -> list[Row]:
    mute = {
        entry.seq for entry in entries if "letters" not in entry.data and entry.kind in _LETTERED
    }
    return [row for row in found if row["entry_seq"] not in mute]


LETTERS = Table(
    name="letter",
    word="文书",
    labels={
        "region_id": "区划",
        "kind": "种类",
        "number": "文号",
        "issued_at": "出具时间",
        "entry_seq": "所依据的记录序号",
    },
    key=("entry_seq", "kind"),
    replay=_issued,
    judged=_of_entries_that_say,
)
