"""What people fill in at the counter desk."""
