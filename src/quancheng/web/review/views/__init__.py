"""What the addresses of the desk do: parse, one call, answer."""
