from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quancheng.web.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept() -> str:
    session = SessionStore()
    session["post"] = 7
    session.save()
    return str(session.session_key)


def test_a_session_is_read_in_one_query_as_django_s_store_reads_it() -> None:
    key = kept()
    with CaptureQueriesContext(connection) as queries:
        assert SessionStore(key)["post"] == 7
    assert len(queries) == 1
    assert DjangoStore(key)["post"] == 7


@pytest.mark.parametrize("expired", [True, False])
def test_a_key_that_is_unknown_or_has_expired_opens_nothing(expired: bool) -> None:
    key = kept()
    if expired:
        Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    else:
        Session.objects.all().delete()
    session = SessionStore(key)
    assert session.get("post") is None
    assert session.session_key is None
