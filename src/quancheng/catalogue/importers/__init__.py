"""Importing and exporting a county's list of items: preview, apply, template, check, export."""

from quancheng.catalogue.importers.doors import (
    Outcome,
    UnableToImport,
    apply,
    check,
    preview,
)
from quancheng.catalogue.importers.exporting import export, export_workbook
from quancheng.catalogue.importers.sources import UnableToReadSource, read_source
from quancheng.catalogue.importers.writing import (
    UnableToWriteFile,
    problems_workbook,
    template,
)
from quancheng.catalogue.rules.planning import COUNT_LABELS, ItemChange, Plan
from quancheng.catalogue.rules.rows import Problem

__all__ = [
    "COUNT_LABELS",
    "ItemChange",
    "Outcome",
    "Plan",
    "Problem",
    "UnableToImport",
    "UnableToReadSource",
    "UnableToWriteFile",
    "apply",
    "check",
    "export",
    "export_workbook",
    "preview",
    "problems_workbook",
    "read_source",
    "template",
]
