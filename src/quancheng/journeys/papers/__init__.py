"""Letters and results as PDF, from what cannot change: entries, edition, application."""

from quancheng.journeys.papers.printing import letter_pdf, progress_letter_pdf, result_pdf

__all__ = ["letter_pdf", "progress_letter_pdf", "result_pdf"]
