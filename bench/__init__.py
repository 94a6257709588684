"""Speed and scale, as ratios measured in one run against a stated baseline."""
