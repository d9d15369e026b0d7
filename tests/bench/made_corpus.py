"""A corpus of any size from the texts of `corpora/sample`: the same ties in other years, each document with a line of its own."""

from __future__ import annotations

import re
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample"
YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
SHIFTS = 17  # years back at most, so that no document says what every other one says


def make_corpus(folder: Path, number: int) -> list[Path]:
    """Write `number` documents, each different, into `folder`; returns their paths in order."""
    texts = [text for path in sorted(SAMPLE.iterdir()) if (text := _text(path))]
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{at:05}.txt" for at in range(number)]
    for at, path in enumerate(paths):
        shift = at // len(texts) % SHIFTS
        words = YEAR.sub(lambda year, shift=shift: str(int(year[0]) - shift), texts[at % len(texts)])
        path.write_text(f"{words}\n第{at}份。\n", encoding="utf-8")
    return paths


def _text(path: Path) -> str | None:
    if path.suffix not in (".txt", ".md") or path.name == "README.md":
        return None
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
