"""Presenters of the office desk, by noun: wording, dates, links."""
