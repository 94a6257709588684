"""Importing and exporting a county's list of items: preview, apply, template, check, export."""

from quancheng.catalogue.importers.doors import (
    Outcome,
    UnableToImport,
    apply,
    check,
    conflicts,
    preview,
)
from quancheng.catalogue.importers.exporting import export, export_workbook
from quancheng.catalogue.importers.sources import UnableToReadSource, read_source
from quancheng.catalogue.importers.writing import (
    UnableToWriteFile,
    problems_workbook,
    template,
)
from quancheng.catalogue.rules.conflicts import Conflict, conflict_from, counted
from quancheng.catalogue.rules.planning import COUNT_LABELS, ItemChange, Plan
from quancheng.catalogue.rules.rows import Problem

__all__ = [
    "COUNT_LABELS",
    "Conflict",
    "ItemChange",
    "Outcome",
    "Plan",
    "Problem",
    "UnableToImport",
    "UnableToReadSource",
    "UnableToWriteFile",
    "apply",
    "check",
    "conflict_from",
    "conflicts",
    "counted",
    "export",
    "export_workbook",
    "preview",
    "problems_workbook",
    "read_source",
    "template",
]
