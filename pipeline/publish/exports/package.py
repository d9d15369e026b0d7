"""A Frictionless data package (specs.frictionlessdata.io, v1) around the CSV files of a release, and how to cite it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.publish.exports.dictionary import TYPES, column_text, table_title

if TYPE_CHECKING:
    from pipeline.publish.tables import Table

KEYS = {
    "pairs": "fact_id",
    "counts": "fact_id",
    "activities": "fact_id",
    "claims": "claim_id",
    "places": "place_id",
    "conflicts": "conflict_id",
    "findings": "finding_id",
}
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
TITLE = "youcheng: sister-city ties, numbers and activities read from Chinese reports, each value with its quote"
NOTE = """The data of this release, without the quotes, may be used under CC BY 4.0. The quotes are short citations from the documents
named in the table `sources`; their rights stay with their owners. Cite a value as fact_id@release.

本版数据（引文除外）按 CC BY 4.0 许可使用。引文摘自 `sources` 表所列文献，权利归原作者所有。引用某一数值请写作 fact_id@release。
"""
CITATION = """cff-version: 1.2.0
message: "Cite this release by its digest, a single value as fact_id@release."
title: "{title}"
type: dataset
license: CC-BY-4.0
authors:
  - name: "youcheng"
"""


def write_package(folder: Path, tables: Sequence[Table], profile: str = "internal") -> None:
    """`datapackage.json`, `LICENCE.txt` and `CITATION.cff` beside the folder `csv`; `profile` says who the release is for."""
    package = {
        "profile": "tabular-data-package",
        "name": "youcheng",
        "title": TITLE,
        "audience": profile,
        "licenses": [LICENCE],
        "resources": [_resource(folder, table) for table in tables],
    }
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "LICENCE.txt").write_text(NOTE, encoding="utf-8")
    (folder / "CITATION.cff").write_text(CITATION.format(title=TITLE), encoding="utf-8")


def _resource(folder: Path, table: Table) -> dict[str, Any]:
    data = (folder / "csv" / f"{table.name}.csv").read_bytes()
    fields = [_field(table.name, name, kind) for name, kind in table.columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.name in KEYS:
        schema["primaryKey"] = [KEYS[table.name]]
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"csv/{table.name}.csv",
        "title": " · ".join(table_title(table.name)),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(table: str, name: str, kind: str) -> dict[str, str]:
    english, chinese = column_text(table, name)
    return {"name": name, "type": TYPES[kind], "description": f"{english} · {chinese}"}
