"""What the counter desk answers."""
