"""Claims and facts as JSON-LD: PROV-O says what was made from what, Web Annotation selectors say where the words stand.

One object a line inside `@graph`, written as it goes: a release of a million claims never stands in memory as one object.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.publish.exports.maps import records

if TYPE_CHECKING:
    from pipeline.publish.tables import Table

FACT_TABLES = ("pairs", "counts", "activities")
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "yc": "urn:youcheng:",
    "id": "@id",
    "type": "@type",
    "quote": {"@id": "oa:exact"},
    "confidence": {"@id": "yc:confidence", "@type": "xsd:double"},
    "madeFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "madeBy": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "title": {"@id": "dct:title"},
    "hasTarget": {"@id": "oa:hasTarget"},
    "hasSource": {"@id": "oa:hasSource", "@type": "@id"},
    "hasSelector": {"@id": "oa:hasSelector"},
    "start": {"@id": "oa:start", "@type": "xsd:integer"},
    "end": {"@id": "oa:end", "@type": "xsd:integer"},
    "fragment": {"@id": "rdf:value"},
    "says": {"@id": "yc:says", "@type": "@json"},
}
SILENT = ("fact_id", "claims", "documents", "works", "confidence", "reason", "reason_zh")


def write_linked(path: Path, tables: dict[str, Table]) -> None:
    """Documents, facts and published claims of a release in one JSON-LD 1.1 document."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n')
        for number, thing in enumerate(_things(tables)):
            file.write((",\n" if number else "") + json.dumps(thing, ensure_ascii=False))
        file.write("\n]}\n")


def _things(tables: dict[str, Table]) -> Iterator[dict[str, Any]]:
    for row in records(tables["documents"]):
        yield {"id": _document(row["document_digest"]), "type": "prov:Entity", "title": row["title"] or row["document"]}
    claims: dict[str, list[str]] = {}
    for row in records(tables["claims"]):
        if row["fact_id"]:
            claims.setdefault(row["fact_id"], []).append(f"yc:{row['claim_id']}")
            yield _claim(row)
    for table in FACT_TABLES:
        for row in records(tables[table]):
            says = {name: value for name, value in row.items() if name not in SILENT and value is not None}
            made = {"id": f"yc:{row['fact_id']}", "type": "prov:Entity", "confidence": row["confidence"], "says": says}
            yield {**made, "madeFrom": sorted(claims.get(row["fact_id"], ()))}


def _document(digest: str) -> str:
    return f"urn:sha256:{digest}"


def _claim(row: dict[str, Any]) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [{"type": "oa:TextQuoteSelector", "quote": row["quote"]}]
    if row["raw_start"] is not None:
        selectors.append({"type": "oa:TextPositionSelector", "start": row["raw_start"], "end": row["raw_end"]})
    if row["page"] is not None:
        selectors.append({"type": "oa:FragmentSelector", "fragment": f"page={row['page']}"})
    source = _document(row["document_digest"])
    return {
        "id": f"yc:{row['claim_id']}",
        "type": ["prov:Entity", "oa:Annotation"],
        "confidence": row["confidence"],
        "madeFrom": source,
        "madeBy": f"yc:{row['extractor']}",
        "hasTarget": {"hasSource": source, "hasSelector": selectors},
    }
