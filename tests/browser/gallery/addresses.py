"""The site's addresses with the entrance of the demonstration, which the suite's settings leave out."""

from __future__ import annotations

from django.urls import include, path

from quancheng.web.demo.views import entrance
from quancheng.web.urls import (
    handler400,
    handler403,
    handler404,
    handler500,
)
from quancheng.web.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

demo = [
    path("", entrance.show, name="entrance"),
    path("enter/", entrance.enter, name="enter"),
]
urlpatterns = [path("demo/", include((demo, "demo"))), *site]
