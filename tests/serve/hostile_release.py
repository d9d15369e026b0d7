"""A release whose every text means harm, and the addresses of its pages."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline.publish.tables import COLUMNS, Table
from pipeline.publish.writers import write_sqlite

SCRIPT = "<script>alert(1)</script>"
EVIL = {
    "tag": SCRIPT,
    "attribute": "\"><img src=x onerror=alert(1)> ' onmouseover='alert(1)",
    "svg": "<svg onload=alert(1)><title>",
    "formula": "=cmd|' /C calc'!A0",
    "rtl": "\u202e\u2067gpj.exe",
    "template": "{{ 7 * 7 }}{% raw %}{{ config }}",
    "address": "javascript:alert(1)",
    "long": "长" * 10_000,
    "control": "a\x00\x08\x1bb\ud7ff",
}
DIGEST = "d" * 64


def row(columns: str, values: dict[str, object]) -> tuple[tuple[tuple[str, str], ...], tuple[object, ...]]:
    parts = [word.partition(":") for word in columns.split()]
    return tuple((part[0], part[2] or "text") for part in parts), tuple(values.get(part[0]) for part in parts)


def make_hostile(folder: Path) -> Path:
    """Writes the release into `folder` and returns it."""
    found = []
    for name, columns in COLUMNS.items():
        rows = []
        for i, (kind, text) in enumerate(EVIL.items()):
            texts = {part.partition(":")[0]: text for part in columns.split() if ":" not in part}
            keys = {
                "fact_id": f"p-{i}",
                "claim_id": f"c-{i}",
                "place_id": kind,
                "finding_id": f"f-{i}",
                "document_digest": f"{i}" * 64,
                "claim_ids": f"c-{i}",
                "a_place_id": kind,
                "b_place_id": text,
                "claims": 3,
                "ocr": 0,
                "page": 1,
                "works": 1,
                "value": 3.0,
                "body": "{}",
                "fields": "{}",
                "cites": None,
                "boxes": "[]",
                "codes": "{}",
                "as_of_first": f"200{i}-01-01",
                "as_of": f"200{i}",
                "measure": "sister_pairs",
                "scope_ids": "CN",
                "rule": None,
                "lat": 1.0 * i,
                "lon": 2.0 * i,
            }
            heads, values = row(
                columns, texts | {k: v for k, v in keys.items() if k in columns.replace(":", " ").split()}
            )
            rows.append(values)
        found.append(Table(name, heads, tuple(rows)))  # type: ignore[arg-type]
    folder.mkdir()
    write_sqlite(folder / "youcheng.sqlite", found)
    return folder


def paths(release: Path) -> list[str]:
    ids = range(len(EVIL))
    with sqlite3.connect(release / "youcheng.sqlite") as base:
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [
        "/",
        "/cite",
        "/youcheng",
        "/charts/series",
        "/charts/network",
        "/charts/map",
        *(f"/youcheng/{table}" for table in tables),
        "/search?q=alert",
        "/search?q=长长长",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/search?q=%E2%80%AE",
        *(f"/fact/p-{i}" for i in ids),
        *(f"/fact/c-{i}" for i in ids),
        *(f"/finding/f-{i}" for i in ids),
        *(f"/place/{kind}" for kind in EVIL),
        *(f"/document/{str(i) * 64}" for i in ids),
        "/youcheng?sql=select+quote+from+claims",
        "/youcheng/claims?_facet=quote",
        "/youcheng/claims/1",
        "/youcheng/claims?quote__contains=%3Cscript%3E",
        "/-/login?onward=%22%3E%3Cscript%3E",
    ]
