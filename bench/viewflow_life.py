"""The life of a case on django-viewflow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from viewflow import this  # type: ignore[import-untyped]
from viewflow.workflow import flow  # type: ignore[import-untyped]
from viewflow.workflow.models import Process, Task  # type: ignore[import-untyped]

CLAIMED = frozenset({"examine", "survey", "decide"})
STEPS = ("accept", "examine", "survey", "decide", "deliver")


class LifeFlow(flow.Flow):  # type: ignore[misc]
    """Five steps one after another, started from code."""

    process_class = Process
    receive = flow.StartHandle().Next(this.accept)
    accept = flow.View(None).Next(this.examine)
    examine = flow.View(None).Next(this.survey)
    survey = flow.View(None).Next(this.decide)
    decide = flow.View(None).Next(this.deliver)
    deliver = flow.View(None).Next(this.end)
    end = flow.End()


def _open_task(process: Any) -> Any:
    return Task.objects.get(process=process, finished__isnull=True)


def life() -> Callable[[], None]:
    """Nine transactions: receive, claims of three steps, completion of five."""
    person = get_user_model().objects.order_by("pk")[0]
    request = HttpRequest()
    request.user = person

    def claim(process: Any) -> None:
        with _open_task(process).activation() as activation:
            activation.assign(person)

    def complete(process: Any, *, held: bool) -> None:
        with _open_task(process).activation() as activation:
            if not held:
                activation.assign(person)
            activation.start(request)
            activation.execute()

    def live() -> None:
        process = LifeFlow.receive.run()
        for step in STEPS:
            if step in CLAIMED:
                claim(process)
            complete(process, held=step in CLAIMED)
        process.refresh_from_db()
        if process.status != "DONE":
            raise AssertionError("the flow of viewflow did not end")

    return live
