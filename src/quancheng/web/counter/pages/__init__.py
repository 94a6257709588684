"""What the pages of the counter desk say: wording, dates, links."""
