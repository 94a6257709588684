"""Letters 文书: the receipt, the notices and the decisions of a case as PDF.

The kinds and what each must say follow 行政许可法 articles 32, 34, 38, 40, 42, 44, 45, 47, 48 and 50.
Values in, bytes out: nothing here reads the database, the network or the system clock.
"""

from quancheng.cases.letters.head import Head, LedgerLine, Limit, Remedies, Signature
from quancheng.cases.letters.proof_lines import proof_letter
from quancheng.cases.letters.proof_values import ProofClock, ProofRow, ProofSheetLetter
from quancheng.cases.letters.rendering import UnableToRenderLetter, render, warm
from quancheng.cases.letters.values import (
    AcceptanceNotice,
    CorrectionNotice,
    DeemedRenewal,
    Defect,
    ExtensionNotice,
    GrantDecision,
    HearingNotice,
    HearingRight,
    Letter,
    MaterialLine,
    NonAcceptanceNotice,
    Receipt,
    RecusalDecision,
    RefusalDecision,
    ResultDocument,
    ServiceReceipt,
    SuperiorAnswer,
    SuspensionNotice,
    TerminationNotice,
)

__all__ = [
    "AcceptanceNotice",
    "CorrectionNotice",
    "DeemedRenewal",
    "Defect",
    "ExtensionNotice",
    "GrantDecision",
    "Head",
    "HearingNotice",
    "HearingRight",
    "LedgerLine",
    "Letter",
    "Limit",
    "MaterialLine",
    "NonAcceptanceNotice",
    "ProofClock",
    "ProofRow",
    "ProofSheetLetter",
    "Receipt",
    "RecusalDecision",
    "RefusalDecision",
    "Remedies",
    "ResultDocument",
    "ServiceReceipt",
    "Signature",
    "SuperiorAnswer",
    "SuspensionNotice",
    "TerminationNotice",
    "UnableToRenderLetter",
    "proof_letter",
    "render",
    "warm",
]
