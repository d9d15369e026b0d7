"""Judgements and readings brought together: which reading a judgement is about, and what becomes of it in a run.

The ledger knows words, the stages know claims; nothing but this room knows both.
"""
