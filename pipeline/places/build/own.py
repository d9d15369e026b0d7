"""Our own tables in `data/`: what no package has, each line with its reason. Checked before everything else."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from pipeline.places.build.row import Row


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated table with a head; lines that begin with # are remarks."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def places(path: Path) -> Iterator[Row]:
    """Places that no source has: ended countries, abolished regions, metropolises, islands, groups, zones."""
    for line in table(path):
        names = [line["name_zh"], *line["names"].split()]
        yield Row(
            place_id=line["place_id"],
            country=line["country"] or None,
            level=line["level"],
            name_zh=line["name_zh"],
            source="own",
            name_en=line["name_en"] or None,
            lat=float(line["lat"]) if line.get("lat") else None,
            lon=float(line["lon"]) if line.get("lon") else None,
            parent=line["parent"] or None,
            ids={line["place_id"], *(line.get("ids") or "").split()},
            names=dict.fromkeys(names, "own"),
            valid_from=line.get("valid_from") or None,
            valid_to=line.get("valid_to") or None,
            successor=line.get("successor") or None,
            members=tuple((line.get("members") or "").split()),
        )
