"""Extractors that learned from annotated sentences, behind the same signature as the rules."""
