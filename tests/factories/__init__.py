"""Makers of states for the suite; all of them run the real operations."""
