"""The app of the review desk."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The desk of examiners, reviewers, approvers and heads."""

    name = "quancheng.web.review"
    label = "web_review"
