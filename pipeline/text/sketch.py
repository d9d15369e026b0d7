"""A text's fingerprint: enough to see that two documents are one text, or that one has a passage or a table of the other.

Shingles of 8 characters are hashed and the lowest hashes kept (a bottom sketch; Broder 1997): a share of all, so that two sketches
tell the overlap of their texts. Runs of six numbers are hashed too, since tables are copied under other words. A document of
15,000 characters costs about a millisecond.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from pipeline.records.works import Sketch

Codes = NDArray[np.uint64]
WIDTH = 8  # characters of a shingle
LEAST, SHARE = 512, 32  # hashes kept: all of a short text's, one in 32 of a long one's
RUN = 6  # numbers of a run
MOST_RUNS = 256
BITS = 53  # whole in a JSON number
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DOI = re.compile(r"\bdoi[:：\s/.org]{0,12}(10\.\d{4,9}/[^\s，。；、)）\]]+)", re.I)
FRONT = 3000  # characters in which a text names its own DOI; later ones are those of its references


def sketch(shadow: str) -> Sketch:
    """The fingerprint of a document's shadow text (half-width, simplified)."""
    codes = _letters(shadow)
    hashes = np.unique(_mixed(_rolled(codes)))
    kept = hashes[: max(LEAST, len(codes) // SHARE)]
    reach = int(kept[-1]) if len(kept) < len(hashes) else 2**BITS
    doi = _DOI.search(shadow[:FRONT])
    return Sketch(
        len(codes), tuple(kept.tolist()), _number_runs(shadow), reach, doi.group(1).lower().rstrip(".") if doi else None
    )


def _letters(text: str) -> Codes:
    """Code points of letters, digits and Chinese characters: what a line break, a page or a font cannot change."""
    codes = np.frombuffer(text.lower().encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    han = (codes >= 0x3400) & (codes <= 0x9FFF)
    latin = ((codes >= 0x30) & (codes <= 0x39)) | ((codes >= 0x61) & (codes <= 0x7A))
    return codes[han | latin | (codes >= 0x20000)].astype(np.uint64)


def _rolled(codes: Codes) -> Codes:
    """One number for each window of `WIDTH` characters; a text shorter than a window has none."""
    size = len(codes) - WIDTH + 1
    if size <= 0:
        return np.zeros(0, dtype=np.uint64)
    rolled = np.zeros(size, dtype=np.uint64)
    for at in range(WIDTH):
        rolled = rolled * np.uint64(0x100000001B3) + codes[at : at + size]
    return rolled


def _mixed(values: Codes) -> Codes:
    """The last step of splitmix64, so that the lowest hashes are a fair draw; cut to `BITS` bits."""
    mixed = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mixed ^ (mixed >> np.uint64(31))) >> np.uint64(64 - BITS)


def _number_runs(shadow: str) -> tuple[int, ...]:
    """Hashes of runs of numbers that are worth comparing: at least four of the six are no years and not counted up."""
    numbers = [float(word) if len(word) < 16 else 0.0 for word in _NUMBER.findall(shadow)]
    if len(numbers) < RUN:
        return ()
    values = np.asarray(numbers)
    telling = ~((values >= 1800) & (values <= 2100) & (values == np.floor(values)))
    telling[1:] &= (values[1:] != values[:-1] + 1) & (values[1:] != values[:-1])
    size = len(values) - RUN + 1
    worth = sum(telling[at : at + size].astype(np.int64) for at in range(RUN)) >= 4
    bits = np.round(values * 1000).astype(np.int64).astype(np.uint64)
    rolled = np.zeros(size, dtype=np.uint64)
    for at in range(RUN):
        rolled = rolled * np.uint64(0x9E3779B97F4A7C15) + bits[at : at + size]
    return tuple(np.unique(_mixed(rolled[worth]))[:MOST_RUNS].tolist())
