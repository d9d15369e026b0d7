"""The judgement ledger: what reviewers decided, in a chain that only grows, and which readings of a run a decision is about.

It stands beside the releases and outlives them all: a release can be made again, a person's hour of reading cannot. Entries and what
is made of them need no database; `ledger.Ledger` alone does.
"""

from pipeline.store.ledger.entry import Act, Entry, Subject
from pipeline.store.ledger.where import find_ledger, ledger_of

__all__ = ["Act", "Entry", "Subject", "find_ledger", "ledger_of"]
