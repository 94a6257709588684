"""The rules of the domain, by noun; pure: no Django, no database, no system clock."""

from quancheng.identity.rules.absences import UnableToEnterAbsence, check_absence
from quancheng.identity.rules.actors import Actor, Rank, Scope
from quancheng.identity.rules.appointments import UnableToAppoint, check_appointment
from quancheng.identity.rules.documents import (
    ApplicantKind,
    IdKind,
    IdReading,
    ResidentId,
    UnableToReadId,
    read_applicant_kind,
    read_id,
    read_id_kind,
    read_resident_id,
    read_uscc,
)
from quancheng.identity.rules.lockout import (
    FAILURES_BEFORE_LOCK,
    LOCK_WINDOW,
    UnableToLogIn,
    check_not_locked,
)
from quancheng.identity.rules.masks import mask_address, mask_id, mask_name, mask_phone
from quancheng.identity.rules.names import (
    UnableToReadName,
    UnableToReadPhone,
    clean_text,
    normalise,
    read_name,
    read_phone,
)
from quancheng.identity.rules.permissions import Act, UnableToAct, check_may, may
from quancheng.identity.rules.roles import Role, needs_second_factor, roles_of_title
from quancheng.identity.rules.signatures import verify_signature

__all__ = [
    "FAILURES_BEFORE_LOCK",
    "LOCK_WINDOW",
    "Act",
    "Actor",
    "ApplicantKind",
    "IdKind",
    "IdReading",
    "Rank",
    "ResidentId",
    "Role",
    "Scope",
    "UnableToAct",
    "UnableToAppoint",
    "UnableToEnterAbsence",
    "UnableToLogIn",
    "UnableToReadId",
    "UnableToReadName",
    "UnableToReadPhone",
    "check_absence",
    "check_appointment",
    "check_may",
    "check_not_locked",
    "clean_text",
    "mask_address",
    "mask_id",
    "mask_name",
    "mask_phone",
    "may",
    "needs_second_factor",
    "normalise",
    "read_applicant_kind",
    "read_id",
    "read_id_kind",
    "read_name",
    "read_phone",
    "read_resident_id",
    "read_uscc",
    "roles_of_title",
    "verify_signature",
]
