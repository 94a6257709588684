"""The tables of the domain, by noun."""

from quancheng.cases.models.application import Application, Draft
from quancheng.cases.models.case import Case
from quancheng.cases.models.decision import Decision, Letter
from quancheng.cases.models.hearing import Forwarding, Hearing
from quancheng.cases.models.limits import (
    CorrectionNotice,
    Extension,
    ExtensionRequest,
    Suspension,
)
from quancheng.cases.models.material import Attachment, Material

__all__ = [
    "Application",
    "Attachment",
    "Case",
    "CorrectionNotice",
    "Decision",
    "Draft",
    "Extension",
    "ExtensionRequest",
    "Forwarding",
    "Hearing",
    "Letter",
    "Material",
    "Suspension",
]
