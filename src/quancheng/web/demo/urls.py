"""Addresses of the entrance; none on a real site."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, path

from quancheng.web.demo.views import entrance

app_name = "demo"
urlpatterns: list[URLPattern] = (
    [
        path("", entrance.show, name="entrance"),
        path("enter/", entrance.enter, name="enter"),
    ]
    if settings.DEMO
    else []
)
