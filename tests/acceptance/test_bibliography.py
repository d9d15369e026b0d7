"""What the texts say of themselves: nine in ten fields of the document lines are as the gold has them."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

FLOOR = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["bibliography"]["right"]
SINGLE, SEVERAL = ("title", "date", "publisher", "isbn"), ("authors", "organisations")

pytestmark = pytest.mark.xdist_group("score")


def even(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def judged(run: Any) -> Iterator[tuple[str, str, bool]]:
    """Document, field and whether it is right, for every document line of a gold set."""
    read = {Path(claim["document"]).stem: claim for claim in run.claims if claim["type"] == "document"}
    for path in sorted(run.corpus.gold.glob("*.jsonl")):
        lines = map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").split("\n")))
        wanted = next((line for line in lines if line["type"] == "document"), None)
        found = read.get(path.stem, {})
        for field in SINGLE if wanted else ():
            fair = wanted[field] if isinstance(wanted.get(field), list) else [wanted.get(field)]
            yield path.stem, field, even(found.get(field)) in map(even, fair)
        for field in SEVERAL if wanted else ():
            yield path.stem, field, set(map(even, found.get(field) or ())) == set(map(even, wanted.get(field) or ()))


def test_nine_in_ten_fields_are_right(run_of: Callable[[str], Any]) -> None:
    rows = [row for corpus in ("seeds", "web") for row in judged(run_of(corpus))]
    wrong = [f"{document} {field}" for document, field, right in rows if not right]
    assert len(rows) > 100
    assert 1 - len(wrong) / len(rows) >= FLOOR, wrong
