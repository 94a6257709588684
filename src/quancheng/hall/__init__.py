"""大厅 the hall: counters where people are served."""
