"""Claims of all documents meet here and become facts; nothing that lost is thrown away."""

from pipeline.reconcile.frozen import FrozenWeights, read_weights
from pipeline.reconcile.fuse import reconcile

__all__ = ["FrozenWeights", "read_weights", "reconcile"]
