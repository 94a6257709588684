"""Reading the domain, by noun. Reads of staff start from a scope."""

from quancheng.identity.queries.absences import AbsenceView, absences_of
from quancheng.identity.queries.accounts import (
    AccountView,
    UnableToFindAccount,
    account_by_username,
    accounts_named,
    check_may_log_in,
)
from quancheng.identity.queries.actors import UnableToActInPost, actor_for, scope_of
from quancheng.identity.queries.applicants import (
    ApplicantView,
    Contact,
    UnableToFindApplicant,
    applicant,
    applicant_by_id_digest,
    applicant_ids_by_phone,
    applicant_kind,
    applicants_named,
    contact_of,
)
from quancheng.identity.queries.held_posts import actor_among, posts_in, posts_of
from quancheng.identity.queries.offices import (
    OfficeView,
    UnableToFindOffice,
    office_by_code,
    offices_by_id,
    offices_of,
)
from quancheng.identity.queries.posts import (
    PostName,
    PostView,
    StaffPage,
    UnableToFindPost,
    deputies_by_post,
    deputies_of,
    post_by_id,
    post_names,
    staff_of,
    staff_page,
)

__all__ = [
    "AbsenceView",
    "AccountView",
    "ApplicantView",
    "Contact",
    "OfficeView",
    "PostName",
    "PostView",
    "StaffPage",
    "UnableToActInPost",
    "UnableToFindAccount",
    "UnableToFindApplicant",
    "UnableToFindOffice",
    "UnableToFindPost",
    "absences_of",
    "account_by_username",
    "accounts_named",
    "actor_among",
    "actor_for",
    "applicant",
    "applicant_by_id_digest",
    "applicant_ids_by_phone",
    "applicant_kind",
    "applicants_named",
    "check_may_log_in",
    "contact_of",
    "deputies_by_post",
    "deputies_of",
    "office_by_code",
    "offices_by_id",
    "offices_of",
    "post_by_id",
    "post_names",
    "posts_in",
    "posts_of",
    "scope_of",
    "staff_of",
    "staff_page",
]
