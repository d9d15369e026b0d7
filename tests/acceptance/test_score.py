"""The floors of quality: a lower score fails, and so does a gold set that the floors were not set for."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SETTINGS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
FLOORS = [
    pytest.param(
        floor["corpus"], floor["type"], metric, floor[metric], id=f"{floor['corpus']}-{floor['type']}-{metric}"
    )
    for floor in SETTINGS["floor"]
    for metric in floor
    if metric not in ("corpus", "type")
]
NO_PAIR = [(corpus, stem) for corpus, stems in SETTINGS["no_pair"].items() for stem in stems]

pytestmark = pytest.mark.xdist_group("score")


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def digest_of(gold: Path) -> str:
    """SHA-256 over names and bytes of a gold folder's files."""
    whole = hashlib.sha256()
    for path in sorted(gold.glob("*.jsonl")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


@pytest.mark.parametrize(("corpus", "kind", "metric", "floor"), FLOORS)
def test_floor(run_of: Callable[[str], Any], corpus: str, kind: str, metric: str, floor: float) -> None:
    reached = run_of(corpus).score["total"][kind][metric]
    assert reached is not None, f"no {kind} claim at all"
    assert reached >= floor, f"{corpus} {kind} {metric}: {reached:.3f} is under its floor of {floor}"


@pytest.mark.parametrize(("corpus", "stem"), NO_PAIR)
def test_no_pair_where_there_is_none(run_of: Callable[[str], Any], corpus: str, stem: str) -> None:
    found = [c["quote"] for c in run_of(corpus).claims if c["type"] == "pair" and c["document"].startswith(stem)]
    assert found == []


def anchors(claim: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The claim's own place, and that of each field that has one and says what stands there."""
    yield "claim", claim
    for name, field in (claim.get("fields") or {}).items():
        if field and field.get("raw_start") is not None and field.get("quote"):
            yield name, field


@pytest.mark.parametrize("corpus", ["seeds", "web"])
def test_every_claim_stands_where_it_says(run_of: Callable[[str], Any], corpus: str) -> None:
    """The score tool judges three types in documents with gold; this judges every published claim and its fields."""
    run = run_of(corpus)
    texts = {path.name: path.read_bytes().decode("utf-8") for path in run.corpus.source.glob("*.txt")}
    astray = [
        (claim["document"], claim["claim_id"], name, anchor["quote"])
        for claim in run.claims
        for name, anchor in anchors(claim)
        if squeeze(texts[claim["document"]][anchor["raw_start"] : anchor["raw_end"]]) != squeeze(anchor["quote"])
    ]
    assert run.claims
    assert astray == []


@pytest.mark.parametrize("corpus", ["seeds", "web"])
def test_the_gold_is_the_one_that_the_floors_were_set_for(corpora: dict[str, Any], corpus: str) -> None:
    assert digest_of(corpora[corpus].gold) == SETTINGS["gold"][corpus], (
        "the gold changed: look at the floors, then pin it"
    )
