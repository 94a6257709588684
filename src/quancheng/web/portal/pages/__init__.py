"""Presenters of the portal: all wording, dates and links."""
