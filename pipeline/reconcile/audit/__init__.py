"""Why this room exists: numbers of a report can be held against each other, and a reader should hear what does not fit.

Sums, shares and the wholes that they imply, periods, series, rank orders, coverage, clashes between sources. What correct rounding
explains is no finding; what is missing is told apart from what is wrong.
"""

from pipeline.reconcile.audit.run import audit

__all__ = ["audit"]
