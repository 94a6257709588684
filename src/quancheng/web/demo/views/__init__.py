"""Views of the entrance."""
