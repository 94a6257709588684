from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection, transaction

from quancheng.identity.models import Applicant
from quancheng.identity.rules import ApplicantKind, IdKind
from tests.factories.applicants import Registered, registered
from tests.factories.county import COUNTY, moment

COUNTERS = 10


def test_counters_that_register_one_person_at_once_give_one_applicant(own_county):
    gate = Barrier(COUNTERS)

    def at_counter(_number: int) -> Registered:
        try:
            gate.wait(timeout=20)
            with transaction.atomic():
                return registered(
                    region_code=COUNTY,
                    kind=ApplicantKind.PERSON,
                    name="柏青禾",
                    id_kind=IdKind.RESIDENT_ID,
                    id_number="11010519491231002X",
                    phone="13912346120",
                    now=moment(10),
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(COUNTERS) as pool:
        found = list(pool.map(at_counter, range(COUNTERS)))

    assert Applicant.objects.count() == 1
    assert len({each.applicant_id for each in found}) == 1
    assert sum(each.is_new for each in found) == 1
