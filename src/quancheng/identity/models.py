"""Offices, accounts, posts, absences and applicants."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import connections, models
from django.db.models import F, Q
from django.db.models.functions import Upper

from quancheng.identity.rules.documents import ApplicantKind, IdKind
from quancheng.identity.rules.roles import Role


class Office(models.Model):
    """A department (部门) of a county; ``line_code`` is its line in the items' base codes."""

    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, blank=True, default="")
    line_code = models.CharField(max_length=4, blank=True, default="")
    uscc = models.CharField(max_length=18, blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("region", "code"), name="identity_office_code"),
        )


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by user name in any case."""

    def get(self, *args: Any, **kwargs: Any) -> Account:
        """As the ORM's; by ``pk`` alone, which every request of a desk asks for, written out."""
        if args or kwargs.keys() != {"pk"}:
            return super().get(*args, **kwargs)
        meta = self.model._meta  # noqa: SLF001 - Django's documented interface
        names = [field.attname for field in meta.concrete_fields]
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join(names)} FROM {meta.db_table} WHERE id = %s",  # noqa: S608
                [meta.pk.to_python(kwargs["pk"])],
            )
            row = cursor.fetchone()
        if row is None:
            raise self.model.DoesNotExist
        return self.model.from_db(self.db, names, row)

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of this user name, whatever its case; for Django's log-in."""
        return self.get(username__iexact=username or "")


class Account(AbstractBaseUser):
    """A member of staff who can log in; ``username`` is the employee number.

    ``signature_key`` is the sealed Ed25519 private key with which the account signs decisions,
    ``signature_public`` its public half. Rights come from posts only.
    """

    username = models.CharField("工号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=80)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    email = models.EmailField(blank=True, default="")
    phone_cipher = models.BinaryField(null=True)
    phone_digest = models.BinaryField(max_length=32, null=True)
    signature_key = models.BinaryField()
    signature_public = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (
            models.UniqueConstraint(Upper("username"), name="identity_account_username_any_case"),
        )


class Post(models.Model):
    """What an account does, where, and from when to when (岗位).

    ``counter`` is a window number (W06) or the code of a town centre (TC01): text, because the
    counters are tables of a higher layer. ``rank`` B deputises the A post ``stands_in_for``.
    ``valid_to`` is the last day, null for an open end.
    """

    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="posts")
    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    office = models.ForeignKey(
        "identity.Office", on_delete=models.PROTECT, null=True, related_name="+"
    )
    role = models.CharField(max_length=16, choices=[(role.value, role.label) for role in Role])
    counter = models.CharField(max_length=12, blank=True, default="")
    rank = models.CharField(max_length=1, choices=(("A", "A 岗"), ("B", "B 岗")), default="A")
    stands_in_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="deputies"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="identity_post_role"
            ),
            models.CheckConstraint(
                condition=Q(rank="A", stands_in_for__isnull=True)
                | Q(rank="B", stands_in_for__isnull=False),
                name="identity_post_rank",
            ),
            models.CheckConstraint(
                condition=~Q(stands_in_for=F("id")), name="identity_post_not_for_itself"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="identity_post_term",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=("counter", "teller", "delivery")) | ~Q(counter=""),
                name="identity_post_counter",
            ),
            models.UniqueConstraint(
                fields=(
                    "account", "region", "office", "role", "counter", "rank", "stands_in_for",
                ),
                condition=Q(valid_to__isnull=True),
                nulls_distinct=False,
                name="identity_post_held_once",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("region", "role", "office"), name="identity_post_by_role"),)


class Absence(models.Model):
    """Days, both included, on which the holder of an A post is away (请假).

    A constraint of the database (migration ``0002``) refuses two absences of one post
    that overlap.
    """

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("identity.Post", on_delete=models.PROTECT, related_name="absences")
    from_day = models.DateField()
    to_day = models.DateField()
    entered_by = models.ForeignKey("identity.Post", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    reason = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(to_day__gte=F("from_day")), name="identity_absence_days"
            ),
        )


class Applicant(models.Model):
    """A person or an organisation that applies in one county.

    The number on the document, phone and address are sealed; ``id_digest`` and ``phone_digest``
    (keyed HMAC) find them again. ``sex`` is M, F or empty.
    """

    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(
        max_length=12, choices=[(kind.value, kind.label) for kind in ApplicantKind]
    )
    name = models.CharField(max_length=200)
    id_kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in IdKind])
    id_cipher = models.BinaryField()
    id_digest = models.BinaryField(max_length=32)
    phone_cipher = models.BinaryField(null=True)
    phone_digest = models.BinaryField(max_length=32, null=True)
    address_cipher = models.BinaryField(null=True)
    birthday = models.DateField(null=True)
    sex = models.CharField(max_length=1, blank=True, default="")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region", "id_kind", "id_digest"), name="identity_applicant_id"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ApplicantKind]),
                name="identity_applicant_kind",
            ),
            models.CheckConstraint(
                condition=Q(id_kind__in=[kind.value for kind in IdKind]),
                name="identity_applicant_id_kind",
            ),
        )
        indexes = (
            models.Index(fields=("region", "phone_digest"), name="identity_applicant_phone"),
            models.Index(fields=("region", "name"), name="identity_applicant_name"),
        )


class LoginFailure(models.Model):
    """A failed login: the keyed digest of the name that was typed, and when.

    Not the name itself: people type passwords into the wrong field.
    """

    name_digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("name_digest", "at"), name="identity_loginfailure_name"),)
