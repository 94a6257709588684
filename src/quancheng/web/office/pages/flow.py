"""The flow of an edition as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString

from quancheng.catalogue.rules import flow
from quancheng.kernel.errors import UnableTo
from quancheng.workflow.engine.bpmn import read_bpmn
from quancheng.workflow.engine.diagram import picture
from quancheng.workflow.engine.plan import compile_plan


def flow_picture(
    steps: Sequence[Mapping[str, Any]], *, offices: Mapping[str, str], ident: str = "flow"
) -> SafeString:
    """The steps drawn by the engine; empty for steps that are no flow yet.

    The engine escapes every word of the steps, so its picture can stand on a page.
    """
    try:
        plan = compile_plan(read_bpmn(flow.flow_of(steps)))
    except UnableTo:
        return SafeString("")
    return SafeString(picture(plan, ident=ident, offices=offices))


def flow_definition(steps: Sequence[Mapping[str, Any]]) -> str:
    """The BPMN of the steps; raises what the engine raises for steps that are no flow."""
    return flow.flow_of(steps)
