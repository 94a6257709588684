"""Addresses of the frame itself: desk of the person, posts, reading preferences, the installable shell."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from quancheng.web.ui import views

app_name = "ui"

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("ui/post", views.switch_post, name="post"),
    path("ui/large", views.large_print, name="large"),
    path("ui/accessibility", views.accessibility, name="accessibility"),
    path("ui/offline", views.offline, name="offline"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service-worker"),
]

if settings.DEMO or settings.DEBUG:
    from quancheng.web.ui import sheet

    urlpatterns += [
        path("ui/components", sheet.components, name="components"),
        path("ui/components/paper", sheet.paper, name="components-paper"),
        path("ui/components/screen", sheet.screen, name="components-screen"),
    ]
