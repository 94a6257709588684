"""存证 the record: append-only evidence of every act (行政许可法 第10条, 第61条)."""
