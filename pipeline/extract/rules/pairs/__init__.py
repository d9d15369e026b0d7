"""Pairs of tied places: running text, lists under a heading, tables, bare titles."""

from pipeline.extract.rules.pairs.pairs import extract_pairs

__all__ = ["extract_pairs"]
