"""Changing the catalogue: drafts, publication, retirement, imports."""

from quancheng.catalogue.operations.drafts import (
    UnableToDraft,
    check_edition,
    create_item,
    discard_draft,
    draft_edition,
    draft_from_cells,
)
from quancheng.catalogue.operations.publication import (
    UnableToPublishThen,
    UnableToRetire,
    publish,
    retire,
    roll_over,
)

__all__ = [
    "UnableToDraft",
    "UnableToPublishThen",
    "UnableToRetire",
    "check_edition",
    "create_item",
    "discard_draft",
    "draft_edition",
    "draft_from_cells",
    "publish",
    "retire",
    "roll_over",
]
