"""The addresses of the whole site; each desk keeps its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from quancheng.web import health

handler400 = "quancheng.web.ui.errors.bad_request"
handler403 = "quancheng.web.ui.errors.forbidden"
handler404 = "quancheng.web.ui.errors.not_found"
handler500 = "quancheng.web.ui.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("quancheng.web.portal.urls")),
    path("", include("quancheng.web.account.urls")),
    path("", include("quancheng.web.ui.urls")),
    path("counter/", include("quancheng.web.counter.urls")),
    path("review/", include("quancheng.web.review.urls")),
    path("office/", include("quancheng.web.office.urls")),
    path("demo/", include("quancheng.web.demo.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("quancheng.api.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
