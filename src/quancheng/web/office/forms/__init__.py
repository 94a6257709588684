"""Forms of the office desk, by noun."""
