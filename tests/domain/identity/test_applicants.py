from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from quancheng.identity import operations, queries
from quancheng.identity.models import Applicant
from quancheng.identity.rules import (
    ApplicantKind,
    IdKind,
    UnableToAct,
    UnableToReadId,
    UnableToReadName,
    UnableToReadPhone,
)
from quancheng.identity.vault import the_vault
from quancheng.ledger.queries import entries_of
from tests.domain.identity.small_county import COUNTY, NOW
from tests.factories.applicants import Registered, registered

NUMBER = "11010519491231002X"
PERSON = {
    "region_code": COUNTY,
    "kind": ApplicantKind.PERSON,
    "name": "柏青禾",
    "id_kind": IdKind.RESIDENT_ID,
    "id_number": NUMBER,
    "phone": "13912346120",
    "address": "陕西省安康市紫阳县城关镇河堤路12号",
    "now": NOW,
}


def register(**changes):
    return registered(**(PERSON | changes))


def scope_of(act_as, username="ZY0001"):
    return queries.scope_of(act_as(username))


def test_a_new_applicant_is_registered_with_what_his_number_says(small_county, act_as):
    registered = register()
    view = queries.applicant(applicant_id=registered.applicant_id, scope=scope_of(act_as))
    assert registered.is_new
    assert (view.birthday, view.sex, view.name) == (date(1949, 12, 31), "F", "柏青禾")


def test_every_view_is_masked(small_county, act_as):
    view = queries.applicant(applicant_id=register().applicant_id, scope=scope_of(act_as))
    assert (view.id_masked, view.phone_masked) == ("1101****002X", "139****6120")
    assert view.address_masked == "陕西省安康市紫阳县城关镇****"


def test_the_database_holds_nothing_in_clear(small_county):
    row = Applicant.objects.filter(pk=register().applicant_id).values().get()
    stored = repr({name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()})
    for secret in (NUMBER, "13912346120", "河堤路"):
        assert secret not in stored


def test_the_applicant_is_found_again_by_his_document(small_county):
    first = register()
    again = register(id_number=" 1101051949１231002x ", phone="", address="")
    assert again == Registered(applicant_id=first.applicant_id, is_new=False)
    found = queries.applicant_by_id_digest(
        region_code=COUNTY, id_kind="resident_id", id_number=NUMBER
    )
    assert found is not None
    assert found.id == first.applicant_id
    assert found.phone_masked == "139****6120"


def test_an_unknown_document_finds_nobody(small_county):
    assert (
        queries.applicant_by_id_digest(region_code=COUNTY, id_kind="passport", id_number="E1234567")
        is None
    )


def test_another_county_knows_its_own_applicants_only(small_county, act_as):
    other = register(region_code="610925")
    assert register().applicant_id != other.applicant_id
    with pytest.raises(queries.UnableToFindApplicant):
        queries.applicant(applicant_id=other.applicant_id, scope=scope_of(act_as))
    viewer = queries.scope_of(act_as("AK0001"))
    assert queries.applicant(applicant_id=other.applicant_id, scope=viewer).id


def test_a_new_phone_and_address_replace_the_old_ones(small_county, act_as):
    registered = register()
    register(phone="13812340000", address="紫阳县蒿坪镇1号", now=NOW + timedelta(days=1))
    view = queries.applicant(applicant_id=registered.applicant_id, scope=scope_of(act_as))
    assert (view.phone_masked, view.address_masked) == ("138****0000", "紫阳县蒿坪镇****")
    assert Applicant.objects.get(pk=view.id).updated_at == NOW + timedelta(days=1)


def test_the_same_particulars_write_nothing(small_county):
    register()
    register(now=NOW + timedelta(days=1))
    assert Applicant.objects.get().updated_at == NOW


def test_a_phone_given_later_is_added(small_county):
    registered = register(phone="", address="")
    assert queries.contact_of(registered.applicant_id).phone == ""
    register()
    contact = queries.contact_of(registered.applicant_id)
    assert contact.phone == "13912346120"
    assert "13912346120" not in repr(contact)


def test_another_name_on_the_same_document_is_questioned(small_county):
    register()
    with pytest.raises(operations.UnableToRegisterApplicant, match=r"柏\*\*.*已更名"):
        register(name="柏青和")
    assert Applicant.objects.get().name == "柏青禾"


def test_a_proven_new_name_is_taken_over(small_county):
    register()
    register(name="柏青和", renamed=True)
    assert Applicant.objects.get().name == "柏青和"


def test_an_organisation_is_known_by_its_credit_code(small_county, act_as):
    registered = register(
        kind="organisation", name="紫阳县茶业有限公司", id_kind="uscc",
        id_number="91610924DM0000494J",
    )  # fmt: skip
    view = queries.applicant(applicant_id=registered.applicant_id, scope=scope_of(act_as))
    assert (view.id_masked, view.birthday) == ("91610924DM0000494J", None)
    kind = queries.applicant_kind(applicant_id=registered.applicant_id)
    assert kind is ApplicantKind.ORGANISATION


@pytest.mark.parametrize(
    ("changes", "error", "sentence"),
    [
        ({"id_number": "1"}, UnableToReadId, "18 位"),
        ({"id_number": "110105203001010017"}, UnableToReadId, "身份证号码"),
        ({"name": " "}, UnableToReadName, "不能为空"),
        ({"phone": "1"}, UnableToReadPhone, "11 位"),
        ({"id_kind": "uscc"}, operations.UnableToRegisterApplicant, "自然人不用"),
        ({"kind": "organisation"}, operations.UnableToRegisterApplicant, "统一社会信用代码"),
    ],
)
def test_what_cannot_be_right_registers_nobody(small_county, changes, error, sentence):
    with pytest.raises(error, match=sentence):
        register(**changes)
    assert not Applicant.objects.exists()


def test_applicants_are_found_by_name_and_phone(small_county, act_as):
    first = register().applicant_id
    register(id_number="110101199003070011", name="柏青松", phone="", now=NOW + timedelta(days=1))
    scope = scope_of(act_as)
    named = queries.applicants_named(scope=scope, name=" 柏青")
    assert [view.name for view in named] == ["柏青松", "柏青禾"]
    nowhere = replace(scope, counties=("610925",))
    assert queries.applicants_named(scope=nowhere, name="柏") == ()
    assert queries.applicant_ids_by_phone(region_code=COUNTY, phone="139 1234 6120") == (first,)


def test_rare_characters_survive(small_county, act_as):
    registered = register(name="𠮷䶮㛃", address="紫阳县城关镇䶮家湾")
    view = queries.applicant(applicant_id=registered.applicant_id, scope=scope_of(act_as))
    assert view.name == "𠮷䶮㛃"
    assert queries.applicants_named(scope=scope_of(act_as), name="𠮷")[0].id == view.id


@pytest.mark.parametrize(
    "read", [queries.contact_of, lambda n: queries.applicant_kind(applicant_id=n)]
)
def test_an_applicant_that_is_not_there_is_not_read(small_county, read):
    with pytest.raises(queries.UnableToFindApplicant):
        read(0)


def open_full(actor, applicant_id, field="id", reason="核对代领人", **options):
    return operations.open_in_full(
        actor=actor, applicant_id=applicant_id, field=field, reason=reason, now=NOW, **options
    )


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("id", NUMBER),
        ("phone", "13912346120"),
        ("address", "陕西省安康市紫阳县城关镇河堤路12号"),
    ],
)
def test_opening_in_full_is_an_event(small_county, act_as, field, text):
    applicant_id = register().applicant_id
    actor = act_as("ZY0001")
    assert open_full(actor, applicant_id, field, case_number="61092406X") == text
    (entry,) = entries_of(region_code=COUNTY, stream="applicant", subject=applicant_id)
    assert (entry.kind, entry.actor, entry.post, entry.reason) == (
        "opened_in_full",
        actor.account_id,
        actor.post_id,
        "核对代领人",
    )
    assert entry.data == {"field": field, "case": "61092406X"}
    assert text not in repr(entry)


def test_town_staff_open_numbers_of_their_county(small_county, act_as):
    assert open_full(act_as("ZT0291"), register().applicant_id) == NUMBER


@pytest.mark.parametrize("username", ["ZY0282", "AK0001"])
def test_who_takes_no_part_in_cases_opens_nothing(small_county, act_as, username):
    applicant_id = register().applicant_id
    with pytest.raises(UnableToAct, match="完整个人信息"):
        open_full(act_as(username), applicant_id)
    assert entries_of(region_code=COUNTY, stream="applicant", subject=applicant_id) == []


def test_opening_needs_a_reason_and_something_to_open(small_county, act_as):
    applicant_id = register(phone="").applicant_id
    with pytest.raises(operations.UnableToOpenInFull, match="写明理由"):
        open_full(act_as("ZY0001"), applicant_id, reason=" \u200b")
    with pytest.raises(operations.UnableToOpenInFull, match="没有登记联系电话"):
        open_full(act_as("ZY0001"), applicant_id, field="phone")
    with pytest.raises(queries.UnableToFindApplicant):
        open_full(act_as("ZY0001"), register(region_code="610925").applicant_id)


def test_a_number_moved_into_another_column_does_not_open(small_county, act_as):
    row = Applicant.objects.get(pk=register().applicant_id)
    row.phone_cipher = row.id_cipher
    row.save(update_fields=["phone_cipher"])
    from quancheng.identity.vault import UnableToUnseal

    with pytest.raises(UnableToUnseal):
        queries.contact_of(row.pk)
    assert the_vault().open(row.id_cipher, purpose="applicant.id") == NUMBER
