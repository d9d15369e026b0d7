"""The bibliography of a release as three files: for people and for the programs in which they write."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.publish.citing.bibtex import bibtex
from pipeline.publish.citing.csl import csl
from pipeline.publish.citing.gbt7714 import gbt7714
from pipeline.publish.citing.line import Line

STYLES = ("gbt7714", "bibtex", "csl")
FILES = {"gbt7714": "bibliography.txt", "bibtex": "bibliography.bib", "csl": "bibliography.csl.json"}


def bibliography(lines: Sequence[Line], style: str) -> str:
    """All lines in one style, in their order, with the line end. Raises `UsageError` for a style that is not known."""
    if style == "gbt7714":
        return "".join(f"[{number}] {gbt7714(line)}\n" for number, line in enumerate(lines, 1))
    if style == "bibtex":
        return "\n".join(bibtex(line) for line in lines)
    if style == "csl":
        return as_json([csl(line) for line in lines])
    raise UsageError(f"no style '{style}', only {', '.join(STYLES)}")


def as_json(items: Iterable[object]) -> str:
    """CSL items as one JSON list."""
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"


def write_bibliography(folder: Path, lines: Sequence[Line]) -> None:
    """`bibliography.txt` (GB/T 7714), `.bib` and `.csl.json` in a release's folder."""
    for style, name in FILES.items():
        (folder / name).write_text(bibliography(lines, style), encoding="utf-8")
