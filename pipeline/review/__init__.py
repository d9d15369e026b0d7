"""Judgements and readings brought together: which reading a judgement is about, and what becomes of it."""
