"""A made-up release as SQLite has it, with names of real places: for how quick the pages are, not for what they say."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from pipeline.places.gazetteer import named_places
from pipeline.publish.release import DATABASE
from pipeline.publish.tables import COLUMNS, Table
from pipeline.publish.writers import write_sqlite

Row = tuple[object, ...]
VERBS = ("缔结友好城市", "签署友好交流备忘录", "建立友城关系", "举行青少年互访", "开展港口合作", "互赠樱花树苗")


def make_release(folder: Path, *, pairs: int, activities: int, claims: int, documents: int, seed: int = 9) -> None:
    """Write the database of a made-up release into `folder`."""
    draw = random.Random(seed)
    places = list({place.place_id: place for _, place in named_places() if place.name_zh}.values())
    home = [place for place in places if place.country == "CN"]
    abroad = [place for place in places if place.country not in (None, "CN")]
    sides = [(draw.choice(home), draw.choice(abroad)) for _ in range(pairs)]
    rows: dict[str, Iterator[dict[str, object]]] = {
        "places": (_place(place) for place in places),
        "pairs": (_pair(i, a, b, draw) for i, (a, b) in enumerate(sides)),
        "activities": (_activity(i, *sides[i % pairs], draw) for i in range(activities)),
        "documents": (_document(i) for i in range(documents)),
        "claims": (_claim(i, sides, claims // documents, draw) for i in range(claims)),
    }
    folder.mkdir(parents=True, exist_ok=True)
    write_sqlite(
        folder / DATABASE, [_table(name, columns, rows.get(name, iter(()))) for name, columns in COLUMNS.items()]
    )


def _table(name: str, columns: str, rows: Iterator[dict[str, object]]) -> Table:
    parts = [word.partition(":") for word in columns.split()]
    names = [part[0] for part in parts]
    made = tuple(tuple(row.get(column) for column in names) for row in rows)
    return Table(name, tuple((part[0], part[2] or "text") for part in parts), made)  # type: ignore[arg-type]


def _place(place) -> dict[str, object]:
    return {
        "place_id": place.place_id,
        "name": place.name_zh,
        "name_en": place.name_en,
        "country": place.country,
        "level": place.level,
        "lat": place.lat,
        "lon": place.lon,
        "codes": "{}",
        "spellings": place.name_zh,
        "claims": place.population,
        "documents": 1,
    }


def _pair(i: int, a, b, draw: random.Random) -> dict[str, object]:
    day = f"{draw.randint(1973, 2020)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    return {
        "fact_id": f"p-{i:016x}",
        "a_place_id": a.place_id,
        "a_name": a.name_zh,
        "a_name_en": a.name_en,
        "a_country": "CN",
        "b_place_id": b.place_id,
        "b_name": b.name_zh,
        "b_name_en": b.name_en,
        "b_country": b.country,
        "relation": "sister",
        "date": day,
        "date_first": day,
        "date_last": day,
        "date_basis": "stated",
        "claims": 8,
        "documents": 3,
        "works": draw.randint(1, 5),
        "confidence": 0.9,
        "reason": "the only value",
        "reason_zh": "唯一的值",
    }


def _activity(i: int, a, b, draw: random.Random) -> dict[str, object]:
    return {
        "fact_id": f"a-{i:016x}",
        "category": "culture_sports",
        "participant_ids": f"{a.place_id}; {b.place_id}",
        "participant_names": f"{a.name_zh}; {b.name_zh}",
        "date": str(draw.randint(1973, 2020)),
        "claims": 1,
        "documents": 1,
        "works": 1,
        "confidence": 0.8,
        "reason": "told by 1 claim",
        "reason_zh": "1 条主张",
    }


def _document(i: int) -> dict[str, object]:
    return {
        "fact_id": f"d-{i:016x}",
        "document_digest": f"{i:064x}",
        "document": f"{i:05d}.pdf",
        "kind": "pdf",
        "title": f"友城年报第{i}号",
        "date": str(1990 + i % 35),
        "claims": 100,
        "rejected": 0,
    }


def _claim(i: int, sides: list, each: int, draw: random.Random) -> dict[str, object]:
    """Claims lie by document, as in a release; of the facts that a document tells of, each claim draws one."""
    number, of = draw.randrange(len(sides)), i // max(1, each)
    a, b = sides[number]
    quote = f"{draw.randint(1973, 2020)}年{draw.randint(1, 12)}月，{a.name_zh}与{b.name_zh}{draw.choice(VERBS)}"
    sides_told = {"a": {"text": a.name_zh, "place_id": a.place_id}, "b": {"text": b.name_zh, "place_id": b.place_id}}
    return {
        "claim_id": f"c-{i:016x}",
        "fact_id": f"p-{number:016x}",
        "document": f"{of:05d}.pdf",
        "document_digest": f"{of:064x}",
        "type": "pair",
        "quote": quote,
        "page": 1 + i % 40,
        "boxes": json.dumps([[1 + i % 40, 50.0, 60.0, 300.0, 72.0]]),
        "ocr": False,
        "second_reader": "agrees",
        "extractor": "rules.pairs.clause",
        "confidence": 0.9,
        "body": json.dumps(sides_told, ensure_ascii=False),
        "fields": "{}",
    }
