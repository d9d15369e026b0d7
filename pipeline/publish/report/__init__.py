"""The report of a release: one HTML file in Chinese and English that asks no network for anything."""

from pipeline.publish.report.page import report_html

__all__ = ["report_html"]
