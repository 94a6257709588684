"""The form of an absence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from quancheng.identity.queries import PostView
from quancheng.identity.rules.absences import REASONS
from quancheng.web.ui.forms import ChoiceField, DateField, DesignForm


class AbsenceForm(DesignForm):
    """Which post, from when to when, and why."""

    post = ChoiceField(label="请假人员", choices=(), span=2)
    from_day = DateField(label="从")
    to_day = DateField(label="到", hint="最后一天，含当天")
    reason = ChoiceField(label="事由", choices=[(reason, reason) for reason in REASONS], span=2)

    def __init__(self, *args: Any, posts: Sequence[PostView], **kwargs: Any) -> None:
        """``posts`` are the A posts for which the person may enter an absence."""
        super().__init__(*args, **kwargs)
        choices = [(str(post.id), f"{post.name}　{post.label}") for post in posts]
        field = cast("ChoiceField", self.fields["post"])
        field.choices = choices if len(choices) == 1 else [("", "请选择"), *choices]
