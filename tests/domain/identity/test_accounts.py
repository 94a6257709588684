from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate

from quancheng.identity import operations, queries
from quancheng.identity.models import Account, LoginFailure
from quancheng.identity.rules import UnableToAct, UnableToLogIn, verify_signature
from quancheng.ledger.queries import entries_of
from tests.domain.identity.small_county import COUNTY, NOW

STRONG = "Chaye-2026-ok"


def register(**changes):
    parts = {"username": "zy0900", "name": "新人", "region_code": COUNTY, "now": NOW}
    return operations.register_account(**(parts | changes))


def test_an_account_is_registered_under_its_number_in_capitals(small_county):
    account_id = register()
    assert queries.account_by_username("zy0900").id == account_id
    assert queries.account_by_username("ZY0900 ").username == "ZY0900"


def test_an_account_without_a_password_cannot_log_in(small_county):
    register()
    assert authenticate(username="ZY0900", password="") is None


def test_a_number_is_given_once_in_any_case(small_county):
    register()
    with pytest.raises(operations.UnableToRegisterAccount, match="已有账号"):
        register(username="ZY0900")
    assert Account.objects.filter(username__iexact="zy0900").count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": " "}, "不能为空"),
        ({"password": "short"}, "10 个字符"),
        ({"password": "alllowercase"}, "至少三类"),
        ({"password": "Zy0900-zyx"}, "工号"),
    ],
)
def test_a_weak_password_or_no_number_registers_nobody(small_county, changes, sentence):
    with pytest.raises(operations.UnableToRegisterAccount, match=sentence):
        register(**changes)


def test_only_an_administrator_registers_and_it_is_on_the_record(small_county, act_as):
    with pytest.raises(UnableToAct):
        register(actor=act_as("ZY0180"))
    account_id = register(actor=act_as("ZY0282"))
    (entry,) = entries_of(region_code=COUNTY, stream="account", subject=account_id)
    assert (entry.kind, entry.actor_name) == ("registered", "戴珂之")


def test_an_administrator_sets_a_password(small_county, act_as, account):
    account_id = account("ZY0114")
    operations.set_password(account_id=account_id, password=STRONG, actor=act_as("ZY0282"), now=NOW)
    assert Account.objects.get(pk=account_id).check_password(STRONG)
    entry = entries_of(region_code=COUNTY, stream="account", subject=account_id)[-1]
    assert entry.kind == "password_set"
    assert STRONG not in repr(entry)
    operations.set_password(account_id=account_id, password=STRONG, actor=None, now=NOW)
    with pytest.raises(UnableToAct):
        operations.set_password(
            account_id=account_id, password=STRONG, actor=act_as("ZY0180"), now=NOW
        )
    with pytest.raises(queries.UnableToFindAccount):
        operations.set_password(account_id=0, password=STRONG, actor=None, now=NOW)


def test_a_closed_account_neither_logs_in_nor_signs(small_county, act_as, account):
    account_id = account("ZY0114")
    for _ in range(2):
        operations.deactivate_account(account_id=account_id, actor=act_as("ZY0282"), now=NOW)
    assert not queries.account_by_username("ZY0114").is_active
    with pytest.raises(operations.UnableToSign, match="已停用"):
        operations.sign_as(account_id=account_id, message=b"x")
    kinds = [e.kind for e in entries_of(region_code=COUNTY, stream="account", subject=account_id)]
    assert kinds == ["deactivated"]


def test_only_an_administrator_closes_an_account(small_county, act_as, account):
    with pytest.raises(UnableToAct):
        operations.deactivate_account(account_id=account("ZY0114"), actor=act_as("ZY0180"), now=NOW)


def test_accounts_are_found_by_name_or_number(small_county):
    found = queries.accounts_named(region_code=COUNTY, search="zy011")
    assert [view.username for view in found] == ["ZY0114", "ZY0115", "ZY0116", "ZY0117"]
    assert [view.name for view in queries.accounts_named(region_code=COUNTY, search="正")] == [
        "段澄正",
        "叶芷正",
    ]


def test_an_unknown_number_says_so(small_county):
    with pytest.raises(queries.UnableToFindAccount, match="ZY9999"):
        queries.account_by_username("ZY9999")


def test_a_signature_holds_under_its_text_and_the_accounts_key(small_county, account):
    signed = operations.sign_as(account_id=account("ZY0180"), message="准予".encode())
    assert signed.public_key == bytes(Account.objects.get(username="ZY0180").signature_public)
    parts = {"public_key": signed.public_key, "signature": signed.signature}
    assert verify_signature(message="准予".encode(), **parts)
    assert not verify_signature(message="不予".encode(), **parts)


def test_every_account_has_a_key_of_its_own(small_county):
    keys = [bytes(key) for key in Account.objects.values_list("signature_public", flat=True)]
    assert len(set(keys)) == len(keys)


def fail(username, *ages):
    for age in ages:
        operations.record_failed_login(username=username, now=NOW - timedelta(minutes=age))


def test_five_failed_logins_lock_the_name_in_any_case(small_county):
    fail("zy0114", 5, 4, 3, 2)
    queries.check_may_log_in(username="ZY0114", now=NOW)
    fail("ZY0114 ", 1)
    with pytest.raises(UnableToLogIn, match="请 14 分钟后再试"):
        queries.check_may_log_in(username="zy0114", now=NOW)
    assert queries.check_may_log_in(username="ZY0115", now=NOW) is None


def test_a_good_login_clears_the_failures(small_county):
    fail("ZY0114", 5, 4, 3, 2, 1)
    operations.clear_failed_logins(username="zy0114")
    assert queries.check_may_log_in(username="ZY0114", now=NOW) is None


def test_failures_are_kept_for_a_day_without_the_name(small_county):
    fail("mima-wrong-field", 25 * 60, 5)
    (kept,) = LoginFailure.objects.values()
    assert kept["at"] == NOW - timedelta(minutes=5)
    assert b"mima" not in bytes(kept["name_digest"])


def test_a_name_is_known_in_any_case(small_county):
    assert Account.objects.get_by_natural_key("zy0114").name == "吴岚同"


def test_an_account_is_found_by_its_key_as_by_anything_else(small_county):
    account_id = register()
    found = Account.objects.get(pk=account_id)
    assert vars(found) | {"_state": None} == vars(Account.objects.get(username="ZY0900")) | {
        "_state": None
    }
    with pytest.raises(Account.DoesNotExist):
        Account.objects.get(pk=account_id + 1_000)
