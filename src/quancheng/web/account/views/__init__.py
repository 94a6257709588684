"""Views of one's own account and of the staff, by noun."""
