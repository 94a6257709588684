"""Addresses of one's own account and of the staff."""

from __future__ import annotations

from django.urls import include, path

from quancheng.web.account.views import absence, post, security, staff, staff_forms

own = [
    path("post/", post.show, name="post"),
    path("absence/", absence.show, name="absence"),
    path("absence/<int:absence_id>/end/", absence.end, name="end-absence"),
    path("security/", security.show, name="security"),
    path("security/sessions/end/", security.end_sessions, name="end-sessions"),
]
people = [
    path("", staff.listing, name="list"),
    path("register/", staff_forms.register, name="register"),
    path("appoint/", staff_forms.appoint, name="appoint"),
    path("<int:post_id>/", staff.show, name="post"),
    path("<int:post_id>/deputy/", staff_forms.deputy, name="deputy"),
    path("<int:post_id>/password/", staff_forms.password, name="password"),
    path("<int:post_id>/end/", staff.end, name="end"),
    path("<int:post_id>/close/", staff.close_account, name="close"),
]

urlpatterns = [
    path("account/", include((own, "account"))),
    path("office/staff/", include((people, "staff"))),
]
