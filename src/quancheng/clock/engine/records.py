"""Limits, facts and proof sheets as plain JSON values, for columns and for strangers."""

from __future__ import annotations

from datetime import date
from typing import Any

from quancheng.clock.engine.facts import ExtensionGrant, Facts, Suspension
from quancheng.clock.engine.limits import (
    Approver,
    CaseLimits,
    ClockName,
    CorrectionWindow,
    Extension,
    Limit,
    StartsOn,
    Unit,
)
from quancheng.clock.engine.proof import ProofDay, ProofSheet, Reading
from quancheng.clock.engine.verdict import Verdict

Record = dict[str, Any]
"""A JSON object."""

PROOF_FORMAT = "quancheng.clock.proof/1"


def _iso(day: date | None) -> str | None:
    """A day as ISO 8601, or nothing."""
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    """The reverse of ``_iso``."""
    return None if text is None else date.fromisoformat(text)


def limit_to_record(limit: Limit) -> Record:
    """A limit as a JSON object; ``limit_from_record`` gives the same limit back."""
    extension, correction = limit.extension, limit.correction
    return {
        "value": limit.value,
        "unit": limit.unit.value,
        "starts": limit.starts.value,
        "clock": limit.clock.value,
        "extension": extension
        and {
            "value": extension.value,
            "times": extension.times,
            "approved_by": extension.approved_by.value,
            "basis": extension.basis,
        },
        "special_grounds": sorted(limit.special_grounds),
        "correction": correction
        and {
            "value": correction.value,
            "unit": correction.unit.value,
            "silence_accepts": correction.silence_accepts,
            "basis": correction.basis,
        },
        "basis": limit.basis,
        "text_date": _iso(limit.text_date),
    }


def limit_from_record(record: Record) -> Limit:
    """The limit of a JSON object; keys that are missing take the defaults of ``Limit``.

    Raises ``UnableToUseLimit`` for a limit that contradicts itself, ``KeyError`` or
    ``ValueError`` for a record that ``limit_to_record`` did not write.
    """
    extension, correction = record.get("extension"), record.get("correction")
    return Limit(
        value=record["value"],
        unit=Unit(record.get("unit", Unit.WORKING_DAY)),
        starts=StartsOn(record.get("starts", StartsOn.ACCEPTED)),
        clock=ClockName(record.get("clock", ClockName.STATUTORY)),
        extension=extension
        and Extension(
            value=extension["value"],
            times=extension["times"],
            approved_by=Approver(extension["approved_by"]),
            basis=extension["basis"],
        ),
        special_grounds=frozenset(record.get("special_grounds", ())),
        correction=correction
        and CorrectionWindow(
            value=correction["value"],
            unit=Unit(correction["unit"]),
            silence_accepts=correction["silence_accepts"],
            basis=correction["basis"],
        ),
        basis=record.get("basis", ""),
        text_date=_day(record.get("text_date")),
    )


def case_limits_to_record(limits: CaseLimits) -> Record:
    """Both limits of a case as a JSON object."""
    return {
        "promised": limits.promised and limit_to_record(limits.promised),
        "statutory": limits.statutory and limit_to_record(limits.statutory),
    }


def case_limits_from_record(record: Record) -> CaseLimits:
    """The limits of a JSON object written by ``case_limits_to_record``."""
    promised, statutory = record.get("promised"), record.get("statutory")
    return CaseLimits(
        promised=promised and limit_from_record(promised),
        statutory=statutory and limit_from_record(statutory),
    )


def _suspension_to_record(each: Suspension) -> Record:
    return {
        "start": each.start.isoformat(),
        "end": _iso(each.end),
        "ground": each.ground,
        "document": each.document,
    }


def _suspension_from_record(record: Record) -> Suspension:
    return Suspension(
        start=date.fromisoformat(record["start"]),
        end=_day(record.get("end")),
        ground=record["ground"],
        document=record.get("document", ""),
    )


def _grant_to_record(grant: ExtensionGrant) -> Record:
    return {
        "value": grant.value,
        "granted_on": grant.granted_on.isoformat(),
        "clock": grant.clock.value,
        "approved_by": grant.approved_by,
        "document": grant.document,
    }


def _grant_from_record(record: Record) -> ExtensionGrant:
    return ExtensionGrant(
        value=record["value"],
        granted_on=date.fromisoformat(record["granted_on"]),
        clock=ClockName(record.get("clock", ClockName.STATUTORY)),
        approved_by=record.get("approved_by", ""),
        document=record.get("document", ""),
    )


MILESTONES = (
    "received_on",
    "accepted_on",
    "complete_on",
    "decided_on",
    "forwarded_on",
    "delivered_on",
    "ended_on",
)
"""The single dates of ``Facts``, by field name."""


def facts_to_record(facts: Facts) -> Record:
    """The facts of a case as a JSON object; ``facts_from_record`` gives them back."""
    return {
        "today": facts.today.isoformat(),
        **{name: _iso(getattr(facts, name)) for name in MILESTONES},
        "suspensions": [_suspension_to_record(each) for each in facts.suspensions],
        "corrections": [_suspension_to_record(each) for each in facts.corrections],
        "extensions": [_grant_to_record(each) for each in facts.extensions],
    }


def facts_from_record(record: Record) -> Facts:
    """The facts of a JSON object written by ``facts_to_record``."""
    return Facts(
        today=date.fromisoformat(record["today"]),
        **{name: _day(record.get(name)) for name in MILESTONES},
        suspensions=tuple(map(_suspension_from_record, record.get("suspensions", ()))),
        corrections=tuple(map(_suspension_from_record, record.get("corrections", ()))),
        extensions=tuple(map(_grant_from_record, record.get("extensions", ()))),
    )


def verdict_to_record(verdict: Verdict) -> Record:
    """A verdict as a JSON object."""
    return {
        "clock": verdict.clock.value,
        "unit": verdict.unit.value,
        "status": verdict.status.value,
        "due": _iso(verdict.due),
        "earliest": _iso(verdict.earliest),
        "provisional": verdict.provisional,
        "started_on": _iso(verdict.started_on),
        "stopped_on": _iso(verdict.stopped_on),
        "total": verdict.total,
        "used": verdict.used,
        "left": verdict.left,
        "excluded": verdict.excluded,
        "extended": verdict.extended,
        "overdue": verdict.overdue,
        "suspended": verdict.suspended,
    }


def _reading_to_record(reading: Reading) -> Record:
    return {
        "counted": reading.counted,
        "reason": reading.reason.value,
        "used": reading.used,
        "document": reading.document,
    }


def _day_to_record(each: ProofDay) -> Record:
    return {
        "day": each.day.isoformat(),
        "kind": each.kind.value,
        "name": each.name,
        "notice": each.notice,
        "events": [
            {"code": event.code.value, "detail": event.detail, "document": event.document}
            for event in each.events
        ],
        "promised": each.promised and _reading_to_record(each.promised),
        "statutory": each.statutory and _reading_to_record(each.statutory),
        "future": each.future,
    }


def proof_to_record(sheet: ProofSheet) -> Record:
    """The proof sheet as a JSON object, which ``docs/reference/clock_check.py`` recomputes."""
    return {
        "format": PROOF_FORMAT,
        "limits": case_limits_to_record(sheet.limits),
        "facts": facts_to_record(sheet.facts),
        "verdicts": {
            "promised": sheet.promised and verdict_to_record(sheet.promised),
            "statutory": sheet.statutory and verdict_to_record(sheet.statutory),
        },
        "notices": list(sheet.notices),
        "calendar_version": sheet.calendar_version,
        "days": [_day_to_record(each) for each in sheet.days],
    }
