"""Addresses of the review desk."""

from __future__ import annotations

from django.urls import path

from quancheng.web.review.views import (
    acts,
    case,
    extensions,
    hearing,
    joint,
    many,
    papers,
    proof,
    tasks,
    verdict,
)

app_name = "review"

_CASE = "cases/<str:number>/"
_TASK = f"{_CASE}tasks/<int:task_id>/"

urlpatterns = [
    path("", tasks.listing, name="home"),
    path("reception/", tasks.reception, name="reception"),
    path("above/", tasks.above, name="above"),
    path("done/", tasks.done, name="done"),
    path("many/", many.ask, name="many"),
    path("many/opinion/", many.opinion, name="many-opinion"),
    path("many/transfer/", many.transfer, name="many-transfer"),
    path(_CASE, case.show, name="case"),
    path(f"{_CASE}full/", case.open_in_full, name="full"),
    path(f"{_CASE}files/<int:attachment_id>/", papers.attachment, name="attachment"),
    path(f"{_CASE}letters/<int:letter_id>/", papers.letter, name="letter"),
    path(f"{_CASE}proof/", proof.show, name="proof"),
    path(f"{_CASE}proof.pdf", proof.paper, name="proof-pdf"),
    path(f"{_CASE}proof.json", proof.data, name="proof-json"),
    path(f"{_CASE}resume/", acts.resume, name="resume"),
    path(f"{_CASE}extend/", acts.extend, name="extend"),
    path(f"{_CASE}extend/ask/", extensions.ask, name="ask-extension"),
    path(f"{_CASE}extend/decline/", extensions.decline, name="decline-extension"),
    path(f"{_CASE}terminate/", acts.terminate, name="terminate"),
    path(f"{_CASE}renewal/", acts.link_renewal, name="renewal"),
    path(f"{_CASE}join/", joint.join, name="join"),
    path(f"{_CASE}leave/", joint.leave, name="leave"),
    path(f"{_CASE}hearing/tell/", hearing.tell, name="hearing-tell"),
    path(f"{_CASE}hearing/open/", hearing.open_publicly, name="hearing-open"),
    path(f"{_CASE}hearing/request/", hearing.request_hearing, name="hearing-request"),
    path(f"{_CASE}hearing/schedule/", hearing.schedule, name="hearing-schedule"),
    path(f"{_CASE}hearing/challenge/", hearing.challenge, name="hearing-challenge"),
    path(f"{_CASE}hearing/recusal/", hearing.decide_recusal, name="hearing-recusal"),
    path(f"{_CASE}hearing/end/", hearing.end, name="hearing-end"),
    path(f"{_CASE}hearing/drop/", hearing.drop, name="hearing-drop"),
    path(f"{_CASE}return/", acts.return_to_counter, name="return"),
    path(f"{_TASK}verdict/", verdict.give, name="verdict"),
    path(f"{_TASK}claim/", acts.claim, name="claim"),
    path(f"{_TASK}release/", acts.release, name="release"),
    path(f"{_TASK}transfer/", acts.transfer, name="transfer"),
    path(f"{_TASK}suspend/", acts.suspend, name="suspend"),
]
