"""Reading definitions and plans."""

from __future__ import annotations

import json
from functools import lru_cache

from quancheng.kernel.errors import UnableToFind
from quancheng.workflow.engine.plan import Plan
from quancheng.workflow.models import Definition


class UnableToFindFlow(UnableToFind):
    """No definition has this digest."""


@lru_cache(maxsize=2048)
def plan(digest: str) -> Plan:
    """The compiled plan of a definition, cached in the process: a definition never changes.

    Raises :class:`UnableToFindFlow`.
    """
    row = Definition.objects.filter(digest=digest).values("plan").first()
    if row is None:
        raise UnableToFindFlow("这个事项的流程定义找不到，请管理员重新发布该事项。")
    return Plan.from_json(json.dumps(row["plan"]))


def bpmn(digest: str) -> str:
    """The BPMN text of a definition; raises :class:`UnableToFindFlow`."""
    row = Definition.objects.filter(digest=digest).values("bpmn").first()
    if row is None:
        raise UnableToFindFlow("这个事项的流程定义找不到，请管理员重新发布该事项。")
    return str(row["bpmn"])
