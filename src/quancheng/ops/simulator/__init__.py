"""The simulator: an invented county at work, through the real operations."""
