"""Doors of the portal: parse, one call, answer."""
