from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from quancheng.identity import operations, queries
from quancheng.identity.models import Account, Applicant
from quancheng.identity.operations import rotation
from quancheng.identity.vault import (
    Purpose,
    UnableToOpenVault,
    add_key,
    keyring_path,
    read_keyring,
    the_vault,
)
from quancheng.kernel.errors import UnableTo
from tests.domain.identity.small_county import COUNTY, NOW
from tests.factories.applicants import registered

NUMBERS = ["11010519491231002X", "110101199003070011", "110101199003070038"]


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path / "keys"


def register(number):
    return registered(
        region_code=COUNTY,
        kind="person",
        name="柏青禾",
        id_kind="resident_id",
        id_number=number,
        phone="13912346120",
        now=NOW,
    ).applicant_id


@pytest.fixture
def applicants(small_county):
    return [register(number) for number in NUMBERS]


def phones(ids):
    return {queries.contact_of(applicant_id).phone for applicant_id in ids}


def current(column):
    vault = the_vault()
    values = Applicant.objects.values_list(column, flat=True)
    return [vault.is_current(value) for value in values]


def test_the_first_account_makes_the_keys(small_county):
    assert keyring_path().exists()


def test_lost_keys_are_not_replaced_while_the_database_needs_them(applicants):
    keyring_path().unlink()
    with pytest.raises(UnableToOpenVault, match="从备份恢复"):
        operations.ensure_vault(now=NOW)
    assert not keyring_path().exists()


def test_a_rotation_seals_everything_anew_and_nothing_is_lost(applicants):
    told = []
    done = operations.rotate_keys(now=NOW, progress=lambda *at: told.append(at), batch=2)
    accounts = Account.objects.count()
    assert done == 2 * len(applicants) + accounts
    assert told[-1] == (done, done)
    assert all(at[1] == done for at in told)
    assert current("id_cipher") == current("phone_cipher") == [True] * 3
    assert phones(applicants) == {"13912346120"}
    assert not read_keyring(keyring_path()).rotating


def test_an_applicant_is_found_again_after_a_rotation(applicants):
    operations.rotate_keys(now=NOW)
    assert register(NUMBERS[0]) == applicants[0]


def test_signing_goes_on_after_a_rotation(applicants, account):
    operations.rotate_keys(now=NOW)
    assert operations.sign_as(account_id=account("ZY0180"), message=b"x").signature


def test_a_rotation_that_was_stopped_goes_on_where_it_was(applicants):
    class Stopped(Exception):
        pass

    def stop(_done, _total):
        raise Stopped

    with pytest.raises(Stopped):
        operations.rotate_keys(now=NOW, progress=stop, batch=2)
    assert sorted(current("id_cipher")) == [False, True, True]
    assert "轮换尚未完成" in operations.vault_health()
    assert operations.rotate_keys(now=NOW) == 1 + len(applicants) + Account.objects.count()
    assert read_keyring(keyring_path()).current == 2
    assert all(current("id_cipher"))
    assert operations.rotate_keys(now=NOW)
    assert read_keyring(keyring_path()).current == 3


def test_the_cipher_can_be_changed_by_rotation(applicants, settings):
    settings.CIPHER = "sm4-gcm"
    operations.rotate_keys(now=NOW)
    assert phones(applicants) == {"13912346120"}
    assert "sm4-gcm" in operations.vault_health()


def test_columns_of_higher_layers_are_sealed_anew_too(applicants):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE sealed_elsewhere (id bigint PRIMARY KEY, body bytea)")
        body = the_vault().seal("x", purpose="elsewhere")
        cursor.execute("INSERT INTO sealed_elsewhere VALUES (1, %s), (2, NULL)", [body])
    column = operations.SealedColumn("sealed_elsewhere", "body", "elsewhere")
    operations.rotate_keys(now=NOW, more=(column,))
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM sealed_elsewhere WHERE id = 1")
        (fresh,) = cursor.fetchone()
    assert the_vault().is_current(fresh)
    assert the_vault().open(fresh, purpose="elsewhere") == "x"


def test_a_row_that_changed_meanwhile_is_left_alone(applicants):
    column = operations.OWN_COLUMNS[1]
    add_key(keyring_path(), cipher="aes-256-gcm", now=NOW)
    vault = the_vault()
    rows = rotation._stale_rows(column, vault, after=0, batch=10)
    newer = vault.seal("13800000000", purpose=Purpose.APPLICANT_PHONE)
    Applicant.objects.filter(pk=applicants[0]).update(phone_cipher=newer)
    assert rotation._seal_anew(column, vault, rows) == 2
    assert queries.contact_of(applicants[0]).phone == "13800000000"


def test_one_time_codes_are_sealed_anew_too(applicants, account):
    sealed = the_vault().seal("SECRET", purpose=Purpose.SECOND_FACTOR)
    data = {"secret": base64.b64encode(sealed).decode("ascii")}
    row = Authenticator.objects.create(
        user_id=account("ZY0180"), type=Authenticator.Type.TOTP, data=data, created_at=NOW
    )
    other = Authenticator.objects.create(
        user_id=account("ZY0180"),
        type=Authenticator.Type.RECOVERY_CODES,
        data={"used_mask": 0},
        created_at=NOW,
    )
    operations.rotate_keys(now=NOW)
    row.refresh_from_db()
    other.refresh_from_db()
    fresh = base64.b64decode(row.data["secret"])
    assert the_vault().is_current(fresh)
    assert the_vault().open(fresh, purpose=Purpose.SECOND_FACTOR) == "SECRET"
    assert other.data == {"used_mask": 0}


def test_the_doctor_reads_the_number_of_the_key(small_county):
    assert operations.vault_health() == "第 1 号密钥可用（aes-256-gcm，2026-03-02 生成）"


def test_the_vault_follows_its_file(small_county):
    before = the_vault()
    assert the_vault() is before
    add_key(keyring_path(), cipher="aes-256-gcm", now=NOW)
    assert the_vault().ring.current == 2


def test_a_missing_file_is_said_at_every_use(db):
    with ThreadPoolExecutor(2) as pool:
        for use in [pool.submit(the_vault) for _ in range(2)]:
            assert isinstance(use.exception(), UnableTo)
