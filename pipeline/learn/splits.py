"""Which gold document serves what: those that stand in a split stay there, new ones are dealt to the split that lacks most.

By document, never by sentence. Within the documents of one sort (sentence groups, short documents) and genre each split has its share;
ids are taken in their order, so the same gold gives the same splits whoever deals.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.evaluate.goldtext import SPLITS, GoldDocument, read_gold_folder, read_splits

SHARES = {"train": 0.55, "calibration": 0.20, "test": 0.25}
HEAD = """\
# Which gold document serves what. Models and rules may be made with `train`, confidence is calibrated on `calibration`; of `test`
# only figures are ever looked at. A document stands in one split alone. `youcheng models split` deals new documents out and moves
# none (pipeline/learn/splits.py); documents that were used while rules were made are written into `train` by hand before.
# `d4-*` and `d5-*` were written so that calibration can be measured: by their number, whatever they hold, odd ones test, even ones
# calibrate, and of these every second (4, 8, 12 …) trains, since rules want fuller documents too.
[split]
"""


def deal(documents: Sequence[GoldDocument], known: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """`known` with every document that stands nowhere yet; names of documents that are gone are left out."""
    where = {name: split for split, names in known.items() for name in names}
    has: Counter[tuple[str, str]] = Counter()
    dealt: dict[str, list[str]] = {split: [] for split in SHARES}
    for document in sorted(documents, key=lambda d: (d.name not in where, d.name)):
        sort = _sort(document)
        split = where.get(document.name) or max(SHARES, key=lambda one: _lack(has, sort, one))
        dealt[split].append(document.name)
        has[sort, split] += 1
    return {split: tuple(sorted(names)) for split, names in dealt.items()}


def _sort(document: GoldDocument) -> str:
    return f"{document.name[:1]} {document.genre}"


def _lack(has: Mapping[tuple[str, str], int], sort: str, split: str) -> float:
    """How many documents of the sort the split lacks, once there is one more."""
    total = sum(has.get((sort, one), 0) for one in SHARES) + 1
    return SHARES[split] * total - has.get((sort, split), 0)


def write_splits(folder: Path) -> dict[str, tuple[str, ...]]:
    """Deal the documents of a gold folder and write its `splits.toml`; raises what reading gold raises."""
    known = read_splits(folder) if (folder / SPLITS).is_file() else {}
    splits = deal(read_gold_folder(folder), known)
    (folder / SPLITS).write_text(HEAD + "".join(_lines(split, names) for split, names in splits.items()), "utf-8")
    return splits


def _lines(split: str, names: Sequence[str]) -> str:
    rows = textwrap.fill(" ".join(f'"{name}",' for name in names), width=120, break_on_hyphens=False)
    return f"{split} = [\n{textwrap.indent(rows, '    ')}\n]\n" if names else f"{split} = []\n"
