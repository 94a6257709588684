"""Before an application is taken in: find the item, write the draft, gather the materials."""
