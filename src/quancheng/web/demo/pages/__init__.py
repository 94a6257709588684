"""Presenters of the entrance."""
