"""Addresses of the office desk."""

from __future__ import annotations

from django.urls import path

from quancheng.web.office.views import (
    calendar,
    calendar_changes,
    compression,
    deemed,
    drafts,
    editions,
    export,
    home,
    imports,
    items,
    jobs,
    places,
    publication,
    renewals,
)

app_name = "office"

_JOB = "imports/<slug:token>/"
_ITEM = "items/<str:code>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("imports/", imports.listing, name="imports"),
    path("imports/template.xlsx", export.template, name="template"),
    path("imports/runs/<int:run_id>/", imports.run, name="run"),
    path("imports/runs/<int:run_id>/problems.xlsx", imports.run_problems, name="run-problems"),
    path(_JOB, jobs.show, name="job"),
    path(f"{_JOB}progress/", jobs.progress, name="job-progress"),
    path(f"{_JOB}headers/", jobs.headers, name="job-headers"),
    path(f"{_JOB}again/", jobs.again, name="job-again"),
    path(f"{_JOB}apply/", jobs.apply, name="job-apply"),
    path(f"{_JOB}discard/", jobs.discard, name="job-discard"),
    path(f"{_JOB}problems.xlsx", jobs.problems, name="job-problems"),
    path(f"{_JOB}changes/<int:place>/", jobs.change, name="job-change"),
    path("export/list.zip", export.csv_folder, name="export-csv"),
    path("export/list.xlsx", export.workbook, name="export-xlsx"),
    path("items/", items.listing, name="items"),
    path("items/new/", drafts.new, name="item-new"),
    path("items/warnings/", items.warnings, name="warnings"),
    path(_ITEM, items.show, name="item"),
    path(f"{_ITEM}flow.bpmn", editions.flow, name="flow"),
    path(f"{_ITEM}diff/", editions.diff, name="diff"),
    path(f"{_ITEM}retire/", publication.retire, name="retire"),
    path(f"{_ITEM}draft/", drafts.begin, name="draft"),
    path(f"{_ITEM}draft/check/", publication.check, name="draft-check"),
    path(f"{_ITEM}draft/publish/", publication.publish, name="draft-publish"),
    path(f"{_ITEM}draft/discard/", publication.discard, name="draft-discard"),
    path(f"{_ITEM}draft/<slug:section>/", drafts.section, name="draft-section"),
    path(f"{_ITEM}draft/<slug:section>/save/", drafts.save, name="draft-save"),
    path("compression/", compression.county, name="compression"),
    path("compression/offices/<str:code>/", compression.office, name="compression-office"),
    path("compression/items/<str:code>/", compression.item, name="compression-item"),
    path("calendar/", calendar.show, name="calendar"),
    path("calendar/notice/", calendar_changes.notice, name="calendar-notice"),
    path("calendar/closure/", calendar_changes.closure, name="calendar-closure"),
    path("calendar/lift/", calendar_changes.lift, name="calendar-lift"),
    path("calendar/progress/", calendar.progress, name="calendar-progress"),
    path("calendar/time/", calendar.trust, name="calendar-time"),
    path("calendar/hours/", calendar.hours, name="calendar-hours"),
    path("renewals/", renewals.listing, name="renewals"),
    path("renewals/list.csv", renewals.export, name="renewals-csv"),
    path("deemed/", deemed.listing, name="deemed"),
    path("counters/", places.counters, name="counters"),
    path("counters/<str:number>/", places.set_open, name="counter"),
    path("offices/", places.offices, name="offices"),
    path("bundles/", places.bundles, name="bundles"),
    path("bundles/<str:code>/", places.bundle, name="bundle"),
]
