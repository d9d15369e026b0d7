"""A document that means harm is shown as the words that it holds: tags, formulas, marks that turn the direction, a name without end."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from pipeline.publish.tables import COLUMNS, Table
from pipeline.publish.writers import write_sqlite
from tests.serve.conftest import Client

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


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A release whose every text is hostile in its own way."""
    folder, found = tmp_path / "r-hostile", []
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


def test_no_page_lets_a_documents_words_become_markup(client: Client, hostile: Path) -> None:
    asking = client(release=hostile)
    for path in paths(hostile):
        answer = asking.get(path, follow_redirects=True)
        assert answer.status_code == 200, (path, answer.text[:300])
        for opened in re.findall(r"<script[^>]*>", answer.text):
            assert 'src="/static/' in opened, (path, opened)
        tags = re.sub(r"&[a-z]+;|&#\d+;", "", answer.text)
        assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', tags)), path
        assert "<img src=x" not in answer.text and "<svg onload" not in answer.text, path
        assert not re.search(r'(?:href|src|action)="\s*javascript:', answer.text), path
        assert " 49" not in answer.text.replace("49,", "") or "{{ 7 * 7 }}" in answer.text


def test_what_a_spreadsheet_would_compute_is_itself_in_json_and_text_in_csv(client: Client, hostile: Path) -> None:
    asking = client(release=hostile)
    found: Any = asking.get("/fact/c-3.json").json()
    assert found["claims"][0]["quote"] == EVIL["formula"]
    for path in (
        "/youcheng/claims.csv",
        "/youcheng/claims.csv?_stream=on",
        "/youcheng.csv?sql=select+quote,+-3.5+as+n+from+claims",
    ):
        cells = [cell for row in csv.reader(io.StringIO(asking.get(path).text, newline="")) for cell in row]
        assert "'" + EVIL["formula"] in cells and EVIL["formula"] not in cells
    assert "-3.5" in cells and EVIL["long"] in cells


def test_a_name_of_ten_thousand_characters_does_not_flood_a_page(client: Client, hostile: Path) -> None:
    asking = client(release=hostile)
    long = list(EVIL).index("long")
    for path in (
        f"/place/{list(EVIL)[long]}",
        f"/document/{str(long) * 64}",
        "/search?q=长长",
        "/youcheng/places",
        "/charts/network",
    ):
        assert len(asking.get(path).text) < 120_000, path
