"""Writing cases: intake, moves, drafts, letters."""
