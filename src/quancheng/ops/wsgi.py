"""The WSGI application that the web server loads."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quancheng.settings")
application = get_wsgi_application()
# Import every page now: the first visitor does not wait, and a broken one is noticed at the start.
get_resolver().url_patterns  # noqa: B018
