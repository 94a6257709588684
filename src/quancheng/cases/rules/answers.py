"""Which answers are personal, and how a form is kept (pure)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

PERSONAL = frozenset({"id_card", "phone", "address"})


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """The answers as stored: personal ones masked in ``shown``, in full in ``personal``."""

    shown: dict[str, Any]
    personal: dict[str, str]

    @property
    def personal_text(self) -> str:
        """The personal answers as the text that is encrypted; empty when there are none."""
        if not self.personal:
            return ""
        return json.dumps(self.personal, ensure_ascii=False, sort_keys=True)


def keep_answers(
    *,
    answers: Mapping[str, Any],
    datatypes: Mapping[str, str],
    masks: Mapping[str, Callable[[str], str]],
) -> KeptAnswers:
    """Part ``answers`` (element code to value) into what may be seen and what is sealed.

    ``datatypes`` maps element codes to their types, ``masks`` personal types to their masks.
    """
    shown: dict[str, Any] = {}
    personal: dict[str, str] = {}
    for code, value in answers.items():
        kind = datatypes.get(code, "text")
        if kind in PERSONAL and value:
            personal[code] = str(value)
            shown[code] = masks[kind](str(value))
        else:
            shown[code] = value
    return KeptAnswers(shown, personal)


def whole_answers(*, shown: Mapping[str, Any], personal_text: str) -> dict[str, Any]:
    """The answers in full again, from what :func:`keep_answers` parted."""
    return dict(shown) | (json.loads(personal_text) if personal_text else {})
