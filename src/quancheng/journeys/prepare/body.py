"""The body of a draft: which keys it has, and what they say about the list of materials."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from quancheng.cases.rules.answers import PERSONAL
from quancheng.cases.rules.materials import Tick
from quancheng.cases.rules.standing import ORGANISATION, PERSON, asked_once
from quancheng.catalogue.queries import Guide
from quancheng.catalogue.queries.guides import MaterialView
from quancheng.catalogue.rules.forms import FieldSpec
from quancheng.identity.rules import IdKind

FIXED: Final = (
    "applicant_kind applicant_name applicant_id_kind applicant_id_number applicant_phone"
    " applicant_address renews renamed agent_on agent_name agent_id_number agent_phone agent_authority"
).split()
LONGEST = 20_000
YES = "on"
BY_AGENT = "委托"
_COUNT = re.compile(r"\d{1,2}")
_SURROGATES = re.compile("[\ud800-\udfff]")


def material_key(code: str, *, part: str = "") -> str:
    """The key of a material's tick, or of its part: o originals, c copies, g grade."""
    return f"m_{code}_{part}" if part else f"m_{code}"


def keys_of(guide: Guide) -> frozenset[str]:
    """Every key that a draft of this item may hold."""
    parts = ("", "o", "c", "g")
    materials = {material_key(line.code, part=part) for line in guide.materials for part in parts}
    return frozenset(FIXED) | {spec.code for spec in guide.fields} | materials


def kept_body(*, posted: Mapping[str, str], guide: Guide) -> dict[str, str]:
    """What a draft keeps of what was posted: its own keys, without what no database can hold."""
    return {
        key: _SURROGATES.sub("", value.replace("\x00", ""))[:LONGEST]
        for key, value in posted.items()
        if key in keys_of(guide) and value
    }


def personal_keys(guide: Guide) -> frozenset[str]:
    """The element codes whose answers are sealed in a draft."""
    return frozenset(spec.code for spec in guide.fields if spec.datatype in PERSONAL)


def kind_of(*, body: Mapping[str, Any], guide: Guide) -> str:
    """Person or organisation: as chosen, within what the item is for."""
    if guide.applicant_kind in (PERSON, ORGANISATION):
        return guide.applicant_kind
    chosen = str(body.get("applicant_kind", ""))
    return chosen if chosen in (PERSON, ORGANISATION) else PERSON


def id_kind_of(*, body: Mapping[str, Any], kind: str) -> str:
    """The document: as chosen, within what the kind of applicant allows."""
    chosen = str(body.get("applicant_id_kind", ""))
    allowed = (
        (IdKind.RESIDENT_ID, IdKind.PASSPORT, IdKind.OTHER)
        if kind == PERSON
        else (IdKind.USCC, IdKind.OTHER)
    )
    return chosen if chosen in allowed else allowed[0].value


def asked_fields(*, body: Mapping[str, Any], guide: Guide) -> tuple[FieldSpec, ...]:
    """The fields of the form that the applicant's block does not ask already."""
    kind = kind_of(body=body, guide=guide)
    once = asked_once(kind=kind, id_kind=id_kind_of(body=body, kind=kind))
    return tuple(spec for spec in guide.fields if spec.name not in once)


def ticks_of(*, body: Mapping[str, Any], guide: Guide, uploaded: frozenset[str]) -> dict[str, Tick]:
    """The ticks of the material list as typed; a count that is no figure comes out as -1.

    A material that has a file (``uploaded``) is in, ticked or not.
    """
    return {
        line.code: _tick(line, body, has_file=line.code in uploaded) for line in guide.materials
    }


def _tick(line: MaterialView, body: Mapping[str, Any], *, has_file: bool) -> Tick:
    if body.get(material_key(line.code)) != YES and not has_file:
        return Tick()
    return Tick(
        received=True,
        originals=_count(body.get(material_key(line.code, part="o")), usual=line.originals),
        copies=_count(body.get(material_key(line.code, part="c")), usual=line.copies),
        grade=str(body.get(material_key(line.code, part="g"), ""))[:1],
    )


def _count(typed: Any, *, usual: int) -> int:
    text = str(typed or "").strip()
    if not text:
        return usual
    return int(text) if _COUNT.fullmatch(text) else -1


def applies(line: MaterialView, *, by_agent: bool) -> bool:
    """Whether a conditional line has to be handed in; of conditions only the agent is known."""
    return not line.condition or (by_agent and BY_AGENT in line.condition)


def lacking(*, guide: Guide, ticks: Mapping[str, Tick], by_agent: bool) -> tuple[str, ...]:
    """The codes of the required materials that apply and are not in yet."""
    return tuple(
        line.code
        for line in guide.materials
        if line.need == "required"
        and applies(line, by_agent=by_agent)
        and not ticks.get(line.code, Tick()).received
    )
