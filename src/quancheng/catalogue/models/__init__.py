"""The tables of the catalogue."""

from quancheng.catalogue.models.imports import ColumnMapping, ImportRun
from quancheng.catalogue.models.items import Edition, Item
from quancheng.catalogue.models.masters import Bundle, Element, Material, Stamp

__all__ = [
    "Bundle",
    "ColumnMapping",
    "Edition",
    "Element",
    "ImportRun",
    "Item",
    "Material",
    "Stamp",
]
