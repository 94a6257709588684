"""Registration with Django."""

from __future__ import annotations

from django.apps import AppConfig


class AccountDeskConfig(AppConfig):
    """账号: not ``account``, which is the label of django-allauth's application."""

    name = "quancheng.web.account"
    label = "web_account"
    verbose_name = "账号"
