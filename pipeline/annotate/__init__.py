"""Annotate: the words of a reading that matter, found on characters: places, dates, quantities, cut into sentences.

Places come first and words are cut afterwards, since a segmenter splits names that it does not know. Nothing is judged here.
"""

from pipeline.annotate.annotate import annotate
from pipeline.annotate.unlinked import unlinked_places

__all__ = ["annotate", "unlinked_places"]
