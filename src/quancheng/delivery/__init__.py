"""统一送达 delivery: results, hand-over, the uncollected (行政许可法 第44条)."""
