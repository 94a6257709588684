"""Years of cases written by COPY, to measure lists and intake on a filled database.

These rows do not come from journeys: their entries carry no true digests, so a database that
holds them is for measuring alone, and ``quancheng rebuild --check`` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.db import connection

from quancheng.catalogue import queries as catalogue
from quancheng.clock import queries as clock
from quancheng.clock.engine import Facts, Projection, project
from quancheng.kernel.errors import UnableTo
from quancheng.kernel.identifiers import CROCKFORD, case_number
from quancheng.kernel.moments import SHANGHAI, day_of

DAYS = 420
OPEN_SHARE = 0.004
APPLICANTS_EACH = 6
REPORT_EVERY = 20_000
ENTRIES_EACH = 8
"""As many as ``_ENTRIES`` writes: the version of a case is the number of its last entry."""
CODE_FACTOR = 0x9E3779B97F4A7C15


class UnableToWriteBulk(UnableTo):
    """The county has nothing to write cases of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many rows were written."""

    cases: int
    entries: int


@dataclass(frozen=True, slots=True)
class _Item:
    item_id: int
    edition_id: int
    office_id: int
    name: str
    handling_type: str
    flow: str


def _rows(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params))
        return list(cursor.fetchall())


def _items(region_code: str) -> list[_Item]:
    rows = _rows(
        "SELECT i.id, e.id, i.office_id, e.name, e.handling_type, e.flow_digest"
        " FROM catalogue_item i JOIN catalogue_edition e ON e.id = i.current_edition_id"
        " WHERE i.region_id = %s AND e.flow_digest <> '' ORDER BY i.code",
        [region_code],
    )
    if not rows:
        raise UnableToWriteBulk("这个县还没有事项，请先导入清单（quancheng catalogue import）。")
    return [_Item(*row) for row in rows]


def _reserve(table: str, count: int) -> int:
    """The first of ``count`` ids of ``table``, taken from its sequence."""
    ((first,),) = _rows(
        "SELECT setval(pg_get_serial_sequence(%s, 'id'),"
        " nextval(pg_get_serial_sequence(%s, 'id')) + %s) - %s",
        [table, table, count, count],
    )
    return int(first)


def _copy(sql: str, rows: Iterator[tuple[Any, ...]], report: Callable[[int], None] | None) -> None:
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(sql) as copy:
        for number, row in enumerate(rows, start=1):
            copy.write_row(row)
            if report is not None and number % REPORT_EVERY == 0:
                report(number)


def _code(number: int) -> str:
    """A receipt code for each number: no two alike, for an odd factor turns no two into one."""
    left, signs = number * CODE_FACTOR % 2**40, []
    for _ in range(8):
        left, sign = divmod(left, 32)
        signs.append(CROCKFORD[sign])
    return "".join(signs)


class _Bulk:
    """One run: the same ids for the rows of a case in every table."""

    def __init__(self, *, region_code: str, count: int, now: datetime, open_share: float) -> None:
        self.region, self.count, self.now = region_code, count, now
        self.items = _items(region_code)
        self.first_open = int(count * (1 - open_share))
        self.version = clock.calendar_version()
        self.calendar = clock.calendar_for(region_code=region_code)
        self.limits = {
            item.edition_id: catalogue.limits_of(edition_id=item.edition_id) for item in self.items
        }
        self.clocks = cache(self._clocks)
        self.counters = [
            (number, point)
            for number, point in _rows(
                "SELECT number, intake_point FROM hall_counter WHERE region_id = %s"
                " AND kind IN ('general', 'special') ORDER BY number",
                [region_code],
            )
        ]
        self.post = int(_rows("SELECT min(id) FROM identity_post WHERE role = 'counter'")[0][0])
        self.applicants = max(1, count // APPLICANTS_EACH)
        self.applicant = _reserve("identity_applicant", self.applicants)
        self.application = _reserve("cases_application", count)
        self.instance = _reserve("workflow_instance", count)
        self.case = _reserve("cases_case", count)

    def _clocks(self, edition_id: int, day: date) -> Projection:
        """Both clocks of a case accepted on the day of its receipt."""
        facts = Facts(today=day_of(self.now), received_on=day, accepted_on=day, complete_on=day)
        return project(limits=self.limits[edition_id], facts=facts, calendar=self.calendar)

    def moments(self) -> Iterator[tuple[int, datetime]]:
        """Each case's number in the run and its moment of receipt."""
        step = timedelta(days=DAYS) / self.count
        start = self.now - timedelta(days=DAYS)
        for number in range(self.count):
            yield number, start + step * number

    def applicant_rows(self) -> Iterator[tuple[Any, ...]]:
        for number in range(self.applicants):
            mark = f"{self.applicant + number:016d}".encode()
            yield (
                self.applicant + number, self.region, "person", f"申请人{number}", "resident_id",
                b"", mark, "", self.now, self.now,
            )  # fmt: skip

    def application_rows(self) -> Iterator[tuple[Any, ...]]:
        for number, at in self.moments():
            code = _code(self.application + number)
            counter = self.counters[number % len(self.counters)][0]
            who = self.applicant + number % self.applicants
            yield (
                self.application + number, self.region, code, code[:6], who,
                f"申请人{number % self.applicants}", "", "", "", "{}", "counter", counter,
                self.post, at,
            )  # fmt: skip

    def instance_rows(self) -> Iterator[tuple[Any, ...]]:
        for number in range(self.count):
            item = self.items[number * 7 % len(self.items)]
            yield (self.instance + number, self.region, item.flow, "{}", None)

    def case_rows(self) -> Iterator[tuple[Any, ...]]:
        today = day_of(self.now)
        for number, at in self.moments():
            item = self.items[number * 7 % len(self.items)]
            counter, point = self.counters[number % len(self.counters)]
            day = day_of(at)
            seen = self.clocks(item.edition_id, day)
            is_open = number >= self.first_open
            ended = min(seen.promised_earliest or seen.statutory_earliest or day, today)
            yield (
                self.case + number, self.region,
                case_number(area=self.region, intake_point=point, day=day, serial=number),
                self.application + number, item.item_id, item.edition_id, item.office_id,
                self.instance + number, item.name[:200], item.handling_type,
                f"申请人{number % self.applicants}",
                "examining" if is_open else "closed", ENTRIES_EACH, "审查" if is_open else "", counter, at,
                day, day, at, False, seen.promised_due,
                seen.promised_earliest or seen.statutory_earliest, seen.statutory_due,
                seen.statutory_earliest, seen.promised_provisional or seen.statutory_provisional,
                "" if is_open else "granted", None if is_open else ended,
                None if is_open else datetime.combine(ended, time(16), tzinfo=SHANGHAI),
                "", str(self.version),
            )  # fmt: skip


_COPIES = (
    (
        (
            "COPY identity_applicant (id, region_id, kind, name, id_kind, id_cipher, id_digest, sex,"
            " created_at, updated_at) FROM STDIN"
        ),
        "applicant_rows",
    ),
    (
        (
            "COPY cases_application (id, region_id, receipt_code, check_code, applicant_id,"
            " applicant_name, agent_name, agent_authority, phone_mask, answers, channel, counter,"
            " taken_by_id, received_at) FROM STDIN"
        ),
        "application_rows",
    ),
    (
        "COPY workflow_instance (id, region_code, definition_id, marking, ended_at) FROM STDIN",
        "instance_rows",
    ),
    (
        (
            "COPY cases_case (id, region_id, number, application_id, item_id, edition_id, office_id,"
            " instance_id, item_name, handling_type, applicant_name, state, version, step, counter,"
            " received_at, received_on, accepted_on, accepted_at, deemed, promised_due,"
            " promised_earliest, statutory_due, statutory_earliest, provisional, outcome, decided_on,"
            " closed_at, alarm, calendar_version) FROM STDIN"
        ),
        "case_rows",
    ),
)
_ENTRIES = """
INSERT INTO ledger_entry (region_code, stream, subject, seq, kind, recorded_at, effective_on,
    actor, post, actor_name, step, opinion, reason, data, edition, digest)
SELECT c.region_id, 'case', c.id, k.seq, k.kind, c.received_at + k.seq * interval '20 minutes',
       c.received_on, 1, %(post)s, '窗口人员', '', '', '', '{}'::jsonb, c.edition_id,
       sha256(convert_to(c.number || k.seq, 'UTF8'))
  FROM cases_case c,
       (VALUES (1, 'received'), (2, 'accepted'), (3, 'claimed'), (4, 'opinion'), (5, 'opinion'),
               (6, 'granted'), (7, 'handed_over'), (8, 'recomputed')) AS k(seq, kind)
 WHERE c.id BETWEEN %(first)s AND %(last)s
"""
_TASKS = """
INSERT INTO workflow_task (region_code, instance_id, subject, token, node, name, kind, role,
    office_id, town_code, state, opened_at, limit_days, counts, done_at, done_by, outcome)
SELECT c.region_id, c.instance_id, c.id, 1, 's2', '审查', 'examine', 'examiner', c.office_id, '',
       CASE WHEN c.state = 'examining' THEN 'open' ELSE 'done' END, c.received_at, 3, true,
       CASE WHEN c.state = 'examining' THEN NULL ELSE c.received_at + interval '1 day' END,
       CASE WHEN c.state = 'examining' THEN NULL ELSE %(post)s::bigint END, ''
  FROM cases_case c WHERE c.id BETWEEN %(first)s AND %(last)s
"""


def write_cases(
    *,
    region_code: str,
    count: int,
    now: datetime,
    report: Callable[[int], None] | None = None,
    open_share: float = OPEN_SHARE,
) -> Written:
    """Write ``count`` cases with eight entries and a task each, spread over the last 14 months.

    The last few in a thousand are open, or ``open_share`` of all. Foreign keys are not checked while it writes, for
    which the database user must be a superuser, as the embedded database's is.
    """
    bulk = _Bulk(region_code=region_code, count=count, now=now, open_share=open_share)
    span = {"first": bulk.case, "last": bulk.case + count - 1, "post": bulk.post}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        try:
            for sql, source in _COPIES:
                rows = getattr(bulk, source)()
                _copy(sql, rows, report if source == "case_rows" else None)
            cursor.execute(_ENTRIES, span)
            entries = cursor.rowcount
            cursor.execute(_TASKS, span)
        finally:
            cursor.execute("RESET session_replication_role")
            cursor.execute("RESET synchronous_commit")
        cursor.execute("ANALYZE")
    return Written(cases=count, entries=entries)
