"""Views of the office desk, by noun."""
