"""Wording, dates and links of the pages, by noun."""
