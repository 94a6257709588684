"""Writing the domain, by noun."""

from quancheng.identity.operations.absences import end_absence, enter_absence
from quancheng.identity.operations.accounts import (
    Signed,
    UnableToRegisterAccount,
    UnableToSign,
    clear_failed_logins,
    deactivate_account,
    record_failed_login,
    register_account,
    set_password,
    sign_as,
)
from quancheng.identity.operations.applicants import (
    Recognised,
    UnableToOpenInFull,
    UnableToRegisterApplicant,
    open_in_full,
    recognise_applicant,
)
from quancheng.identity.operations.keys import ensure_vault, vault_health
from quancheng.identity.operations.offices import UnableToLoadDepartments, load_departments
from quancheng.identity.operations.posts import appoint, end_post
from quancheng.identity.operations.rotation import OWN_COLUMNS, SealedColumn, rotate_keys
from quancheng.identity.operations.staff import StaffLoad, UnableToLoadStaff, load_staff

__all__ = [
    "OWN_COLUMNS",
    "Recognised",
    "SealedColumn",
    "Signed",
    "StaffLoad",
    "UnableToLoadDepartments",
    "UnableToLoadStaff",
    "UnableToOpenInFull",
    "UnableToRegisterAccount",
    "UnableToRegisterApplicant",
    "UnableToSign",
    "appoint",
    "clear_failed_logins",
    "deactivate_account",
    "end_absence",
    "end_post",
    "ensure_vault",
    "enter_absence",
    "load_departments",
    "load_staff",
    "open_in_full",
    "recognise_applicant",
    "record_failed_login",
    "register_account",
    "rotate_keys",
    "set_password",
    "sign_as",
    "vault_health",
]
