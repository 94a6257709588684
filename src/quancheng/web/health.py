"""What a load balancer and a monitoring system ask: alive, ready, and figures."""

from __future__ import annotations

import ipaddress
import time
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from quancheng.clock.rounds import watch
from quancheng.kernel.errors import UnableTo


class UnableToBeReady(UnableTo):
    """The database has not been brought to this version; `due` is how many migrations lack."""

    def __init__(self, due: int) -> None:
        super().__init__(f"数据库还有 {due} 项升级未执行，请运行 quancheng migrate。")
        self.due = due


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; it asks nothing of anything else."""
    return JsonResponse({"status": "ok", "release": settings.RELEASE})


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """The process can serve: the database answers and is of this version (else 503).

    ``clocks`` says whether the limits are being watched: not while the machine's time has gone back.
    """
    try:
        check_schema()
        kept = watch()
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    except UnableToBeReady as error:
        return JsonResponse({"status": "migrations are due", "count": error.due}, status=503)
    behind = kept is not None and kept.behind_since is not None
    clocks = "held: time went back" if behind else "ok"
    return JsonResponse({"status": "ok", "release": settings.RELEASE, "clocks": clocks})


@cache
def check_schema() -> None:
    """Raises `UnableToBeReady` while a migration is due; once none is, never looks again."""
    executor = MigrationExecutor(connection)
    due = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if due:
        raise UnableToBeReady(due)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in Prometheus' text format, for callers on this machine or in `METRICS_ALLOWED`.

    The figures come from the database's own statistics, so they are those of the whole site,
    whichever process answers, and cost no count over a table.
    """
    if not _may_read_metrics(request):
        raise Http404
    registry = CollectorRegistry()
    up = Gauge("quancheng_database_up", "The database answers.", registry=registry)
    try:
        _measure(registry)
        up.set(1)
    except DatabaseError:
        up.set(0)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_read_metrics(request: HttpRequest) -> bool:
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    # Behind a proxy every caller has the proxy's address, so a forwarded call is not a local one.
    if address.is_loopback and "HTTP_X_FORWARDED_FOR" not in request.META:
        return True
    return any(address in network for network in settings.METRICS_ALLOWED)


def _measure(registry: CollectorRegistry) -> None:
    began = time.perf_counter()
    rows = Gauge("quancheng_rows", "Rows of a table, estimated.", ["table"], registry=registry)
    links = Gauge("quancheng_connections", "Database connections.", ["state"], registry=registry)
    size = Gauge("quancheng_database_bytes", "Size of the database.", registry=registry)
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT relname, n_live_tup FROM pg_stat_user_tables ORDER BY relname COLLATE "C"'
        )
        for table, count in cursor.fetchall():
            rows.labels(table).set(count)
        cursor.execute(
            "SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() GROUP BY 1 ORDER BY 1"
        )
        for state, count in cursor.fetchall():
            links.labels(state).set(count)
        cursor.execute("SELECT pg_database_size(current_database())")
        size.set(cursor.fetchone()[0])
    took = Gauge("quancheng_metrics_seconds", "Time these figures took.", registry=registry)
    took.set(time.perf_counter() - began)
