from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from quancheng.identity import operations
from quancheng.identity.models import Applicant
from quancheng.identity.rules import ApplicantKind, IdKind
from quancheng.regions.operations import load_regions
from tests.domain.identity.small_county import COUNTY, NOW, REGIONS
from tests.factories import databases
from tests.factories.applicants import Registered

COUNTERS = 10


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):
    """A copy of the empty database, to which threads may commit."""
    with django_db_blocker.unblock():
        connection.close()
        name = databases.copy_database(source=connection.settings_dict["NAME"])
        try:
            with databases.connected_to(name):
                load_regions(REGIONS)
                operations.ensure_vault(now=NOW)
                yield name
        finally:
            databases.drop_database(name)


def test_counters_that_register_one_person_at_once_give_one_applicant(own_database):
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
                    now=NOW,
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(COUNTERS) as pool:
        registered = list(pool.map(at_counter, range(COUNTERS)))

    assert Applicant.objects.count() == 1
    assert len({each.applicant_id for each in registered}) == 1
    assert sum(each.is_new for each in registered) == 1
