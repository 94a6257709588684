"""Template tags and filters of the design system: ``{% load ui %}``."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import Any

import segno
from django import template
from django.forms import BoundField
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.engine import Engine
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quancheng.kernel.identifiers import show_case_number
from quancheng.web.ui import icons
from quancheng.web.ui.components.component import Component, Pace, is_plain
from quancheng.web.ui.forms.form import named_fault
from quancheng.web.ui.forms.signature import SignaturePad
from quancheng.web.ui.presenters import dates, numbers

register = template.Library()
KEPT_PICTURES = 512
"""How many QR pictures a process keeps, some 4 KB each: one takes longer to make than most pages."""
KEPT_DRAWINGS = 4096
"""How many drawn components a process keeps, some 4 MB: the rows of lists that come again."""


class PartNode(Node):
    """A named part of a page that htmx can ask for alone."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: NodeList) -> None:
        """Keep the name and what stands between the tags."""
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """The part in its place in the full page."""
        return self.nodelist.render(context)


@register.tag
def part(parser: Parser, token: Token) -> PartNode:
    """``{% part materials %}…{% endpart %}``: a part of the page that can be answered alone."""
    _, *names = token.split_contents()
    if len(names) != 1:
        raise template.TemplateSyntaxError("part takes one name: {% part materials %}")
    nodelist = parser.parse(("endpart",))
    parser.delete_first_token()
    return PartNode(names[0].strip("\"'"), nodelist)


@register.simple_tag
def component(item: Component | None) -> SafeString:
    """Draw a component with its partial; nothing for ``None``."""
    if not item:
        return SafeString("")
    return _drawn_once(item) if item.recurs and is_plain(item) else _drawn(item)


def _drawn(item: Component) -> SafeString:
    partial = Engine.get_default().get_template(item.template_name)
    # A plain context: the partial knows its component only, and no context processor runs for it.
    return SafeString(partial.render(Context({"c": item}, use_l10n=False)).strip())


_drawn_once = lru_cache(maxsize=KEPT_DRAWINGS)(_drawn)


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """An outline icon inline; give ``label`` only when it stands without words."""
    return icons.svg(name, css=css, label=label)


@register.simple_tag
def qr(data: str, label: str = "二维码", size: int = 104) -> SafeString:
    """``data`` as an inline QR picture (SVG paths, no image request), ``size`` in CSS pixels."""
    return qr_svg(data, label=label, size=size)


@lru_cache(maxsize=KEPT_PICTURES)
def qr_svg(data: str, *, label: str, size: int) -> SafeString:
    """The SVG of :func:`qr`; error correction M, with the quiet zone of two modules."""
    code = segno.make(data, error="m", micro=False)
    out = BytesIO()
    code.save(
        out,
        kind="svg",
        border=2,
        xmldecl=False,
        svgns=False,
        omitsize=True,
        dark="#18222f",
        nl=False,
    )
    drawing = out.getvalue().decode("ascii")
    head = format_html(
        '<svg role="img" aria-label="{}" width="{}" height="{}" ', label, int(size), int(size)
    )
    body = drawing.replace('class="segno"', 'class="segno q-qr"', 1).removeprefix("<svg ")
    return SafeString(head + SafeString(body))


@register.simple_tag(takes_context=True)
def page_qr(context: Context, label: str = "本页二维码", size: int = 104) -> SafeString:
    """The QR picture of the address of this page."""
    return qr_svg(context["request"].build_absolute_uri(), label=label, size=size)


@register.simple_tag
def once() -> SafeString:
    """The hidden idempotency key of a form: the same page sent twice acts once."""
    return format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())


@register.simple_tag
def active(key: str, current: str) -> SafeString:
    """`` aria-current="page"`` when the tab is the one shown."""
    return SafeString(' aria-current="page"') if key == current else SafeString("")


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*pairs: str) -> dict[str, Sequence[tuple[str, str]] | str]:
    """``{% crumbs "首页" url "县水利局" url2 "取水许可" %}``: label and address in turn, last one without."""
    links = [(pairs[i], pairs[i + 1]) for i in range(0, len(pairs) - 1, 2)]
    return {"links": links, "here": pairs[-1] if len(pairs) % 2 else ""}


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input of a form field with the design's class, tied to its hint and its error."""
    attributes: dict[str, Any] = {}
    kind = getattr(field.field.widget, "input_type", "")
    classes = [str(field.field.widget.attrs.get("class", ""))]
    if kind not in {"checkbox", "radio", "file", "hidden"}:
        classes.append("q-in")
    if field.errors:
        classes.append("is-err")
    if field.name in getattr(field.form, "brought", ()):
        classes.append("is-auto")
    attributes["class"] = " ".join(name for name in classes if name)
    if not field.field.widget.use_fieldset:
        attributes |= _ties(field)
    return SafeString(field.as_widget(attrs=attributes))


def _ties(field: BoundField) -> dict[str, str]:
    ties = {"aria-invalid": "true"} if field.errors else {}
    if described := described_by(field):
        ties["aria-describedby"] = described
    return ties


@register.simple_tag
def described(field: BoundField) -> SafeString:
    """`` aria-describedby="…"`` for a group of inputs; nothing without hint and error."""
    ids = described_by(field)
    return format_html(' aria-describedby="{}"', ids) if ids else SafeString("")


def described_by(field: BoundField) -> str:
    """Ids of the hint and the error of a field, in this order."""
    ids = [f"{field.auto_id}_hint"] if hint(field) else []
    ids += [f"{field.auto_id}_error"] if field.errors else []
    return " ".join(ids)


@register.filter
def hint(field: BoundField) -> str:
    """The hint under a field; says so when the value came from a card or a licence."""
    brought = getattr(field.form, "brought", {})
    if isinstance(brought, dict) and brought.get(field.name):
        return str(brought[field.name])
    return str(field.help_text or "")


@register.filter
def fault(field: BoundField) -> str:
    """The first fault of a field as the summary says it: with the label, where the sentence lacks it."""
    return named_fault(str(field.label), sentence=str(field.errors[0]))


@register.filter
def span(field: BoundField) -> int:
    """Columns of the four-column grid that the field takes."""
    return int(getattr(field.field, "span", 4))


@register.filter
def input_kind(field: BoundField) -> str:
    """How the field is drawn: ``tick``, ``group``, ``pad``, ``file``, ``hidden`` or ``line``."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "")
    if isinstance(widget, SignaturePad):
        return "pad"
    if kind == "hidden":
        return "hidden"
    if kind == "file":
        return "file"
    if widget.use_fieldset or kind == "radio":
        return "group"
    return "tick" if kind == "checkbox" else "line"


@register.filter
def unit(field: BoundField) -> str:
    """The unit behind the input, as 元 or ㎡."""
    return str(getattr(field.field, "unit", ""))


@register.simple_tag(takes_context=True)
def cn_day(context: Context, day: date | None) -> str:
    """``2026年2月28日（周六，调休上班）``: knows the calendar of the request."""
    return dates.cn_date(day, makeup=is_makeup(context, day)) if day else "—"


def is_makeup(context: Context, day: date | None) -> bool:
    """Whether the calendar in the context calls ``day`` a make-up working day."""
    calendar = context.get("calendar")
    return bool(calendar and day and dates.is_makeup(day, calendar=calendar))


@register.filter
def cn_date(day: date | None) -> str:
    """``2026年3月19日（周四）``."""
    return dates.cn_date(day) if day else "—"


@register.filter
def short_date(day: date | None) -> str:
    """``3月19日（周四）``."""
    return dates.short_date(day) if day else "—"


@register.filter
def day_month(day: date | None) -> str:
    """``3月19日``."""
    return dates.day_month(day) if day else "—"


@register.filter
def cn_moment(moment: datetime | None) -> str:
    """``2026年2月24日（周二）10:24``."""
    return dates.moment(moment) if moment else "—"


@register.filter
def short_moment(moment: datetime | None) -> str:
    """``2月24日（周二）10:24``."""
    return dates.short_moment(moment) if moment else "—"


@register.filter
def clock_time(moment: datetime | None) -> str:
    """``10:24``."""
    return dates.clock_time(moment) if moment else "—"


@register.filter
def grouped(value: int | None) -> str:
    """``1 946``: thousands apart by a narrow no-break space."""
    return numbers.grouped(value) if value is not None else "—"


@register.filter
def yuan(value: Decimal | int | None) -> str:
    """``1 946.00 元``."""
    return numbers.yuan(value) if value is not None else "—"


@register.filter
def size(value: int | None) -> str:
    """``2.3 MB``."""
    return numbers.size(value) if value is not None else "—"


@register.filter
def spaced_number(value: str) -> str:
    """A case number in its three groups: ``61092401 20260213 000187S``."""
    return show_case_number(value)


@register.filter
def pace_class(pace: Pace) -> str:
    """The class of a pace."""
    return pace.css
