from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from quancheng.identity import operations
from quancheng.identity.models import Applicant
from quancheng.identity.rules import ApplicantKind, IdKind
from quancheng.identity.vault import keyring_path, make_keyring
from quancheng.kernel.moments import at
from quancheng.regions.operations import load_regions
from tests.domain.identity.small_county import COUNTY, NOW, REGIONS, TODAY

COUNTERS = 10


@pytest.mark.django_db(transaction=True)
def test_counters_that_register_one_person_at_once_give_one_applicant():
    load_regions(REGIONS)
    make_keyring(keyring_path(), cipher="aes-256-gcm", now=at(TODAY, 8))
    gate = Barrier(COUNTERS)

    def at_counter(_number: int) -> operations.Registered:
        try:
            gate.wait(timeout=20)
            with transaction.atomic():
                return operations.find_or_register_applicant(
                    region_code=COUNTY,
                    kind=ApplicantKind.PERSON,
                    name="柏青禾",
                    id_kind=IdKind.RESIDENT_ID,
                    id_number="11010519491231002X",
                    phone="13912346120",
                    now=NOW,
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(COUNTERS) as pool:
        registered = list(pool.map(at_counter, range(COUNTERS)))

    assert Applicant.objects.count() == 1
    assert len({each.applicant_id for each in registered}) == 1
    assert sum(each.is_new for each in registered) == 1
