"""Every page that the site shows to a person: its address by name, and who looks at it.

An address with a parameter is told what ``Day`` holds under the name given for it. What no page
stands for, a file, an act, a part of a page, is named too, so that a new address must be put
into one of the two lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field

STRANGER, COUNTER, HEAD, DELIVERY, ADMINISTRATOR = (
    "stranger", "counter", "head", "delivery", "administrator",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """Who opens the page, what its parameters and its query are."""

    who: str = STRANGER
    told: dict[str, str] = field(default_factory=dict)
    query: str = ""
    status: int = 200


def _case(who: str, given: str = "accepted") -> Look:
    return Look(who, {"number": given})


PAGES: dict[str, Look] = {
    "portal:home": Look(),
    "portal:items": Look(query="q=yyzz"),
    "portal:item": Look(told={"code": "food"}),
    "portal:departments": Look(),
    "portal:department": Look(told={"code": "department"}),
    "portal:bundles": Look(),
    "portal:bundle": Look(told={"code": "bundle"}),
    "portal:progress": Look(),
    "portal:case": Look(told={"number": "accepted"}),
    "portal:scanned": Look(told={"receipt": "receipt"}),
    "portal:verify": Look(),
    "portal:figures": Look(),
    "portal:proof": Look(told={"number": "accepted"}),
    "portal:compression": Look(),
    "portal:compression-office": Look(told={"code": "department"}),
    "portal:help-receipt": Look(),
    "portal:help-remedies": Look(),
    "portal:centres": Look(),
    "portal:sitemap": Look(),
    "portal:phone": Look(),
    "ui:accessibility": Look(),
    "ui:offline": Look(),
    "demo:entrance": Look(),
    "account_login": Look(),
    "api:home": Look(),
    "api:docs": Look(),
    "account:post": Look(HEAD),
    "account:absence": Look(HEAD),
    "account:security": Look(HEAD),
    "account_change_password": Look(HEAD),
    "account_logout": Look(HEAD),
    "account_reauthenticate": Look(HEAD),
    "mfa_index": Look(HEAD),
    "mfa_activate_totp": Look(HEAD),
    "staff:list": Look(ADMINISTRATOR),
    "staff:register": Look(ADMINISTRATOR),
    "staff:appoint": Look(ADMINISTRATOR),
    "staff:post": Look(ADMINISTRATOR, {"post_id": "post"}),
    "staff:deputy": Look(ADMINISTRATOR, {"post_id": "post"}),
    "staff:password": Look(ADMINISTRATOR, {"post_id": "post"}),
    "counter:home": Look(COUNTER),
    "counter:drafts": Look(COUNTER),
    "counter:draft": Look(COUNTER, {"token": "token"}),
    "counter:case": _case(COUNTER, "received"),
    "counter:correct": _case(COUNTER, "received"),
    "counter:proof": _case(COUNTER),
    "counter:received": Look(COUNTER),
    "counter:correcting": Look(COUNTER),
    "counter:today": Look(COUNTER),
    "counter:search": Look(COUNTER),
    "counter:messages": Look(COUNTER),
    "counter:deliveries": Look(DELIVERY),
    "counter:delivery": _case(DELIVERY, "pick_up"),
    "review:home": Look(HEAD),
    "review:reception": Look(HEAD),
    "review:done": Look(HEAD),
    "review:above": Look(HEAD),
    "review:case": _case(HEAD, "urgent"),
    "review:proof": _case(HEAD, "held"),
    "office:home": Look(ADMINISTRATOR),
    "office:imports": Look(ADMINISTRATOR),
    "office:run": Look(ADMINISTRATOR, {"run_id": "run"}),
    "office:items": Look(ADMINISTRATOR),
    "office:item-new": Look(ADMINISTRATOR),
    "office:warnings": Look(ADMINISTRATOR),
    "office:item": Look(ADMINISTRATOR, {"code": "flood"}),
    "office:calendar": Look(ADMINISTRATOR),
    "office:calendar-notice": Look(ADMINISTRATOR),
    "office:compression": Look(ADMINISTRATOR),
    "office:compression-office": Look(ADMINISTRATOR, {"code": "department"}),
    "office:compression-item": Look(ADMINISTRATOR, {"code": "flood"}),
    "office:renewals": Look(ADMINISTRATOR),
    "office:deemed": Look(ADMINISTRATOR),
    "office:counters": Look(ADMINISTRATOR),
    "office:offices": Look(ADMINISTRATOR),
    "office:bundles": Look(ADMINISTRATOR),
    "office:bundle": Look(ADMINISTRATOR, {"code": "bundle"}),
}

ELSEWHERE = frozenset(
    """
    office:job office:job-headers office:job-change office:diff office:draft-section
    office:draft office:draft-check office:draft-publish counter:phone review:extend review:ask-extension
    review:decline-extension
    review:many review:many-opinion review:many-transfer review:verdict review:suspend review:transfer
    review:terminate review:renewal review:join review:leave review:hearing-tell review:hearing-open
    review:hearing-request review:hearing-schedule review:hearing-challenge review:hearing-recusal
    review:hearing-end review:hearing-drop counter:decline counter:withdraw counter:renewal counter:decide
    office:retire
    """.split()
)
"""Pages that another browser story opens on its way, since an act leads to them."""

DEMO_ONLY = frozenset({"ui:components", "ui:components-paper", "ui:components-screen"})
"""The sheets of the design system, which a site has only where it is a demonstration."""

NO_PAGES = frozenset(
    """
    portal:letter portal:result portal:robots ui:post ui:large ui:manifest ui:service-worker
    ui:desk demo:enter account:end-absence account:end-sessions staff:end staff:close
    counter:open counter:save counter:recall counter:discard counter:upload counter:tray
    counter:scan counter:draft-file counter:draft-thumb counter:remove counter:accept
    counter:corrected counter:case-upload counter:case-file counter:letter counter:result
    counter:match counter:message-again counter:message-told review:full review:attachment
    review:letter review:proof-pdf review:proof-json review:resume review:return review:claim
    review:release office:template office:run-problems office:job-progress office:job-again
    office:job-apply office:job-discard office:job-problems office:export-csv office:export-xlsx
    office:flow office:draft-discard office:draft-save office:calendar-closure
    office:calendar-hours office:calendar-lift office:calendar-progress office:calendar-time
    office:renewals-csv counter:proof-pdf counter:proof-json
    portal:proof-pdf portal:proof-json counter:posted office:counter healthz readyz metrics
    """.split()
)
"""Files, acts and parts of pages."""
