"""Pure arithmetic of time limits: no framework, no network, no clock of the machine."""

from __future__ import annotations

from quancheng.clock.engine.calendar import (
    Calendar,
    DayKind,
    DayRecord,
    UnableToBuildCalendar,
    UnableToReadCalendar,
    Unknown,
)
from quancheng.clock.engine.compression import Compression, LimitPair, compression
from quancheng.clock.engine.facts import ExtensionGrant, Facts, Suspension, UnableToKeepFacts
from quancheng.clock.engine.limits import (
    Approver,
    CaseLimits,
    ClockName,
    CorrectionWindow,
    Extension,
    Limit,
    StartsOn,
    UnableToUseLimit,
    Unit,
)
from quancheng.clock.engine.projection import Projection, project
from quancheng.clock.engine.proof import (
    EventCode,
    ProofDay,
    ProofEvent,
    ProofSheet,
    Reading,
    Reason,
    proof,
)
from quancheng.clock.engine.records import (
    case_limits_from_record,
    case_limits_to_record,
    facts_from_record,
    facts_to_record,
    limit_from_record,
    limit_to_record,
    proof_to_record,
    verdict_to_record,
)
from quancheng.clock.engine.ribbon import RibbonDay, RibbonKind, ribbon
from quancheng.clock.engine.suspension import Span, difference, union
from quancheng.clock.engine.verdict import (
    CLOSING_TIME,
    Status,
    Verdict,
    closing_moment,
    deadline,
    deadlines,
    effective_extensions,
)

__all__ = [
    "CLOSING_TIME",
    "Approver",
    "Calendar",
    "CaseLimits",
    "ClockName",
    "Compression",
    "CorrectionWindow",
    "DayKind",
    "DayRecord",
    "EventCode",
    "Extension",
    "ExtensionGrant",
    "Facts",
    "Limit",
    "LimitPair",
    "Projection",
    "ProofDay",
    "ProofEvent",
    "ProofSheet",
    "Reading",
    "Reason",
    "RibbonDay",
    "RibbonKind",
    "Span",
    "StartsOn",
    "Status",
    "Suspension",
    "UnableToBuildCalendar",
    "UnableToKeepFacts",
    "UnableToReadCalendar",
    "UnableToUseLimit",
    "Unit",
    "Unknown",
    "Verdict",
    "case_limits_from_record",
    "case_limits_to_record",
    "closing_moment",
    "compression",
    "deadline",
    "deadlines",
    "difference",
    "effective_extensions",
    "facts_from_record",
    "facts_to_record",
    "limit_from_record",
    "limit_to_record",
    "project",
    "proof",
    "proof_to_record",
    "ribbon",
    "union",
    "verdict_to_record",
]
