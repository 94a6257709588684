"""The addresses of the frame alone, so that its tests need no desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from quancheng.web.ui import sheet
from quancheng.web.ui.pages import once_key

SAVING = """{% extends "ui/entrance.html" %}{% load static ui %}
{% block title %}试存{% endblock %}{% block heading %}试存{% endblock %}{% block content %}
<form method="post" action="/form" data-autosave="/saved" data-enter-next>{% once %}
<label for="a">姓名</label><input id="a" name="a"><label for="b">手机</label><input id="b" name="b">
<button type="submit" data-key="F9">受理</button></form>
<p data-autosave-state></p>
{% endblock %}{% block scripts %}
<script src="{% static 'ui/js/desk.js' %}" defer></script>{% endblock %}"""
saved: list[dict[str, str]] = []


def form(request: HttpRequest) -> HttpResponse:
    """A form that is saved as it is typed; a sent one answers its key."""
    if request.method == "POST":
        return HttpResponse(f"<h1>{once_key(request)}</h1>")
    return HttpResponse(engines["django"].from_string(SAVING).render({}, request))


def save(request: HttpRequest) -> HttpResponse:
    """Keeps what was sent."""
    saved.append(request.POST.dict())
    return HttpResponse(status=204)


form.csrf_exempt = save.csrf_exempt = True  # type: ignore[attr-defined]

handler400 = "quancheng.web.ui.errors.bad_request"
handler403 = "quancheng.web.ui.errors.forbidden"
handler404 = "quancheng.web.ui.errors.not_found"
handler500 = "quancheng.web.ui.errors.broken"

urlpatterns = [
    path("form", form),
    path("saved", save),
    path("ui/components", sheet.components),
    path("ui/components/paper", sheet.paper),
    path("ui/components/screen", sheet.screen),
    path("", include("allauth.urls")),
    path("", include("quancheng.web.ui.urls")),
]
