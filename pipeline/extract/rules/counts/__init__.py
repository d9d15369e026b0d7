"""Counts: every number that a document states about the world, with unit, measure, scope and time."""

from pipeline.extract.rules.counts.extract import extract_counts

__all__ = ["extract_counts"]
