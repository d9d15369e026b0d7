"""Tables that reports draw, from a release: figures whose every cell resolves to facts, beside what the reports state."""

from pipeline.publish.study.choice import Choice
from pipeline.publish.study.study import Figure, Study, Total

__all__ = ["Choice", "Figure", "Study", "Total"]
