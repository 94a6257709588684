"""Rules of the domain, by noun (pure)."""
