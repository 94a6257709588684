"""Closed lists: the words of the list and the stored codes."""

from __future__ import annotations

import pytest

from quancheng.catalogue.rules import vocabulary
from quancheng.catalogue.rules.vocabulary import UnableToReadWord, code_of


@pytest.mark.parametrize(
    ("words", "cell", "code"),
    [
        (vocabulary.HANDLING, "即办件", "instant"),
        (vocabulary.HANDLING, "即办", "instant"),
        (vocabulary.HANDLING, "promise", "promise"),
        (vocabulary.TASK_TYPES, "行政许可", "1"),
        (vocabulary.TASK_TYPES, "20", "20"),
        (vocabulary.APPLICANTS, "自然人;法人", "both"),
        (vocabulary.GREEN, "", ""),
    ],
)
def test_a_word_has_one_code(words: dict[str, str], cell: str, code: str) -> None:
    assert code_of(words, cell) == code


def test_an_unknown_word_is_refused_with_the_words_allowed() -> None:
    with pytest.raises(UnableToReadWord, match="即办件、承诺件、联办件、上报件"):
        code_of(vocabulary.HANDLING, "快办件")
