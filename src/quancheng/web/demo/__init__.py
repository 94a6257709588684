"""The entrance of the demonstration: its accounts by desk, with one-click login.

It exists only where the demo flag is on; a real site has no such address.
"""
