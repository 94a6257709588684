"""窗口 the counter desk: intake, acceptance, lists of the counter, delivery window."""
