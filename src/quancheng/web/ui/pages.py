"""Answering with a page, or with a named part of the same page.

A template marks a part with ``{% part name %}…{% endpart %}``. A full load renders it in place; an htmx request
whose target element has the part's name as its id is answered with that part alone, so a page and its parts never
drift apart. Parts stand inside a ``{% block %}`` and contain none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.template.backends.django import Template as BackendTemplate
from django.template.base import Template
from django.template.context import make_context
from django.utils.cache import patch_vary_headers

from quancheng.kernel.errors import UnableTo
from quancheng.web.ui.components import Note
from quancheng.web.ui.templatetags.ui import PartNode


class UnableToFindPart(UnableTo):
    """The template has no part of that name."""


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page ``template``; for htmx only the part that is named like the target of the request."""
    target = _target(request)
    if target:
        compiled = _compiled(template)
        part = _part(compiled, target)
        if part is not None:
            return _answer(request, compiled, part, context, status)
    response = HttpResponse(
        loader.get_template(template).render(dict(context or {}), request), status=status
    )
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def render_part(
    request: HttpRequest,
    template: str,
    part: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The part ``part`` of ``template`` alone. Raises :class:`UnableToFindPart`."""
    compiled = _compiled(template)
    node = _part(compiled, part)
    if node is None:
        raise UnableToFindPart(f"页面 {template} 里没有名为“{part}”的部分，请检查名字。")
    return _answer(request, compiled, node, context, status)


def refuse(request: HttpRequest, error: UnableTo, *, status: int = 409) -> HttpResponse:
    """The sentence of ``error`` as a designed page, or as a notice when htmx asked for a part."""
    if is_htmx(request):
        note = Note(text=error.sentence, tone="over", live=True)
        body = loader.get_template("ui/refused_part.html").render({"note": note}, request)
        response = HttpResponse(body, status=status)
        response["HX-Reswap"] = "none"
        return response
    return render_page(request, "ui/refused.html", {"sentence": error.sentence}, status=status)


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asked for a part (boosted links ask for whole pages)."""
    return (
        request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
    )


def once_key(request: HttpRequest) -> str:
    """The idempotency key of an act: the header, else the hidden field of ``{% once %}``; may be empty."""
    key = request.headers.get("Idempotency-Key") or request.POST.get("once", "")
    return key[:64] if key.replace("-", "").isalnum() and key.isascii() else ""


def _target(request: HttpRequest) -> str:
    return request.headers.get("HX-Target", "") if is_htmx(request) else ""


def _compiled(template: str) -> Template:
    found = loader.get_template(template)
    if not isinstance(found, BackendTemplate):
        raise UnableToFindPart(f"页面 {template} 不是本平台的模板，不能只取其中一部分。")
    return found.template


def _part(template: Template, name: str) -> PartNode | None:
    for node in template.nodelist.get_nodes_by_type(PartNode):
        if isinstance(node, PartNode) and node.name == name:
            return node
    return None


def _answer(
    request: HttpRequest,
    template: Template,
    part: PartNode,
    context: Mapping[str, Any] | None,
    status: int,
) -> HttpResponse:
    values = make_context(dict(context or {}), request, autoescape=template.engine.autoescape)
    with values.render_context.push_state(template), values.bind_template(template):
        body = part.nodelist.render(values)
    response = HttpResponse(body, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
