"""办件 cases: application, acceptance, correction, opinions, suspension, decision (行政许可法 第29–45条)."""
