"""The shadow of a text: same length, half-width, simplified; what patterns and names are matched on.

One table, one `str.translate`: traditional and Japanese characters go to the simplified ones, full-width forms to half-width,
compatibility ideographs to their ordinary selves. A character that simplified Chinese uses in its own right (芸, 予, 欠) stays,
whatever it means in Japan.
The table lies in `data/characters.tsv` and is made by `pipeline.text.characters`.
"""

from __future__ import annotations

from functools import cache

from pipeline.paths import data_file

TABLE = "characters.tsv"


def shadow(text: str) -> str:
    """`text` half-width and in simplified characters, character for character: the same length."""
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    lines = data_file("pipeline.text", TABLE).read_text(encoding="utf-8").splitlines()
    table = {ord(line[0]): line[2] for line in lines}
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    table[0x3000] = " "
    return table
