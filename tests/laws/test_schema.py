"""A county's table carries its region, and its keys include it, so that the schema distributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model, UniqueConstraint

from tests.laws.repository import DOMAINS

# Tables that are the same for every county, and why.
SITE_WIDE = {
    "regions.Region": "the tree of regions itself",
    "workflow.Definition": "a flow is known by the digest of its content, whoever uses it",
    "identity.LoginFailure": "counts wrong passwords for a login name before a person is known",
}
# Unique keys without the region, and why.
SITE_WIDE_KEYS = {
    ("identity.Account", ("username",)): "a login name is one for the whole site",
    ("cases.Case", ("instance",)): "a flow instance's surrogate number, drawn with the case",
}


def _county_models() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if model._meta.app_label in DOMAINS and model._meta.label not in SITE_WIDE:
            yield model


def _region_columns(model: type[Model]) -> set[str]:
    names = {field.name for field in model._meta.concrete_fields}
    return names & {"region", "region_code"}


def _unique_keys(model: type[Model]) -> Iterator[tuple[str, ...]]:
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.name,)
    yield from (tuple(together) for together in model._meta.unique_together)
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(constraint.fields) or _mentioned(constraint)


def _mentioned(constraint: Any) -> tuple[str, ...]:
    return tuple(
        reference.name
        for expression in constraint.expressions
        for reference in expression.flatten()
        if hasattr(reference, "name")
    )


def test_every_table_of_a_county_carries_its_region() -> None:
    assert [model._meta.label for model in _county_models() if not _region_columns(model)] == []


def test_every_unique_key_of_a_county_includes_its_region() -> None:
    wrong = [
        f"{model._meta.label} {key}"
        for model in _county_models()
        for key in _unique_keys(model)
        if not _region_columns(model) & set(key)
        if not (model._meta.label == "identity.Account" and set(key) <= {"username"})
        if (model._meta.label, key) not in SITE_WIDE_KEYS
    ]
    assert wrong == []


def test_the_exceptions_still_exist() -> None:
    labels = {model._meta.label for model in apps.get_models()}
    assert SITE_WIDE.keys() <= labels
    assert {label for label, _ in SITE_WIDE_KEYS} <= labels


def _leading_columns(model: type[Model]) -> set[str]:
    """The first columns of the indexes and keys of a table that hold all of its rows."""
    indexed = [index for index in model._meta.indexes if index.condition is None and index.fields]
    keys = [
        constraint
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint)
        if constraint.condition is None and constraint.fields
    ]
    return {each.fields[0].removeprefix("-") for each in (*indexed, *keys)}


def test_no_column_is_indexed_twice() -> None:
    """Every act writes every index of its rows; one that another index stands for costs and gives
    nothing.
    """
    twice = [
        f"{model._meta.label}.{field.name}"
        for model in _county_models()
        for field in model._meta.concrete_fields
        if field.db_index and not field.unique
        if field.name in _leading_columns(model)
    ]
    assert twice == []
