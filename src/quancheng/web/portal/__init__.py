"""阳光政务365: the public desk — find an item, read its guide, follow a case, check a result."""
