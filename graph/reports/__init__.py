"""Reading official inspection reports."""

from graph.reports.extract import extract_report

__all__ = ["extract_report"]
