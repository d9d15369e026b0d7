"""Ties as a network (GraphML, by networkx) and places as points (GeoJSON, RFC 7946). No boundary is drawn anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.publish.tables import Table

PLACE_VALUES = ("name", "name_en", "country", "level", "claims", "documents")
TIE_VALUES = ("fact_id", "relation", "date", "since", "until", "confidence", "works")


def records(table: Table) -> Iterable[dict[str, Any]]:
    """The rows of a table by column name."""
    names = [name for name, _ in table.columns]
    return (dict(zip(names, row, strict=True)) for row in table.rows)


def write_graph(path: Path, pairs: Table, places: Table) -> None:
    """An undirected multigraph: a node a place, an edge a tie; values that are not known are left out."""
    import networkx as nx

    graph = nx.MultiGraph()
    known = {row["place_id"]: row for row in records(places)}
    for tie in records(pairs):
        for side in ("a", "b"):
            row = known.get(tie[f"{side}_place_id"], {"name": tie[f"{side}_name"]})
            graph.add_node(tie[f"{side}_place_id"], **_given(row, (*PLACE_VALUES, "lat", "lon")))
        graph.add_edge(tie["a_place_id"], tie["b_place_id"], key=tie["fact_id"], **_given(tie, TIE_VALUES))
    nx.write_graphml(graph, path, encoding="utf-8", prettyprint=True)


def write_points(path: Path, places: Table) -> None:
    """Every place with coordinates as a point, longitude first."""
    features = [
        {
            "type": "Feature",
            "id": row["place_id"],
            "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
            "properties": _given(row, PLACE_VALUES),
        }
        for row in records(places)
        if row["lat"] is not None and row["lon"] is not None
    ]
    whole = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _given(row: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if row.get(name) is not None}
