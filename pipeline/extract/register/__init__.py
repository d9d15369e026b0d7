"""Why this room exists: others keep lists of ties too, and such a list can be read as one more source beside the reports.

A register is a table with one tie a row: an official directory's export, a query's result from Wikidata. What its columns hold is known
by their heads; its claims are cited cell by cell like all others and are signed `register.list`.
"""

from pipeline.extract.register.rows import REGISTER, extract_register

__all__ = ["REGISTER", "extract_register"]
