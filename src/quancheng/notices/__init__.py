"""通知 notices: what applicants are told, through an outbox (行政许可法 第32条, 第44条)."""
