"""Addresses of the counter desk."""

from __future__ import annotations

from django.urls import path

from quancheng.web.counter.views import (
    acts,
    cases,
    deliveries,
    drafts,
    files,
    home,
    lists,
    messages,
    papers,
    phone,
    proof,
)

app_name = "counter"

urlpatterns = [
    path("", home.home, name="home"),
    path("open/", home.begin, name="open"),
    path("drafts/", lists.drafts, name="drafts"),
    path("draft/<slug:token>/", drafts.draft, name="draft"),
    path("draft/<slug:token>/save/", drafts.save, name="save"),
    path("draft/<slug:token>/recall/", drafts.recall, name="recall"),
    path("draft/<slug:token>/discard/", drafts.discard, name="discard"),
    path("draft/<slug:token>/upload/", files.upload, name="upload"),
    path("draft/<slug:token>/tray/", files.tray, name="tray"),
    path("draft/<slug:token>/scan/", files.scan, name="scan"),
    path("draft/<slug:token>/file/<int:file_id>/", files.draft_file, name="draft-file"),
    path("draft/<slug:token>/file/<int:file_id>/thumb/", files.draft_thumb, name="draft-thumb"),
    path("draft/<slug:token>/file/<int:file_id>/remove/", files.remove, name="remove"),
    path("phone/<str:ticket>/", phone.phone, name="phone"),
    path("case/<str:number>/", cases.case, name="case"),
    path("case/<str:number>/accept/", acts.accept, name="accept"),
    path("case/<str:number>/correct/", acts.correct, name="correct"),
    path("case/<str:number>/corrected/", acts.corrected, name="corrected"),
    path("case/<str:number>/decline/", acts.decline, name="decline"),
    path("case/<str:number>/withdraw/", acts.withdraw, name="withdraw"),
    path("case/<str:number>/renewal/", acts.link_renewal, name="renewal"),
    path("case/<str:number>/decide/", acts.decide, name="decide"),
    path("case/<str:number>/upload/", files.case_upload, name="case-upload"),
    path("case/<str:number>/file/<int:file_id>/", files.case_file, name="case-file"),
    path("case/<str:number>/letter/<int:letter_id>/", papers.letter, name="letter"),
    path("case/<str:number>/result/", papers.result, name="result"),
    path("case/<str:number>/proof/", proof.show, name="proof"),
    path("case/<str:number>/proof.pdf", proof.paper, name="proof-pdf"),
    path("case/<str:number>/proof.json", proof.data, name="proof-json"),
    path("received/", lists.received, name="received"),
    path("correcting/", lists.correcting, name="correcting"),
    path("today/", lists.today, name="today"),
    path("search/", lists.search, name="search"),
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<str:number>/", deliveries.delivery, name="delivery"),
    path("deliveries/<str:number>/match/", deliveries.match, name="match"),
    path("deliveries/<str:number>/posted/", deliveries.posted, name="posted"),
    path("messages/", messages.failed, name="messages"),
    path("messages/<int:message_id>/again/", messages.again, name="message-again"),
    path("messages/<int:message_id>/told/", messages.told, name="message-told"),
]
