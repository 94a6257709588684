"""Presenters of the desk: wording, dates and links."""
