"""Browsers in which somebody of the county is signed in and has chosen his post."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.test import Client


def browser_of(*, account_id: int, post_id: int) -> Client:
    """A test client in which this person sits in this post."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=account_id))
    session = client.session
    session["post"] = post_id
    session.save()
    return client
