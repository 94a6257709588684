"""The differences between two editions, field by field, in the words of the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from quancheng.catalogue.rules import contents, vocabulary
from quancheng.catalogue.rules.contents import ContentField

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "task_type": vocabulary.TASK_TYPES,
    "handling_type": vocabulary.HANDLING,
    "applicant_kind": vocabulary.APPLICANT_LABELS,
    "statutory_unit": vocabulary.STATUTORY_UNITS,
    "promised_unit": vocabulary.PROMISED_UNITS,
    "starts_on": vocabulary.STARTS,
    "extension_approver": vocabulary.APPROVERS,
    "correction_unit": vocabulary.PROMISED_UNITS,
    "result_kind": vocabulary.RESULTS,
    "accept_channels": vocabulary.CHANNELS,
    "green_channel": vocabulary.GREEN_LABELS,
    "delegation_mode": vocabulary.DELEGATION,
    "superior_level": vocabulary.SUPERIORS,
    "format": vocabulary.FORMAT_LABELS,
    "issued_by": vocabulary.ISSUERS,
    "need": vocabulary.NEEDS,
}
_PART_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "form": {
        "label": "名称",
        "datatype": "数据类型",
        "choices": "可选值",
        "max_length": "最大长度",
        "required": "必填",
        "order": "序号",
        "group": "分组",
        "help": "填写说明",
    },
    "materials": {
        "name": "名称",
        "kind": "种类",
        "format": "形式",
        "issued_by": "来源",
        "derivable_from_result": "可由结果取得",
        "sample_note": "样例说明",
        "basis": "要求依据",
        "need": "必要性",
        "originals": "原件份数",
        "copies": "复印件份数",
        "condition": "情形",
        "order": "序号",
    },
    "fees": {"basis": "依据", "unit": "计量单位", "amount_yuan": "标准", "exemption": "减免"},
    "steps": {
        "step": "环节",
        "role": "办理人员",
        "department_code": "办理部门",
        "limit_days": "环节时限",
        "parallel_group": "并联组",
        "counts_toward_limit": "计入承诺时限",
        "executor_level": "办理层级",
    },
}
_NAMING: Final[Mapping[str, Callable[[Mapping[str, Any]], tuple[str, str]]]] = {
    "form": lambda entry: (entry["code"], entry["label"]),
    "materials": lambda entry: (
        f"{entry['code']}/{entry['condition']}",
        entry["name"] + (f"（{entry['condition']}）" if entry["condition"] else ""),
    ),
    "fees": lambda entry: (entry["name"], entry["name"]),
    "steps": lambda entry: (str(entry["order"]), f"第{entry['order']}步"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where, what it is called, what it was and what it is now.

    An empty ``before`` is something new, an empty ``after`` something left out.
    """

    group: str
    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EditionDiff:
    """All differences between two contents, in the order of the guide."""

    changes: tuple[Change, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Change, ...]], ...]:
        """The changes by group, in order."""
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.group, []).append(change)
        return tuple((group, tuple(changes)) for group, changes in found.items())


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> EditionDiff:
    """The differences between two contents (see ``contents.complete``)."""
    changes: list[Change] = []
    for field in contents.FIELDS:
        old, new = before[field.key], after[field.key]
        if old == new:
            continue
        if field.key in _PART_LABELS:
            changes.extend(_part_changes(field, old, new))
        elif field.key == "extra":
            changes.extend(_extra_changes(field, old, new))
        else:
            changes.append(
                Change(
                    field.group,
                    field.key,
                    field.label,
                    shown(field.key, old),
                    shown(field.key, new),
                )
            )
    return EditionDiff(tuple(changes))


def shown(key: str, value: object) -> str:
    """A value of a content in the words of the list."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    words = _WORDS.get(key, {})
    if isinstance(value, list | tuple):
        return "；".join(_entry_shown(words, entry) for entry in value)
    return words.get(str(value), str(value))


def _entry_shown(words: Mapping[str, str], entry: object) -> str:
    if isinstance(entry, Mapping):
        return f"{entry['name']}（最长{entry['days']}天）"
    return words.get(str(entry), str(entry))


def _part_changes(
    field: ContentField, old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> list[Change]:
    naming = _NAMING[field.key]
    before = {naming(entry)[0]: entry for entry in old}
    after = {naming(entry)[0]: entry for entry in new}
    changes = []
    for key in [*before, *(key for key in after if key not in before)]:
        if key not in after:
            label = naming(before[key])[1]
            changes.append(Change(field.group, field.key, label, _summary(field, before[key]), ""))
        elif key not in before:
            label = naming(after[key])[1]
            changes.append(Change(field.group, field.key, label, "", _summary(field, after[key])))
        else:
            changes.extend(_entry_changes(field, before[key], after[key]))
    return changes


def _entry_changes(
    field: ContentField, old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[Change]:
    name = _NAMING[field.key](new)[1]
    return [
        Change(
            field.group,
            field.key,
            f"{name} · {label}",
            shown(key, old.get(key)),
            shown(key, new.get(key)),
        )
        for key, label in _PART_LABELS[field.key].items()
        if old.get(key) != new.get(key)
    ]


def _summary(field: ContentField, entry: Mapping[str, Any]) -> str:
    """An entry in one line: its first three telling values."""
    parts = [
        shown(key, entry.get(key))
        for key in _PART_LABELS[field.key]
        if key != "order" and entry.get(key) not in (None, "", [], False)
    ]
    return " · ".join(parts[:3])


def _extra_changes(
    field: ContentField, old: Mapping[str, str], new: Mapping[str, str]
) -> list[Change]:
    return [
        Change(field.group, field.key, key, old.get(key, ""), new.get(key, ""))
        for key in sorted({*old, *new})
        if old.get(key) != new.get(key)
    ]
