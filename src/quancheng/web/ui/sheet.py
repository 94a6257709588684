"""The living component sheet: every component and state on one page, in the demonstration only.

The tests look at this page for axe, for sideways scrolling and for pictures.
"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from quancheng.web.ui import samples
from quancheng.web.ui.forms import (
    ChoiceField,
    DateField,
    DesignForm,
    FilesField,
    LongTextField,
    MoneyField,
    MultiChoiceField,
    PhoneField,
    SignatureField,
    TextField,
    YesNoField,
)
from quancheng.web.ui.pages import render_page


class SheetForm(DesignForm):
    """One field of each look."""

    owner = TextField(label="经营者", max_length=50, autocomplete="name", span=1)
    phone = PhoneField(label="手机", hint="用于接收办理进度短信")
    opened = DateField(label="开业日期", required=False)
    capital = MoneyField(label="注册资本", required=False, span=1)
    town = ChoiceField(label="所在镇", choices=[("610924100", "城关镇"), ("610924101", "蒿坪镇")])
    way = ChoiceField(
        label="领证方式", choices=[("post", "免费邮寄"), ("window", "窗口领取")], radio=True, span=3
    )
    goods = MultiChoiceField(
        label="经营项目",
        choices=[("hot", "热食类制售"), ("cold", "冷食类制售"), ("drink", "自制饮品制售")],
    )
    scope = LongTextField(label="说明", required=False, hint="写清楚做什么、在哪里做", rows=2)
    papers = FilesField(label="附件", required=False, hint="可以拖进来，单个不超过 50 MB")
    sign = SignatureField(label="签名", required=False)
    promise = YesNoField(label="承诺所提交材料真实、合法、有效", required=True)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The sheet."""
    rows = samples.clock_samples()
    fresh = SheetForm(initial={"owner": "柏青禾"}, brought={"owner"}, prefix="fresh")
    faulty = SheetForm({"faulty-phone": "139000", "faulty-opened": "2026-2-30"}, prefix="faulty")
    context = {
        "samples": rows,
        "flow": samples.flow(),
        "story": samples.story(),
        "tasks": samples.tasks(rows),
        "table": samples.table(),
        "fresh": fresh,
        "faulty": faulty,
        **samples.small(),
    }
    return render_page(request, "ui/sheet.html", context)


@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """A sheet of paper."""
    context = {
        "code_url": "https://example.invalid/p/7K4M29QX",
        "number": "6109240120260213000187S",
        "due": date(2026, 2, 26),
    }
    return render_page(request, "ui/sheet_paper.html", context)


@require_safe
def screen(request: HttpRequest) -> HttpResponse:
    """A wall screen."""
    return render_page(request, "ui/sheet_screen.html")
