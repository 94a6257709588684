"""The addresses of the whole site; each desk keeps its own."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from quancheng.web import health

handler400 = "quancheng.web.ui.errors.bad_request"
handler403 = "quancheng.web.ui.errors.forbidden"
handler404 = "quancheng.web.ui.errors.not_found"
handler500 = "quancheng.web.ui.errors.broken"

_DESKS = (
    ("", "quancheng.web.portal.urls"),
    ("", "quancheng.web.account.urls"),
    ("", "quancheng.web.ui.urls"),
    ("counter/", "quancheng.web.counter.urls"),
    ("review/", "quancheng.web.review.urls"),
    ("office/", "quancheng.web.office.urls"),
    ("demo/", "quancheng.web.demo.urls"),
    ("accounts/", "allauth.urls"),
    ("api/v1/", "quancheng.api.urls"),
)


def _present(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


urlpatterns: list[URLPattern | URLResolver] = [
    *(path(at, include(module)) for at, module in _DESKS if _present(module)),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
