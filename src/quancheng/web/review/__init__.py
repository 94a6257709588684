"""The review desk: tasks by urgency, the case page, opinions and decisions."""
