"""Addresses of the public portal. No address holds a check code."""

from __future__ import annotations

from django.urls import path

from quancheng.web.portal.views import (
    bundles,
    compression,
    departments,
    guide,
    home,
    items,
    phone,
    progress,
    proof,
    verify,
)
from quancheng.web.portal.views import (
    help as help_pages,
)

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("items/", items.items, name="items"),
    path("items/<str:code>/", guide.guide, name="item"),
    path("departments/", departments.departments, name="departments"),
    path("departments/<str:code>/", departments.department, name="department"),
    path("bundles/", bundles.bundles, name="bundles"),
    path("bundles/<str:code>/", bundles.bundle, name="bundle"),
    path("progress/", progress.ask, name="progress"),
    path("progress/<str:number>/", progress.case, name="case"),
    path("progress/<str:number>/letters/<int:letter_id>/", progress.letter, name="letter"),
    path("progress/<str:number>/result/", progress.result, name="result"),
    path("progress/<str:number>/proof/", proof.show, name="proof"),
    path("progress/<str:number>/proof.pdf", proof.paper, name="proof-pdf"),
    path("progress/<str:number>/proof.json", proof.data, name="proof-json"),
    path("p/<str:receipt>/", progress.scanned, name="scanned"),
    path("verify/", verify.verify, name="verify"),
    path("figures/", home.figures, name="figures"),
    path("figures/compression/", compression.county, name="compression"),
    path("figures/compression/<str:code>/", compression.office, name="compression-office"),
    path("help/receipt/", help_pages.receipt, name="help-receipt"),
    path("help/remedies/", help_pages.remedies, name="help-remedies"),
    path("help/centres/", help_pages.centres, name="centres"),
    path("sitemap/", help_pages.sitemap, name="sitemap"),
    path("robots.txt", help_pages.robots, name="robots"),
    path("phone/", phone.phone, name="phone"),
]
