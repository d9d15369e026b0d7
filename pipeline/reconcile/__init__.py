"""Claims of all documents meet here and become facts; nothing that lost is thrown away."""

from pipeline.reconcile.fuse import reconcile

__all__ = ["reconcile"]
