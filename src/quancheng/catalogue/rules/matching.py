"""Searching items by words, pinyin, initials, department and code (pure, in memory).

What is not found as it is typed is looked for by sound, then by the telling words of the query,
then by its characters; each way is worth less than the one before.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from quancheng.catalogue.rules import everyday, spelling
from quancheng.catalogue.rules.spelling import sounding_alike, spelling_of
from quancheng.catalogue.rules.texts import Place, Span, SpeltTexts, Texts, within_one_edit

_SPLIT: Final = re.compile(r"[\s,，、;；/|。？?！!]+")
_CODE: Final = re.compile(r"^(?=.*\d)[0-9a-z-]{3,90}$")
_DEPARTMENT: Final = re.compile(r"^[a-z]\d{1,4}$")
_LATIN: Final = re.compile(r"^[a-z]{2,60}$")
_SYLLABLE: Final = re.compile(r"(zh|ch|sh|[b-df-hj-np-tw-z])?([aeiouv]+(?:ng?|r)?)")
_LONGEST_QUERY: Final = 60
_FEWEST: Final = 3
_COVERAGE: Final = 0.6
_LONG_ENOUGH: Final = 5
_MOST_TRIED: Final = 400

_NAME, _RESULT, _PARENT, _OFFICE = "name", "result", "parent", "office"
_WEIGHTS: Final = {_NAME: 10.0, _RESULT: 9.0, _PARENT: 4.0, _OFFICE: 2.0}
_CODE_SCORE: Final = 30.0
# How much a match is worth by the way it was found.
_AS_TYPED, _PINYIN, _INITIALS, _ALIKE, _EVERYDAY, _TYPO, _LOOSE = 1.0, 0.9, 0.8, 0.6, 0.6, 0.45, 0.4


@dataclass(frozen=True, slots=True)
class Searchable:
    """What is searched of one item."""

    name: str
    result_name: str
    parent_name: str
    office_name: str
    office_short_name: str
    office_code: str
    code: str
    base_code: str


@dataclass(slots=True)
class Found:
    """One item found: its place in the index, its score, what matched and why."""

    place: int
    score: float = 0.0
    name_spans: set[Span] = field(default_factory=set)
    result_spans: set[Span] = field(default_factory=set)
    reason: str = ""


Hits = dict[int, Found]


class Index:
    """The search index over the items of a region; never changed once it is built."""

    def __init__(self, entries: Sequence[Searchable]) -> None:
        self.entries = tuple(entries)
        self._fields = {
            _NAME: SpeltTexts.of([entry.name for entry in entries]),
            _RESULT: SpeltTexts.of([entry.result_name for entry in entries]),
            _PARENT: SpeltTexts.of([entry.parent_name for entry in entries]),
            _OFFICE: SpeltTexts.of(
                [f"{entry.office_short_name} {entry.office_name}" for entry in entries]
            ),
        }
        self._codes = Texts.of([f"{entry.code} {entry.base_code}".lower() for entry in entries])
        self._offices: dict[str, list[int]] = defaultdict(list)
        self._characters: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(entries):
            self._offices[entry.office_code.lower()].append(place)
            for character in {*entry.name, *entry.result_name}:
                self._characters[character].append(place)

    def search(self, words: str, *, office_code: str = "") -> list[Found]:
        """The items that fit ``words``, the best first; none for an empty query.

        Several words must all fit; where no item has them all, those with the most of them come.
        ``office_code`` keeps to the items of one department.
        """
        query = words[:_LONGEST_QUERY].lower()
        parts = list(dict.fromkeys(part for part in _SPLIT.split(query) if part))
        if not parts:
            return []
        found = self._found(parts)
        if office_code:
            found = {
                place: one
                for place, one in found.items()
                if self.entries[place].office_code == office_code
            }
        return sorted(found.values(), key=lambda one: (-one.score, one.place))

    def _found(self, parts: list[str]) -> Hits:
        whole = "".join(parts)
        found = _all_of([self._hits(part) for part in parts])
        if not found and len(parts) > 1:
            found = self._hits(whole)
        if not found:
            found = self._by_homophone(whole) or self._by_characters(whole, least=1.0)
        return found or self._by_words(parts) or self._by_typo(whole)

    def _hits(self, word: str) -> Hits:
        """The items that fit one word, as it is typed or as it sounds."""
        hits: Hits = {}
        for place in self._offices.get(word, ()) if _DEPARTMENT.match(word) else ():
            _add(hits, place, _CODE_SCORE, reason=f"部门代码：{word.upper()}")
        if _CODE.match(word):
            for place, first, _ in self._codes.find(word):
                score = _CODE_SCORE if first == 0 else _CODE_SCORE / 2
                _add(hits, place, score, reason="编码")
        for name, texts in self._fields.items():
            self._collect(hits, name, texts.written.find(word), _AS_TYPED)
        if _LATIN.match(word):
            self._by_sound(hits, word)
        for other in everyday.other_words(word):
            for name in (_NAME, _RESULT):
                places = self._fields[name].written.find(other)
                self._collect(hits, name, places, _EVERYDAY)
        return hits

    def _by_sound(self, hits: Hits, word: str) -> None:
        for name, texts in self._fields.items():
            self._collect(hits, name, texts.find_full(word), _PINYIN)
            self._collect(hits, name, texts.initials.find(word), _INITIALS)
        if len(hits) < _FEWEST:
            alike = "".join(sounding_alike(part) for part in _syllables(word))
            for name, texts in self._fields.items():
                self._collect(hits, name, texts.find_alike(alike), _ALIKE)

    def _by_words(self, parts: Iterable[str]) -> Hits:
        """The items that have most of the telling words of a question."""
        words: list[str] = []
        for part in parts:
            known = everyday.everyday_words_in(part)
            words.extend(known)
            rest = part
            for word in known:
                rest = rest.replace(word, " ")
            words.extend(everyday.telling_words(rest))
        words = [word for word in words if len(word) > 1] or words
        found = [hits for hits in (self._hits(word) for word in dict.fromkeys(words)) if hits]
        if not found:
            return {}
        return _all_of(found) or _most_of(found)

    def _by_homophone(self, word: str) -> Hits:
        """The items that sound like a Chinese word: 营业职照 for 营业执照."""
        hits: Hits = {}
        if spelling.has_chinese(word):
            sound = spelling_of(word).alike
            for name in (_NAME, _RESULT, _PARENT):
                self._collect(hits, name, self._fields[name].find_alike(sound), _TYPO)
        return hits

    def _by_typo(self, word: str) -> Hits:
        """The items that a misspelt word may mean."""
        hits = self._by_characters(word, least=_COVERAGE)
        if _LATIN.match(word) and len(word) >= _LONG_ENOUGH:
            for name in (_NAME, _RESULT):
                self._by_one_edit(hits, name, word)
        return hits

    def _by_characters(self, word: str, *, least: float) -> Hits:
        """The items that have the characters of ``word``, or most of them, in any order."""
        hits: Hits = {}
        characters = {one for one in word if spelling.has_chinese(one)}
        if len(characters) < _FEWEST:
            return hits
        counts: Counter[int] = Counter()
        for character in characters:
            counts.update(self._characters.get(character, ()))
        for place, count in counts.items():
            covered = count / len(characters)
            if covered >= least:
                entry = self.entries[place]
                length = len(entry.name) + len(entry.result_name)
                _add(hits, place, _WEIGHTS[_NAME] * _LOOSE * (covered + 1 / length))
                spans = hits[place].name_spans
                spans |= {(at, at + 1) for at, one in enumerate(entry.name) if one in characters}
        return hits

    def _by_one_edit(self, hits: Hits, name: str, word: str) -> None:
        """Pinyin with one letter wrong: one half of the word is right, the other is compared."""
        texts = self._fields[name]
        half = len(word) // 2
        places: list[Place] = []
        for piece, offset in ((word[:half], 0), (word[half:], half)):
            for number, first, _ in islice(texts.full.find(piece), _MOST_TRIED):
                spelt = texts.spellings[number]
                for shift in (-1, 0, 1):
                    begin = first - offset + (shift if offset else 0)
                    if begin in spelt.starts and self._is_near(spelt.full, begin, word):
                        at = spelt.starts.index(begin)
                        places.append((number, at, at + 1))
        self._collect(hits, name, places, _TYPO)

    @staticmethod
    def _is_near(full: str, begin: int, word: str) -> bool:
        length = len(word)
        return any(
            within_one_edit(word, full[begin : begin + length + more]) for more in (-1, 0, 1)
        )

    def _collect(self, hits: Hits, name: str, places: Iterable[Place], worth: float) -> None:
        """Count matches in a field: whole texts before beginnings before the middle."""
        weight = _WEIGHTS[name] * worth
        for number, first, last in places:
            length = len(self._fields[name].spellings[number].starts) or 1
            share = (last - first) / length
            quality = 0.6 + 0.3 * share + (0.1 if first == 0 else 0.0)
            entry = self.entries[number]
            reason = ""
            if name == _RESULT:
                reason = f"结果：{entry.result_name}"
            elif name == _PARENT:
                reason = f"主项：{entry.parent_name}"
            elif name == _OFFICE:
                reason = f"部门：{entry.office_short_name}"
            _add(hits, number, weight * quality, reason=reason)
            if name == _NAME:
                hits[number].name_spans.add((first, last))
            elif name == _RESULT:
                hits[number].result_spans.add((first, last))


def _add(hits: Hits, place: int, score: float, *, reason: str = "") -> None:
    """Count a match: the best one makes the score, another field adds a little."""
    known = hits.get(place)
    if known is None:
        hits[place] = Found(place, score, reason=reason)
        return
    if score > known.score:
        known.reason = reason
    known.score = max(known.score, score) + 0.1 * min(known.score, score)


def _all_of(each: Sequence[Hits]) -> Hits:
    """The items that every word found, with the scores added up."""
    places = set(each[0])
    for hits in each[1:]:
        places &= set(hits)
    return {place: _joined(place, each) for place in places}


def _most_of(each: Sequence[Hits]) -> Hits:
    """The items that the most words found, and those one word behind."""
    counts: Counter[int] = Counter()
    for hits in each:
        counts.update(hits.keys())
    most = max(counts.values())
    return {
        place: _joined(place, each) for place, count in counts.items() if count >= max(1, most - 1)
    }


def _joined(place: int, each: Sequence[Hits]) -> Found:
    result = Found(place)
    best = 0.0
    for hits in each:
        one = hits.get(place)
        if one is None:
            continue
        result.score += one.score
        result.name_spans |= one.name_spans
        result.result_spans |= one.result_spans
        if one.score > best:
            best, result.reason = one.score, one.reason
    return result


def _syllables(word: str) -> list[str]:
    """A run of letters cut at its syllables, as far as they can be told apart."""
    parts = []
    place = 0
    while place < len(word):
        match = _SYLLABLE.match(word, place)
        end = match.end() if match and match.end() > place else place + 1
        parts.append(word[place:end])
        place = end
    return parts


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap joined."""
    result: list[Span] = []
    for first, last in sorted(spans):
        if result and first <= result[-1][1]:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return tuple(result)
