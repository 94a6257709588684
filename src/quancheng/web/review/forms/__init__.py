"""What people send at the desk, brought into one shape."""
