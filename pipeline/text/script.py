"""The shadow of a text: same length, half-width, simplified; what patterns and names are matched on.

One table over all code points, looked up for the whole text at once (NumPy, several times as fast as `str.translate`):
traditional and Japanese characters go to the simplified ones, full-width forms to half-width, compatibility ideographs to
their ordinary selves. A character that simplified Chinese uses in its own right (芸, 予, 欠) stays, whatever it means in Japan.
The table lies in `data/characters.tsv` and is made by `pipeline.text.characters`.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.paths import data_file

TABLE = "characters.tsv"


def shadow(text: str) -> str:
    """`text` half-width and in simplified characters, character for character: the same length."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    folded: bytes = _table()[codes].tobytes()
    return folded.decode("utf-32-le", "surrogatepass")


@cache
def _table() -> NDArray[np.uint32]:
    """For each code point the one that stands for it, mostly itself."""
    table = np.arange(0x110000, dtype="<u4")
    for line in data_file("pipeline.text", TABLE).read_text(encoding="utf-8").splitlines():
        table[ord(line[0])] = ord(line[2])
    table[0xFF01:0xFF5F] -= 0xFEE0
    table[0x3000] = ord(" ")
    return table
