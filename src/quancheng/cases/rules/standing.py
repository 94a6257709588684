"""What a form asks about the applicant himself and not about the matter (pure).

Elements are known by their standard names. Those in ``FROM_…`` repeat what the counter writes
down about the applicant or his agent anyway, so they are asked once; those in ``STANDING`` stay
the same from one matter to the next and may be carried over from the applicant's last form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PERSON, ORGANISATION = "person", "organisation"
RESIDENT_ID: Final = "resident_id"

FROM_PERSON: Final[Mapping[str, str]] = {
    "apl_name": "name",
    "apl_cert_type": "id_kind_label",
    "apl_id_no": "id_number",
    "apl_gender": "sex_label",
    "apl_birth": "birthday",
    "apl_phone": "phone",
    "apl_live_addr": "address",
}
FROM_ORGANISATION: Final[Mapping[str, str]] = {
    "ent_name": "name",
    "uscc": "id_number",
    "contact_phone": "phone",
    "dom_addr": "address",
}
FROM_AGENT: Final[Mapping[str, str]] = {
    "agt_name": "agent_name",
    "agt_id_no": "agent_id_number",
    "agt_phone": "agent_phone",
}
STANDING: Final = frozenset(
    "apl_nation apl_hukou_region apl_hukou_addr apl_live_region apl_live_addr apl_edu apl_marital"
    " apl_health apl_employ ent_name uscc ent_type legal_name legal_id_no legal_phone est_date"
    " biz_term dom_region dom_addr contact_name contact_phone".split()
)
LIVES_IN: Final = frozenset({"apl_live_region", "dom_region"})
SEXES: Final[Mapping[str, str]] = {"M": "男", "F": "女", "": ""}


def asked_once(*, kind: str, id_kind: str) -> dict[str, str]:
    """Which elements (by name) repeat which fact about an applicant of this kind, or his agent.

    What only a resident ID says is left in the form for holders of other documents.
    """
    facts = FROM_PERSON if kind == PERSON else FROM_ORGANISATION
    if kind == PERSON and id_kind != RESIDENT_ID:
        by_card = {"id_number", "sex_label", "birthday", "id_kind_label"}
        facts = {name: fact for name, fact in facts.items() if fact not in by_card}
    return dict(facts) | dict(FROM_AGENT)


def town_in(address: str, *, towns: tuple[str, ...]) -> str:
    """The first of the towns (by name) that an address names; empty where it names none."""
    return next((town for town in towns if town in address), "")
