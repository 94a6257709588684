"""Reading cases: one to act on, lists, files."""
