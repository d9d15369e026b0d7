"""The judgement ledger: what reviewers decided, in a chain that only grows, and which readings of a run a decision is about.

It stands beside the releases and outlives them all: a release can be made again, a person's hour of reading cannot.
"""

from pipeline.store.ledger.entry import Act, Entry, Subject
from pipeline.store.ledger.ledger import Ledger, find_ledger

__all__ = ["Act", "Entry", "Ledger", "Subject", "find_ledger"]
